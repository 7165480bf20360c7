"""Which region stands in which file: that of its section. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog.errors import ListbotError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.order import Listed
    from listbot.text.regions import Region


def check(
    found: Iterable[Region], own: Sequence[Listed], file: str, config: Config
) -> None:
    """See that every section of a file that has entries has a region in it.

    *own* are the sections that stand in *file*. Raises ListbotError for one that has no
    place, and for a region of a section that is not there or stands elsewhere.
    """
    names = {region.name for region in found}
    known = {f"entries {part.section.slug}" for part in own}
    for region in found:
        if region.name.startswith("entries ") and region.name not in known:
            raise _astray(region, file, config)
    if "entries" in names:
        return
    for part in own:
        if part.entries and f"entries {part.section.slug}" not in names:
            message = (
                f"{file}: section {part.section.full_title!r} has entries but no "
                "place. Add these two lines where they belong: "
                f"<!-- listbot:begin entries {part.section.slug} --> and "
                f"<!-- listbot:end entries {part.section.slug} -->."
            )
            raise ListbotError(message, file=file)


def _astray(region: Region, file: str, config: Config) -> ListbotError:
    """Say why a region cannot stand in a file."""
    slug = region.name.removeprefix("entries ")
    home = config.file_by_slug.get(slug)
    if home is None:
        what = f"there is no section {slug!r} in listbot.yml. Correct the marker, or "
        what += "add the section."
    else:
        what = f"the section {slug!r} stands in {home}, says listbot.yml. Move its "
        what += f"markers there, or set `file: {file}` for the section."
    message = f"{file}, line {region.line}: {what}"
    return ListbotError(message, file=file, line=region.line)
