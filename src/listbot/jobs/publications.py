"""Publications: preprints on the list that have been published since.

Each becomes a submission like anybody's, which the pipeline makes an update of its
entry. What was sent in once is not sent in again, whatever became of it. Where there is
no DOI, `journal_refs` makes of it what can be made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from listbot.catalog import identity
from listbot.catalog.wording import quoted
from listbot.catalog.works import work_of
from listbot.jobs import journal_refs
from listbot.text import form_questions, form_writer
from listbot.text.form_questions import FORM_LABEL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from listbot.catalog.config import Config
    from listbot.catalog.facts import Facts
    from listbot.catalog.model import Catalog, Entry
    from listbot.jobs.journal_refs import Reference
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
    """What a look at preprints came to: *issues* were opened by their numbers.

    *named* are those of which arXiv says where they appeared, without a DOI.
    """

    looked_at: int
    published: tuple[Publication, ...] = ()
    named: tuple[Reference, ...] = ()
    issues: tuple[int, ...] = field(default=())


def publications(
    catalog: Catalog,
    config: Config,
    ask_arxiv: Look,
    ask_dois: Look,
    said: Iterable[str] = (),
) -> Sent:
    """Return how many preprints there are, and those that have been published.

    *said* are the bodies of submissions that were made of such before.
    """
    entries = sorted(
        (entry for entry in catalog.entries if identity.is_preprint(entry)),
        key=lambda entry: entry.slug,
    )
    before = tuple(said)
    published: list[Publication] = []
    named: list[Reference] = []
    for entry, facts in zip(entries, _known(entries, ask_arxiv, ask_dois), strict=True):
        doi = next((one.published for one in facts if one.published), "")
        if doi and not _was_sent(doi, before):
            published.append(Publication(entry=entry, doi=doi))
        told = next((one for one in facts if one.published_in), None)
        if told and not doi:
            found = journal_refs.reference(entry, told, config, before)
            named += [found] if found else []
    return Sent(looked_at=len(entries), published=tuple(published), named=tuple(named))


def _known(
    entries: Sequence[Entry], ask_arxiv: Look, ask_dois: Look
) -> list[list[Facts]]:
    """Return what is known of each entry; every id is asked about once."""
    asking = {"arxiv": ask_arxiv, "doi": ask_dois}
    named = [
        sorted(
            (one.scheme, one.value)
            for one in work_of(entry).names
            if one.scheme in asking
        )
        for entry in entries
    ]
    known: dict[tuple[str, str], Facts] = {}
    for scheme, look in asking.items():
        ids = sorted({value for ids in named for kind, value in ids if kind == scheme})
        found: Mapping[str, Facts] = look(ids) if ids else {}
        known |= {(scheme, value): facts for value, facts in found.items()}
    return [[known[one] for one in ids if one in known] for ids in named]


def _was_sent(doi: str, before: Sequence[str]) -> bool:
    return any(f"https://doi.org/{doi}" in body.split() for body in before)


def submissions(
    found: Sequence[Publication], config: Config
) -> tuple[tuple[str, str], ...]:
    """Return title and body of the issues to open: one each, or for all at once."""
    if not found:
        return ()
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
        "named": [
            {"entry": one.entry.slug, "said": one.said, "venue": one.venue}
            for one in sent.named
        ],
        "issues": list(sent.issues),
    }


def summary(sent: Sent) -> list[str]:
    """Say what was found, a line each."""
    lines = [
        f"{quoted(one.entry.title)} was published: {one.url}" for one in sent.published
    ]
    lines += [journal_refs.summary(one) for one in sent.named]
    if sent.issues:
        lines.append(f"Sent in: {', '.join(f'issue {one}' for one in sent.issues)}.")
    number = len(sent.published) + sum(one.venue is not None for one in sent.named)
    news = f"{number} published since" if number else "no news"
    return [*lines, f"{sent.looked_at} preprints: {news}."]


def _body(found: Sequence[Publication], config: Config) -> str:
    """Write what somebody would who sends the published versions in.

    The titles are those of the entries, so that they are known again; the first link
    stands for itself, the others are the further ones.
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
            # With its title, so that each is known again; a bullet keeps its commas.
            lines = [f"- {one.url} {one.entry.title}" for one in others]
            answers[key] = "\n".join(lines) or None
    form = form_questions.entry_form(config)
    return form_writer.write_body(form, answers) + "\n"
