"""The standing issue about links: written from a report, its ticks read. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, TypeAlias

from listbot.catalog.wording import counted
from listbot.text import markdown, styles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from listbot.catalog.link_memory import Choice
    from listbot.text.link_report import Report, Row

State: TypeAlias = Literal["open", "closed"]

MARKER = "<!-- listbot:audit -->"
TITLE = "Links of this list"
LABEL = "listbot:audit"
# GitHub takes 65,536 characters; a step summary and a mail get on with this too.
_LIMIT = 60_000
_MOST_ROWS = 200
_LONGEST_ADDRESS = 160
_LONG = timedelta(days=30)
_TICK = re.compile(
    r"^ *- \[([ xX])\] .*<!-- (keep|remove|replace) ([0-9a-f]{16}) -->\s*$",
    re.MULTILINE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """The issue as it stands on the forge."""

    number: int
    body: str
    state: State


def body(report: Report) -> str:
    """Write the issue; of very many links only the first of each kind are named."""
    rows = _MOST_ROWS
    text = _rendered(report, rows)
    while len(text) > _LIMIT and rows > 1:
        rows //= 2
        text = _rendered(report, rows)
    return text


def key(url: str) -> str:
    """Return what a check-box names a link by: nobody can write Markdown with it."""
    return sha256(url.encode()).hexdigest()[:16]


def choices(text: str, before: Mapping[str, Choice | None]) -> dict[str, Choice | None]:
    """Read what is ticked in the issue for those links that it has boxes for.

    Of two ticks the new one counts; *before* says what was chosen until now, for every
    link that may be meant.
    """
    url_by_key = {key(url): url for url in before}
    ticked: dict[str, set[Choice]] = {}
    for box, choice, name in _TICK.findall(text):
        if name in url_by_key:
            chosen = ticked.setdefault(url_by_key[name], set())
            chosen |= {choice} if box != " " else set()
    return {url: _newest(chosen, before.get(url)) for url, chosen in ticked.items()}


def _newest(chosen: set[Choice], before: Choice | None) -> Choice | None:
    fresh = sorted(chosen - {before}) or sorted(chosen)
    return fresh[0] if fresh else None


def _rendered(report: Report, rows: int) -> str:
    text = styles.template("audit.md.j2").render(
        marker=MARKER,
        report=report,
        headline=_headline(report),
        dead=_by_entry(_first(report.dead, rows), report),
        folds=[fold for fold in _folds(report, rows) if fold["rows"]],
        more=max(0, len(report.dead) - rows),
        age=_age(report),
        unknown_share=_share(report),
        many=counted,
    )
    return text.strip() + "\n"


def _headline(report: Report) -> str:
    if not report.dead:
        return "No link is dead"
    told = _links(report.dead)
    return f"{told} {'are' if told.endswith('s') else 'is'} dead"


def _first(rows: Sequence[Row], count: int) -> list[Row]:
    """Return so many rows in their order, those with a ticked box among them."""
    wanted = sorted(range(len(rows)), key=lambda number: rows[number].choice is None)
    return [rows[number] for number in sorted(wanted[:count])]


def _by_entry(rows: Sequence[Row], report: Report) -> list[dict[str, object]]:
    """Put the dead links of each entry together, in the order of the rows."""
    rows_by_path: dict[str, list[Row]] = {}
    for row in rows:
        rows_by_path.setdefault(row.path, []).append(row)
    return [
        {
            "title": markdown.conversation(found[0].title),
            "path": markdown.code(path),
            "links": [_dead_view(row, report) for row in found],
        }
        for path, found in rows_by_path.items()
    ]


def _dead_view(row: Row, report: Report) -> dict[str, object]:
    seen = f", seen so on {counted(row.days, 'day')}" if row.days > 1 else ""
    return {
        **_view(row),
        "since": f"Gone since {row.since.isoformat()}{seen}.",
        "archived": _copy(row),
        "boxes": [_box(choice, row, report) for choice in _offered(row)],
    }


def _copy(row: Row) -> str:
    return f"{markdown.link('Archived copy', row.archived)}." if row.archived else ""


def _offered(row: Row) -> list[Choice]:
    return ["keep", "remove", "replace"] if row.archived else ["keep", "remove"]


def _box(choice: Choice, row: Row, report: Report) -> str:
    what = _IN_WORDS[choice](row)
    ticked = row.choice == choice
    pull = (report.pulls or {}).get(_KIND_BY_CHOICE[choice]) if ticked else None
    proposed = f" (proposed: {pull})" if pull else ""
    mark = "x" if ticked else " "
    return f"- [{mark}] {what}{proposed} <!-- {choice} {key(row.url)} -->"


def _keep(row: Row) -> str:
    return "keep it, with the archived copy beside it" if row.archived else "keep it"


_IN_WORDS: dict[Choice, Callable[[Row], str]] = {
    "keep": _keep,
    "remove": lambda row: "remove the entry" if row.alone else "remove the link",
    "replace": lambda _: "replace it with the archived copy",
}
_KIND_BY_CHOICE: dict[Choice, str] = {
    "keep": "kept",
    "remove": "removed",
    "replace": "replaced",
}


def _folds(report: Report, rows: int) -> list[dict[str, object]]:
    """Return what is folded away: a line to open it by, and a line for each link."""
    pull = (report.pulls or {}).get("moved")
    return [
        {
            "summary": f"{_links(report.moved)} moved for good"
            + (", and a pull request takes the new addresses over" if pull else ""),
            "first": f"Pull request: {pull}" if pull else "",
            "rows": [_moved_view(row) for row in report.moved[:rows]],
            "more": max(0, len(report.moved) - rows),
        },
        {
            "summary": f"{_links(report.blocked)} not shown to robots; "
            "not counted as dead",
            "first": "",
            "rows": [_since_view(row) for row in report.blocked[:rows]],
            "more": max(0, len(report.blocked) - rows),
        },
        {
            "summary": f"{_links(report.unknown)} not checked: no answer "
            f"that says anything{_for_long(report)}",
            "first": "",
            "rows": [_since_view(row) for row in report.unknown[:rows]],
            "more": max(0, len(report.unknown) - rows),
        },
        {
            "summary": f"{_links(report.kept, 'dead link')} kept on purpose",
            "first": "",
            "rows": [_kept_view(row, report) for row in report.kept[:rows]],
            "more": max(0, len(report.kept) - rows),
        },
    ]


def _view(row: Row) -> dict[str, object]:
    return {
        "kind": markdown.conversation(row.kind),
        "url": markdown.code(_short(row.url)),
        "why": markdown.conversation(row.why),
    }


def _line(row: Row) -> str:
    title, kind = markdown.conversation(row.title), markdown.conversation(row.kind)
    return f"{title}, {kind}: {markdown.code(_short(row.url))}"


def _moved_view(row: Row) -> str:
    return f"- {_line(row)} → {markdown.code(_short(row.moved_to or ''))}"


def _since_view(row: Row) -> str:
    why = markdown.conversation(row.why)
    return f"- {_line(row)}. {why} Since {row.since.isoformat()}."


def _kept_view(row: Row, report: Report) -> str:
    told = f"{_since_view(row)} {_copy(row)}".rstrip()
    return f"{told}\n  {_box('keep', row, report)}"


def _short(url: str) -> str:
    return url if len(url) <= _LONGEST_ADDRESS else f"{url[: _LONGEST_ADDRESS - 1]}…"


def _age(report: Report) -> str:
    """Say when all links were looked at last."""
    if report.full is None:
        return "There was no run yet that looked at all of them."
    days = (report.today - report.full).days
    if days <= 0:
        return "All of them were looked at."
    ago = counted(days, "day")
    return f"All of them were last looked at on {report.full.isoformat()}, {ago} ago."


def _for_long(report: Report) -> str:
    """Say how many links a person had better look at: silence may be the end too."""
    since = report.today - _LONG
    urls = {row.url for row in report.unknown if row.since <= since}
    return f" ({len(urls):,} for a month or longer)" if urls else ""


def _share(report: Report) -> str:
    doubt = report.doubt
    if doubt is None:
        return ""
    return f"{doubt.unknown:,} of {doubt.asked:,}"


def _links(rows: Sequence[Row], noun: str = "link") -> str:
    """Say how many distinct links there are: one may stand in several entries."""
    return counted(len({row.url for row in rows}), noun)
