"""Opening issues: submissions that listbot sends in itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

from listbot.catalog.plan import Labels
from listbot.forge import github_acts as doing
from listbot.forge.local import LocalForge
from listbot.forge.protocol import Submission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from listbot.forge.github import GithubForge

Json: TypeAlias = Any
_US = "listbot"


def bodies(forge: LocalForge | GithubForge, label: str) -> tuple[str, ...]:
    """Return what all issues with a label say, closed ones too."""
    if isinstance(forge, LocalForge):
        folder = forge.git.folder / ".git" / "listbot" / "issues"
        records = [
            json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")
        ]
        return tuple(one["body"] for one in records if label in one.get("labels", ()))
    rows: list[Json] = forge.api.pages(f"/issues?labels={label}&state=all")
    return tuple(str(row.get("body") or "") for row in rows)


def open_issue(
    forge: LocalForge | GithubForge, title: str, body: str, labels: Sequence[str]
) -> Submission | None:
    """Open an issue, and return it as the submission that it is."""
    if isinstance(forge, LocalForge):
        return _recorded(forge, title, body, labels)
    doing.make_labels(forge.api, list(labels))
    given = {"title": title, "body": body, "labels": list(labels)}
    made = forge.api.rest("POST", "/issues", given, once=True)
    return forge.submission(int(made["number"]))


def _recorded(
    forge: LocalForge, title: str, body: str, labels: Sequence[str]
) -> Submission | None:
    number = forge.next_number()
    submission = Submission(
        issue=number, title=title, body=body, author=_US, labels=tuple(labels)
    )
    forge.record(submission)
    forge.relabel(number, Labels(add=tuple(labels)))
    return forge.submission(number)
