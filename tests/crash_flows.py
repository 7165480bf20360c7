"""What runs do about events: the flows that the sweeps strike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from fake_github import ACTIONS_TOKEN
from listbot.catalog.link_verdict import LinkVerdict
from listbot.jobs import carrying
from listbot.jobs import intake as intake_job
from listbot.jobs import refresh as refresh_job
from listbot.jobs import sweep as sweep_job
from making import TODAY, body

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crash_bench import Bench

Run: TypeAlias = "Callable[[Bench, str], None]"

LIST = {
    "listbot.yml": """\
title: Papers on seeing
noun: paper
order: date
numbering: continuous
style: card
sections:
  - Vision
  - Language
links:
  PDF: {required: true}
""",
    "README.md": """\
# Papers on seeing

<!-- listbot:begin entries -->
<!-- listbot:end entries -->
""",
    "entries/2023/first.yml": """\
title: Learning to see at first sight
date: 2023-01
sections: [vision]
links:
  PDF: https://doi.org/10.5555/first
""",
}


def asked(title: str, number: int, date: str = "2024-03") -> str:
    """Return the body of an issue that asks for an entry."""
    answers = {
        "Title": title,
        "Date": date,
        "Section": "Vision",
        "PDF": f"https://doi.org/10.5555/paper.{number}",
    }
    return body(answers)


GOOD = asked("Telling cats from dogs by their shadows", 1)
EDITED = asked("Telling cats from dogs by the shadows they throw", 1)
OTHER = asked("A survey of deep networks that read handwriting", 2)
THIRD = asked("Why gradient descent finds flat minima", 3)
BAD = asked("Telling cats from dogs by their shadows", 1, date="05/06/2024")
LIKE = asked("Learning to see at first sights", 9)
ACCEPT = "/accept likely-duplicate It is another paper."
LISTED = asked("Learning to see at first sight", 0).replace("paper.0", "first")


def intake(issue: int = 1, author: str = "") -> Run:
    """Return the run that answers an event of an issue."""

    def run(bench: Bench, token: str) -> None:
        forge = bench.forge(token)
        submission = forge.submission(issue, author)
        assert submission is not None
        plan, ground = intake_job.plan_intake(
            submission, forge, today=TODAY, look=all_alive
        )
        carrying.carry_out(plan, forge, ground)

    return run


def refresh(bench: Bench, token: str) -> None:
    """Make the run that answers a push to the base branch."""
    refresh_job.refresh(bench.forge(token), today=TODAY, look=all_alive)


def sweep(bench: Bench, token: str) -> None:
    """Make the run that a schedule starts."""
    sweep_job.sweep(bench.forge(token), today=TODAY, look=all_alive)


def all_alive(urls: Sequence[str]) -> Sequence[LinkVerdict]:
    """Answer for the web: every link works."""
    return [LinkVerdict(url=url, verdict="alive") for url in urls]


def edited(text: str) -> Run:
    """Return what the author does: edit the issue."""

    def run(bench: Bench, _: str) -> None:
        bench.github.edit_issue(1, "ada", body=text)

    return run


def by_hand(bench: Bench, _: str) -> None:
    """Let a maintainer put a file of their own on the branch."""
    bench.github.commit({"notes.txt": "by hand\n"}, branch="listbot/issue-1")


def says(who: str, text: str) -> Run:
    """Return what somebody does: comment on the issue."""

    def run(bench: Bench, _: str) -> None:
        bench.github.collaborator("mia", "maintain")
        bench.github.comment(1, who, text)

    return run


def merged(bench: Bench, _: str) -> None:
    """Let a maintainer merge the pull request."""
    bench.github.merge_pull(2, "octo")


def closed(bench: Bench, _: str) -> None:
    """Let the author close the issue."""
    bench.github.close_issue(1, "ada")


def another(text: str) -> Run:
    """Return what happens when one more submission comes in."""

    def run(bench: Bench, token: str) -> None:
        bench.github.open_issue("bob", "Add", text)
        intake(bench.github.world.last_number)(bench, token)

    return run


def another_unseen(text: str) -> Run:
    """Return what happens when one more comes in and its event is lost."""

    def run(bench: Bench, _: str) -> None:
        bench.github.open_issue("bob", "Add", text)

    return run


def merged_other(bench: Bench, _: str) -> None:
    """Let a maintainer merge the newest pull request, so that base moves."""
    bench.github.merge_pull(bench.github.world.last_number, "octo")


@dataclass(frozen=True)
class Flow:
    """What came before, and the run that is struck."""

    name: str
    before: tuple[Run, ...]
    run: Run
    body: str = GOOD

    def prepare(self, bench: Bench) -> None:
        """Let everything happen that came before."""
        bench.github.open_issue("ada", "Add", self.body)
        for step in self.before:
            step(bench, ACTIONS_TOKEN)


FLOWS = [
    Flow("first intake", (), intake()),
    Flow("something to mend", (), intake(), BAD),
    Flow("repeated", (), intake(), LISTED),
    Flow("mended", (intake(), edited(GOOD)), intake(), BAD),
    Flow("edit", (intake(), edited(EDITED)), intake()),
    Flow("edit after a maintainer's", (intake(), by_hand, edited(EDITED)), intake()),
    Flow("spoilt by an edit", (intake(), edited(BAD)), intake()),
    Flow(
        "accept", (intake(), says("mia", "/accept likely-duplicate x")), intake(), LIKE
    ),
    Flow("section", (intake(), says("mia", "/section Language\n/oops")), intake()),
    Flow("reject", (intake(), says("mia", "/reject Not here.")), intake()),
    Flow("merged", (intake(), merged), intake()),
    Flow("refresh after a merge", (intake(), merged), refresh),
    Flow("closed", (intake(), closed), intake()),
    Flow("sweep", (another_unseen(OTHER),), sweep),
    Flow("refresh", (intake(), another(OTHER), merged_other), refresh),
    Flow(
        "refresh two", (intake(), another(OTHER), another(THIRD), merged_other), refresh
    ),
]
