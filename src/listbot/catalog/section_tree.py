"""The tree of sections as `listbot.yml` writes it. No I/O.

A section is a title; a title with the sections in it; or a title with settings:

    sections:
      - Surveys
      - Models:
          - Vision
      - Data sets:
          slug: data
          order: title
          sections: [Images]
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from listbot.catalog import plain_words, slugs
from listbot.catalog.config_parts import SectionNode
from listbot.catalog.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from listbot.catalog.yaml_text import Path, Value

SETTINGS = ("slug", "order", "numbering", "style", "file", "sections")
PROBLEMS_SHOWN = 50
"""As many problems of one file are looked for; guesses at what was meant take time."""

_NOT_ON_ONE_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_HOW = "Write “- Title”, or “- Title:” with what belongs to it indented below."


class Problem(NamedTuple):
    """Something wrong in a file: where (a path of keys), and a sentence for people."""

    path: Path
    sentence: str


@dataclass
class _Draft:
    """A section as it was written, before it has a name."""

    title: str
    path: Path
    above: str = ""
    settings: dict[str, Value] = field(default_factory=dict[str, "Value"])
    inside: list[_Draft] = field(default_factory=list["_Draft"])
    slug: str = ""


def read_sections(written: Value) -> tuple[tuple[SectionNode, ...], list[Problem]]:
    """Read the value of `sections`, with everything that is wrong with it.

    A slug that is not set is made from the title; where several sections would have
    the same, from the titles of the section above and its own.
    """
    problems: list[Problem] = []
    drafts = _drafts(written, ("sections",), "", problems)
    _name([*_all(drafts)], problems)
    return _nodes(drafts, problems), problems


def _drafts(
    written: Value, path: Path, above: str, problems: list[Problem]
) -> list[_Draft]:
    if not isinstance(written, list):
        what = f"{quoted(str(path[-1]))} has to be a list of titles. {_HOW}"
        problems.append(Problem(path, what))
        return []
    drafts = [
        _draft(item, (*path, index), above, problems)
        for index, item in enumerate(written)
        if item
    ]
    return [draft for draft in drafts if draft]


def _draft(
    item: Value, path: Path, above: str, problems: list[Problem]
) -> _Draft | None:
    title, inside = (item, "") if isinstance(item, str) else _only_pair(item)
    if not title.strip() or _NOT_ON_ONE_LINE.search(title):
        problems.append(Problem(path, f"This is no title of a section. {_HOW}"))
        return None
    path = path if isinstance(item, str) else (*path, title)
    draft = _Draft(title.strip(), path, above)
    if isinstance(inside, dict):
        draft.settings = {key: value for key, value in inside.items() if value}
        inside = draft.settings.pop("sections", "")
        path = (*path, "sections")
    if inside:
        draft.inside = _drafts(inside, path, title, problems)
    return draft


def _only_pair(item: Value) -> tuple[str, Value]:
    """Return the title and what stands under it; an empty title for anything else."""
    if isinstance(item, dict) and len(item) == 1:
        return next(iter(item.items()))
    return "", ""


def _all(drafts: list[_Draft]) -> Iterator[_Draft]:
    for draft in drafts:
        yield draft
        yield from _all(draft.inside)


def _name(drafts: list[_Draft], problems: list[Problem]) -> None:
    """Give every section its slug; those that are set stay what they are."""
    title_by_slug: dict[str, str] = {}
    for draft in drafts:
        if "slug" in draft.settings:
            _take_set_slug(draft, title_by_slug, problems)
    unnamed = [draft for draft in drafts if not draft.slug]
    bases = Counter(slugs.section_slug(draft.title) for draft in unnamed)
    numbered: dict[str, Iterator[str]] = {}
    for draft in unnamed:
        base = slugs.section_slug(draft.title)
        if draft.above and (bases[base] > 1 or base in title_by_slug):
            base = slugs.section_slug(f"{draft.above} {draft.title}")
        names = numbered.setdefault(base, slugs.numbered(base))
        draft.slug = next(name for name in names if name not in title_by_slug)
        title_by_slug[draft.slug] = draft.title


def _take_set_slug(
    draft: _Draft, title_by_slug: dict[str, str], problems: list[Problem]
) -> None:
    path = (*draft.path, "slug")
    slug = draft.settings.pop("slug")
    if not isinstance(slug, str) or not slugs.is_slug(slug):
        shown = quoted(slug) if isinstance(slug, str) else "This"
        better = slugs.section_slug(slug if isinstance(slug, str) else draft.title)
        what = f"{shown} is no slug. Write small letters, digits and -: {better}."
        problems.append(Problem(path, what))
    elif slug in title_by_slug:
        other = quoted(title_by_slug[slug])
        what = f"The section {other} has the slug {quoted(slug)} already."
        problems.append(Problem(path, f"{what} Choose another."))
    else:
        draft.slug = slug
        title_by_slug[slug] = draft.title


def _nodes(drafts: list[_Draft], problems: list[Problem]) -> tuple[SectionNode, ...]:
    nodes = (_node(draft, problems) for draft in drafts)
    return tuple(node for node in nodes if node)


def _node(draft: _Draft, problems: list[Problem]) -> SectionNode | None:
    sections = _nodes(draft.inside, problems)
    settings = {**draft.settings, "title": draft.title, "slug": draft.slug}
    if "title" in draft.settings:
        sentence = plain_words.unknown_key(f"{draft.title}.title", SETTINGS)
        problems.append(Problem((*draft.path, "title"), sentence))
    try:
        return SectionNode.model_validate({**settings, "sections": sections})
    except ValidationError as error:
        for one in error.errors()[: max(0, PROBLEMS_SHOWN - len(problems))]:
            name = ".".join(map(str, (draft.title, *one["loc"])))
            sentence = plain_words.sentence(one, name, SETTINGS)
            problems.append(Problem((*draft.path, *one["loc"]), sentence))
    return None
