"""What listbot remembers of a submission: written, out of sight, into its own reply.

So it lives where everything else about the issue does, goes with the reply in one
request, and is believed only where the reply is our own. No I/O.
"""

from __future__ import annotations

import json
import re

from pydantic import BaseModel, ConfigDict, ValidationError

_MARKER = re.compile(r"<!-- listbot:memory (.*?) -->", re.DOTALL)
_KEPT = 5
_LONGEST = 600


class _Part(BaseModel):
    """What is remembered is frozen, and what an older listbot wrote stays readable."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Accepted(_Part):
    """A finding that a maintainer lets pass: *about* is its `fingerprint`."""

    code: str
    about: str
    by: str
    why: str = ""


class Chosen(_Part):
    """The section a maintainer has chosen, by its slug."""

    slug: str
    by: str


class Refused(_Part):
    """A maintainer's decision not to take a submission, and the reason."""

    by: str
    why: str = ""


class Answer(_Part):
    """What was said to a comment: *asked* is the command, *text* is plain text."""

    comment: int
    by: str
    asked: str
    text: str


class Memory(_Part):
    """What is known of a submission from earlier runs.

    *seen* is the newest comment whose commands were followed; *read* stands for the
    text of the issue as it was answered, *digest* for the entry that was proposed, and
    *waits* for those of several links that an outage holds up; *pull* is the address of
    its pull request.
    """

    seen: int = 0
    outcome: str = ""
    read: str = ""
    digest: str = ""
    waits: str = ""
    pull: str = ""
    accepted: tuple[Accepted, ...] = ()
    section: Chosen | None = None
    refused: Refused | None = None
    answers: tuple[Answer, ...] = ()


def remembered(reply: str | None) -> Memory:
    """Return what a reply of ours remembers; nothing where there is none."""
    found = _MARKER.findall(reply or "")
    try:
        return Memory.model_validate_json(found[-1]) if found else Memory()
    except ValidationError:
        return Memory()


def with_memory(reply: str, memory: Memory) -> str:
    """Return *reply* with *memory* at its end, where no reader sees it.

    No value in it can end the comment that hides it.
    """
    data = memory.model_dump(exclude_defaults=True)
    text = json.dumps(data, separators=(",", ":"))
    # In JSON these stand in texts only, where they may be written so.
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f"{reply.rstrip()}\n\n<!-- listbot:memory {text} -->\n"


def with_answer(memory: Memory, answer: Answer) -> Memory:
    """Return *memory* with one more answer: the same one once, and the newest few."""
    short = answer.model_copy(update={"text": answer.text[:_LONGEST]})
    others = [
        one
        for one in memory.answers
        if (one.by, one.asked, one.text) != (short.by, short.asked, short.text)
    ]
    return memory.model_copy(update={"answers": (*others, short)[-_KEPT:]})
