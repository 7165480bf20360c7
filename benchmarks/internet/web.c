/* A web server for benchmarks: one thread, many connections, nothing but loopback.

   cc -O2 -o web web.c -lssl -lcrypto
   ./web FOLDER     port 80, and 443 with FOLDER/key.pem and FOLDER/NAME.pem by host or _.pem

   Every address of 127/8 is a host of its own. A path that begins with `/=` says how it
   wants to be answered, by words with commas between: s404 the status, d50-150 the
   milliseconds before the answer, l5 no more than five requests a second (429 for the
   others, with `retry-after: 1`), hang no answer at all, reset a connection broken off.
   Any other path is answered 200 after 50 to 150 ms. GET /==stats tells what was counted
   since the last GET /==reset. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { IN = 4096, OUT = 1024, HOSTS = 1 << 16, READY = 512, BACKLOG = 8192 };

typedef struct peer {
  int fd, status;
  SSL *tls;
  bool shaking, head;
  unsigned host, place; /* in the queue of those who wait for their answer; 0 is none */
  unsigned long due;
  size_t filled;
  char in[IN + 1];
} peer;

static struct { double left; unsigned long last; } host[HOSTS];
static struct { unsigned long requests, heads, connections, handshakes, refused; } told;
static peer **waiting;
static unsigned waiters, room;
static int polled;
static SSL_CTX *secure;
static const char *folder;

static unsigned long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000UL + t.tv_nsec / 1000000;
}

/* The queue of those who wait: a binary heap, the earliest at 1. */

static void put(peer *p, unsigned at) {
  waiting[at] = p;
  p->place = at;
}

static void sift(peer *p, unsigned at) {
  for (; at > 1 && waiting[at / 2]->due > p->due; at /= 2) put(waiting[at / 2], at);
  for (unsigned child; (child = 2 * at) <= waiters; at = child) {
    if (child < waiters && waiting[child + 1]->due < waiting[child]->due) child++;
    if (waiting[child]->due >= p->due) break;
    put(waiting[child], at);
  }
  put(p, at);
}

static void wait_until(peer *p, unsigned long due) {
  if (waiters + 2 > room) waiting = realloc(waiting, (room = 2 * room + 64) * sizeof *waiting);
  p->due = due;
  sift(p, ++waiters);
}

static void stop_waiting(peer *p) {
  if (!p->place) return;
  unsigned at = p->place;
  peer *last = waiting[waiters--];
  p->place = 0;
  if (last != p) sift(last, at);
}

/* Connections. */

static void hang_up(peer *p) {
  stop_waiting(p);
  if (p->tls) SSL_free(p->tls);
  close(p->fd);
  free(p);
}

static int receive(peer *p, char *to, int most) {
  if (!p->tls) return recv(p->fd, to, most, 0);
  int got = SSL_read(p->tls, to, most);
  if (got > 0) return got;
  errno = SSL_get_error(p->tls, got) == SSL_ERROR_WANT_READ ? EAGAIN : ECONNRESET;
  return -1;
}

static bool deliver(peer *p, const char *text, int length) {
  int sent = p->tls ? SSL_write(p->tls, text, length) : send(p->fd, text, length, MSG_NOSIGNAL);
  return sent == length; /* a short answer always fits into an empty buffer */
}

static bool say(peer *p, int status, const char *headers, const char *body) {
  char out[OUT];
  int length = snprintf(out, sizeof out,
                        "HTTP/1.1 %d Said\r\ncontent-type: text/html\r\n%scontent-length: %zu\r\n\r\n%s",
                        status, headers, strlen(body), p->head ? "" : body);
  return deliver(p, out, length);
}

static bool answer(peer *p) {
  return say(p, p->status, p->status == 429 ? "retry-after: 1\r\n" : "",
             "<!doctype html><title>A page</title><p>There is something to read here.");
}

/* Requests. */

static bool too_many(unsigned at, unsigned per_second) {
  unsigned long t = now();
  if (!host[at].last) host[at].left = per_second;
  else host[at].left += (t - host[at].last) * per_second / 1000.0;
  if (host[at].left > per_second) host[at].left = per_second;
  host[at].last = t;
  if (host[at].left < 1) return true;
  host[at].left -= 1;
  return false;
}

static bool say_what_was_counted(peer *p) {
  char body[256];
  snprintf(body, sizeof body,
           "{\"requests\": %lu, \"heads\": %lu, \"connections\": %lu, \"handshakes\": %lu, \"refused\": %lu}\n",
           told.requests, told.heads, told.connections, told.handshakes, told.refused);
  return say(p, 200, "", body);
}

static bool start_again(peer *p) {
  memset(&told, 0, sizeof told);
  memset(host, 0, sizeof host);
  return say(p, 200, "", "done\n");
}

static bool break_off(peer *p) {
  struct linger at_once = {1, 0};
  setsockopt(p->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  return false;
}

/* Begin to answer one request; false ends the connection. */
static bool take(peer *p, const char *path, size_t length) {
  unsigned from = 50, to = 150, spread = 0;
  if (!strncmp(path, "/==stats", 8)) return say_what_was_counted(p);
  if (!strncmp(path, "/==reset", 8)) return start_again(p);
  told.requests++;
  told.heads += p->head;
  p->status = 200;
  if (path[1] == '=') {
    const char *word = path + 1;
    do {
      unsigned number = atoi(word + 2);
      if (!strncmp(word + 1, "hang", 4)) return true;
      if (!strncmp(word + 1, "reset", 5)) return break_off(p);
      if (word[1] == 's') p->status = number;
      if (word[1] == 'd') sscanf(word + 2, "%u-%u", &from, &to);
      if (word[1] == 'l' && too_many(p->host, number)) p->status = 429, told.refused++;
      word += 1 + strcspn(word + 1, ",/ ");
    } while (*word == ',');
  }
  for (size_t at = 0; at < length; at++) spread = spread * 31 + (unsigned char)path[at];
  unsigned delay = to > from ? from + spread % (to - from + 1) : from;
  if (!delay) return answer(p);
  wait_until(p, now() + delay);
  return true;
}

/* Take every whole request that has come, one after the other. */
static void read_requests(peer *p) {
  for (char *end; !p->place && (p->in[p->filled] = 0, end = strstr(p->in, "\r\n\r\n"));) {
    char *path = strchr(p->in, ' '), *after = path ? strchr(path + 1, ' ') : NULL;
    if (!after || after > end) return hang_up(p);
    size_t length = end + 4 - p->in;
    p->head = p->in[0] == 'H';
    if (!take(p, path + 1, after - path - 1)) return hang_up(p);
    memmove(p->in, p->in + length, p->filled - length);
    p->filled -= length;
  }
}

static void hear(peer *p) {
  if (p->shaking) {
    int done = SSL_accept(p->tls);
    if (done != 1 && SSL_get_error(p->tls, done) == SSL_ERROR_WANT_READ) return;
    if (done != 1) return hang_up(p);
    p->shaking = false;
    told.handshakes++;
  }
  for (;;) {
    int got = p->filled < IN ? receive(p, p->in + p->filled, IN - p->filled) : 0;
    if (got > 0) p->filled += got;
    else if (got < 0 && errno == EAGAIN) break;
    else return hang_up(p);
  }
  read_requests(p);
}

static void let_in(int listening, bool safely) {
  struct sockaddr_in at;
  int yes = 1, fd;
  while ((fd = accept4(listening, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    peer *p = calloc(1, sizeof *p);
    socklen_t size = sizeof at;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    getsockname(fd, (struct sockaddr *)&at, &size);
    p->fd = fd;
    p->host = ntohl(at.sin_addr.s_addr) % HOSTS;
    told.connections++;
    if (safely) {
      p->tls = SSL_new(secure);
      p->shaking = true;
      SSL_set_fd(p->tls, fd);
      SSL_set_accept_state(p->tls);
    }
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = p};
    epoll_ctl(polled, EPOLL_CTL_ADD, fd, &event);
  }
}

/* Show the certificate of the host that is asked for. */
static int choose(SSL *tls, int *alert, void *nothing) {
  const char *name = SSL_get_servername(tls, TLSEXT_NAMETYPE_host_name);
  char file[512];
  (void)alert, (void)nothing;
  if (!name || strchr(name, '/')) return SSL_TLSEXT_ERR_NOACK;
  snprintf(file, sizeof file, "%s/%s.pem", folder, name);
  if (access(file, R_OK)) return SSL_TLSEXT_ERR_OK; /* the one for many hosts */
  return SSL_use_certificate_file(tls, file, SSL_FILETYPE_PEM) == 1 ? SSL_TLSEXT_ERR_OK
                                                                    : SSL_TLSEXT_ERR_ALERT_FATAL;
}

static void prepare_tls(void) {
  char file[512];
  secure = SSL_CTX_new(TLS_server_method());
  snprintf(file, sizeof file, "%s/_.pem", folder);
  bool fine = SSL_CTX_use_certificate_file(secure, file, SSL_FILETYPE_PEM) == 1;
  snprintf(file, sizeof file, "%s/key.pem", folder);
  fine = fine && SSL_CTX_use_PrivateKey_file(secure, file, SSL_FILETYPE_PEM) == 1;
  if (!fine) exit((fprintf(stderr, "no key or certificate in %s\n", folder), 1));
  SSL_CTX_set_tlsext_servername_callback(secure, choose);
}

static int listen_at(int port) {
  struct sockaddr_in any = {.sin_family = AF_INET, .sin_port = htons(port)};
  int yes = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  any.sin_addr.s_addr = INADDR_ANY;
  if (bind(fd, (struct sockaddr *)&any, sizeof any) || listen(fd, BACKLOG)) {
    perror("listen");
    exit(1);
  }
  return fd;
}

int main(int count, char **words) {
  struct rlimit files = {1 << 20, 1 << 20};
  struct epoll_event ready[READY];
  peer plain = {.fd = listen_at(80)}, safe = {.fd = listen_at(443)};
  if (count < 2) return 1;
  signal(SIGPIPE, SIG_IGN);
  folder = words[1];
  if (setrlimit(RLIMIT_NOFILE, &files)) {
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  prepare_tls();
  polled = epoll_create1(0);
  for (int one = 0; one < 2; one++) {
    peer *door = one ? &safe : &plain;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = door};
    epoll_ctl(polled, EPOLL_CTL_ADD, door->fd, &event);
  }
  puts("ready");
  fflush(stdout);
  for (;;) {
    long left = waiters ? (long)(waiting[1]->due - now()) : 1000;
    int events = epoll_wait(polled, ready, READY, left < 0 ? 0 : left);
    for (int one = 0; one < events; one++) {
      peer *p = ready[one].data.ptr;
      if (p == &plain || p == &safe) let_in(p->fd, p == &safe);
      else hear(p);
    }
    while (waiters && waiting[1]->due <= now()) {
      peer *p = waiting[1];
      stop_waiting(p);
      if (answer(p)) read_requests(p);
      else hang_up(p);
    }
  }
}
