"""The labels of listbot: made on first use, with a colour and a description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Look:
    """How a label looks: a colour as six hexadecimal digits, and at most a line."""

    color: str
    description: str


LABELS: Mapping[str, Look] = {
    "listbot:needs-changes": Look("d93f0b", "Something in the form has to be mended."),
    "listbot:duplicate": Look("cfd3d7", "The work is on the list already."),
    "listbot:in-review": Look("0e8a16", "A pull request is open; maintainers decide."),
    "listbot:retry": Look("fbca04", "A service did not answer; taken up again later."),
}
# No submission ever carries these.
OTHERS: Mapping[str, Look] = {
    "listbot:audit": Look("c5def5", "The one issue about the links of this list."),
}
PLAIN = Look("ededed", "Set by listbot.")
