"""Publications: preprints on the list that have been published since.

Each becomes a submission like anybody's, which the pipeline makes an update of its
entry. What was sent in once is not sent in again, whatever became of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from listbot.catalog import identity
from listbot.catalog.wording import quoted
from listbot.catalog.works import work_of
from listbot.text import form_questions, form_writer
from listbot.text.form_questions import FORM_LABEL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.facts import Facts
    from listbot.catalog.model import Catalog, Entry
    from listbot.text.form_answers import Answer

LABEL = "listbot:publication"
"""The label of the submissions that are made here."""

LABELS = (FORM_LABEL, LABEL)
_MOST_TOGETHER = 20

Look: TypeAlias = "Callable[[Sequence[str]], Mapping[str, Facts]]"
"""Asks about preprints, by arXiv id or by DOI; who is not known is left out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """An entry of a preprint, and the DOI of what it became."""

    entry: Entry
    doi: str

    @property
    def url(self) -> str:
        """The address of the published version."""
        return f"https://doi.org/{self.doi}"


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What a look at preprints came to: *issues* were opened by their numbers."""

    looked_at: int
    published: tuple[Publication, ...] = ()
    issues: tuple[int, ...] = field(default=())


def publications(
    catalog: Catalog, ask_arxiv: Look, ask_dois: Look, said: Iterable[str] = ()
) -> tuple[int, tuple[Publication, ...]]:
    """Return how many preprints there are, and those that have been published.

    *said* are the bodies of submissions that were made of such before.
    """
    entries = [entry for entry in catalog.entries if identity.is_preprint(entry)]
    ids_by_slug = {
        entry.slug: sorted(
            (one.scheme, one.value)
            for one in work_of(entry).names
            if one.scheme in {"arxiv", "doi"}
        )
        for entry in entries
    }
    every = {one for ids in ids_by_slug.values() for one in ids}
    papers = sorted(value for scheme, value in every if scheme == "arxiv")
    dois = sorted(value for scheme, value in every if scheme == "doi")
    known = {
        **{("arxiv", one): facts for one, facts in _asked(ask_arxiv, papers).items()},
        **{("doi", one): facts for one, facts in _asked(ask_dois, dois).items()},
    }
    before = "\n".join(said)
    found: list[Publication] = []
    for entry in sorted(entries, key=lambda one: one.slug):
        facts = [known[one] for one in ids_by_slug[entry.slug] if one in known]
        doi = next((one.published for one in facts if one.published), "")
        if doi and f"https://doi.org/{doi}\n" not in f"{before}\n":
            found.append(Publication(entry=entry, doi=doi))
    return len(entries), tuple(found)


def submissions(
    found: Sequence[Publication], config: Config
) -> tuple[tuple[str, str], ...]:
    """Return title and body of the issues to open: one each, or for all at once."""
    if config.publications == "one-each" or len(found) < 2:  # noqa: PLR2004 - several
        return tuple(
            (f"Published: {one.entry.title}"[:200], _body([one], config))
            for one in found
        )
    groups = [
        found[start : start + _MOST_TOGETHER]
        for start in range(0, len(found), _MOST_TOGETHER)
    ]
    return tuple(
        (f"Published: {len(group)} preprints", _body(group, config)) for group in groups
    )


def sent_data(sent: Sent) -> dict[str, Any]:
    """Return what was found in the shape that scripts rely on."""
    return {
        "preprints": sent.looked_at,
        "published": [
            {"entry": one.entry.slug, "doi": one.doi} for one in sent.published
        ],
        "issues": list(sent.issues),
    }


def summary(sent: Sent) -> list[str]:
    """Say what was found, a line each."""
    lines = [
        f"{quoted(one.entry.title)} was published: {one.url}" for one in sent.published
    ]
    if sent.issues:
        lines.append(f"Sent in: {', '.join(f'issue {one}' for one in sent.issues)}.")
    news = f"{len(sent.published)} published since" if sent.published else "no news"
    return [*lines, f"{sent.looked_at} preprints: {news}."]


def _asked(look: Look, ids: Sequence[str]) -> Mapping[str, Facts]:
    return look(ids) if ids else {}


def _body(found: Sequence[Publication], config: Config) -> str:
    """Write what somebody would who sends the published versions in.

    The title is that of the entry, so that it is known again; the first link stands for
    itself, the others are the further ones.
    """
    first, *others = found
    kind = next(iter(identity.main_kinds(config)), next(iter(config.links)))
    title_by_slug = {one.slug: one.full_title for one in config.flat_sections}
    sections = tuple(title_by_slug[slug] for slug in first.entry.sections)
    answers: dict[str, Answer] = {}
    for question in form_questions.questions(config):
        key = question.element.key
        if question.part == "title":
            answers[key] = first.entry.title
        elif question.part == "sections":
            several = question.element.multiple
            answers[key] = sections if several else sections[0]
        elif question.part == "link" and question.field == kind:
            answers[key] = first.url
        elif question.part == "several":
            answers[key] = "\n".join(one.url for one in others) or None
    form = form_questions.entry_form(config)
    return form_writer.write_body(form, answers) + "\n"
