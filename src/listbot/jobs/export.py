"""Export: the list in the formats of other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog.errors import ListbotError
from listbot.catalog.wording import did_you_mean, listed, quoted
from listbot.jobs import loading
from listbot.text import exports

if TYPE_CHECKING:
    from listbot.forge.protocol import Snapshot


def exported(snapshot: Snapshot, format_: str) -> str:
    """Return the whole list in a format.

    Raises ListbotError for a format there is not, and for a list that cannot be read.
    """
    known = list(exports.WRITE_BY_FORMAT)
    if format_ not in known:
        meant = did_you_mean(format_, known)
        message = (
            f"{quoted(format_)} is no format. There are {listed(known, last='and')}."
        )
        raise ListbotError(f"{message} {meant}".strip())
    files = loading.load(snapshot)
    loading.check_readable(files)
    return exports.export(files.catalog, files.config, format_)
