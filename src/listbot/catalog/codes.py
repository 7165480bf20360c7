"""Every finding by its code: what it means, and what to do about it. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog import rules
from listbot.catalog.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

MEANING_BY_CODE: Mapping[str, str] = {
    "ambiguous-date": "A date in README can be read in two ways, such as 2020.1. It "
    "counts as the year alone.",
    "ambiguous-answer": "Two answers stand where the form takes one, so none was "
    "picked. Edit the issue and leave one.",
    "answer-too-long": "An answer is longer than the list keeps. Shorten it.",
    "ambiguous-entry": "Several entries of the list are called so. Give the id.",
    "bad-date": "A date was not understood, or can be read in two ways. Write 2024, "
    "2024-05 or 2024-05-01.",
    "bad-file-name": "An entry file has a name that no entry can have. Rename it.",
    "broken-config": "listbot.yml says something that cannot be. The line says what to "
    "write instead.",
    "broken-file": "A file is not YAML that holds plain data. The line says where.",
    "control-character": "Invisible control characters stand in the text. "
    "`listbot adopt --repair` takes them out.",
    "cross-listing": "The work is listed in another section. One entry may name both.",
    "dead-anchor": "A link into the page leads nowhere. `--repair` writes the contents "
    "anew.",
    "dead-link": "A registry, or the site itself, says that the page is gone. Give "
    "another address.",
    "differs-from-registry": "A registry says otherwise than what was typed. What was "
    "typed is kept; check it.",
    "duplicate": "The same work is listed already: it shares an identifier and the "
    "title. Change the entry instead.",
    "edited-by-maintainer": "A maintainer has changed this field on the branch, so the "
    "issue no longer decides it.",
    "empty-link": "A link has no address. Give it one, or take it out.",
    "future-date": "The date has not come yet. Check the year.",
    "garbled-text": "Characters were decoded wrongly on the way. Type the text anew.",
    "invisible-character": "Characters that nobody sees stand in the text.",
    "label-missing": "A question of the form is not in the issue.",
    "label-out-of-order": "A question stands where GitHub would not have put it; it "
    "was read as part of the answer.",
    "label-repeated": "A question stands twice in the issue; only one can be the "
    "form's.",
    "ligature": "Letters are joined as in a PDF. `--repair` takes them apart.",
    "likely-duplicate": "A listed title is nearly the same. If it is another work, a "
    "maintainer lets it pass.",
    "link-conflict": "One link stands under two titles: one of them is wrong.",
    "malformed-link": "A link in README is not written as Markdown wants it.",
    "misplaced-file": "Entries lie in entries/<year>/. Move the file.",
    "link-repeated": "Two kinds of link of one submission have the same address. Check "
    "the second one.",
    "missing-date": "The entry has no date. Write at least the year.",
    "missing-field": "The list asks for this field.",
    "missing-key": "Every entry has a title and at least one section.",
    "missing-link": "The list asks for a link of this kind.",
    "merge-conflict": "A merge has left its marks. Keep what is right of both sides.",
    "missing-year": "An entry of the adopted README tells no year. Add `date:`.",
    "mojibake": "UTF-8 was once read as something else. `--repair` mends it.",
    "moved-link": "The page has moved for good. Use the new address.",
    "not-enriched": "Something was left open, and the registries that may know it did "
    "not answer. It is tried again.",
    "not-an-address": "This is no web address. Copy it out of the browser.",
    "not-buildable": "README cannot be rendered. The message says where it fails.",
    "not-made-by-form": "The issue was not made with the form. Use the form.",
    "one-section-only": "This list puts every entry into one section.",
    "nothing-to-change": "The entry is already as the answers say.",
    "open-code-block": "A code block opened in one answer ends in another one.",
    "other-year": "The entry lies in the folder of another year. Nothing breaks.",
    "edited-region": "README holds an entry that is not as its file says, or has none, "
    "or misses one, or has it elsewhere. `listbot adopt --regions` takes that up.",
    "out-of-order": "Entries stand out of date order. They stay where they are.",
    "pattern-mismatch": "The answer does not fit what the list expects there.",
    "placeholder-link": "A link still holds the words of a template.",
    "possible-duplicate": "A listed title is alike. Nothing is held up.",
    "published-version": "The work is listed as a preprint, or the other way round.",
    "readme-near-limit": "GitHub shows only the first 500 KiB of a README.",
    "repeated-entry": "The work stands twice in one section. Keep one.",
    "repeated-name": "Two entry files have one name. Rename one.",
    "required-empty": "The form asks for this answer.",
    "shared-link": "One link stands under two titles: one of them is wrong.",
    "short-link": "The address only stands for another one. The list keeps the one it "
    "leads to.",
    "stale-count": "A number in the prose is not that of the list.",
    "stale-file": "A generated file is not what the entries say. Run `listbot build`.",
    "title-is-address": "The title is an address. Write what the work is called.",
    "title-twin": "Another work with this title is listed.",
    "too-many-open": "The author has many submissions open already. This one is looked "
    "at by itself when one of them is decided.",
    "title-label": "A browser put something before the title, which was taken off.",
    "too-many-links": "One submission takes so many links and no more.",
    "tracking-parameter": "A part of the address only tells where it was copied. It "
    "is taken off.",
    "unknown-element-type": "The form has a question of a type that is read as text.",
    "unknown-entry": "No entry of the list is called so.",
    "unknown-id": "The registries that should know this identifier do not. Check "
    "it for typing errors.",
    "unknown-key": "An entry has a key that neither entries nor the list know.",
    "unknown-link-kind": "The list has no links of this kind.",
    "unknown-option": "The answer is none of the options.",
    "unknown-section": "The list has no such section.",
    "withdrawn": "A registry says that the work was taken back.",
    "unused-markdown": "The Markdown kept for a text says something else than the "
    "text, so README shows the plain text. Make them agree.",
    "wrapped-link": "An address only leads on to another one, which the list keeps "
    "instead.",
    "wrong-number": "Numbers in README are not in sequence. `--repair` counts anew.",
    "wrong-value": "A key of an entry holds another kind of value than it should.",
}


def explained(code: str | None) -> list[str]:
    """Explain one code; without one, the rules and every code, a line each."""
    if code is not None:
        return [f"{code}: {MEANING_BY_CODE[code]}"]
    lines = ["What an entry has to fulfil:"]
    lines += [
        f"  {rule.__name__.replace('_', '-')}: {_first(rule)}" for rule in rules.RULES
    ]
    lines += ["", "What findings mean:"]
    lines += [f"  {name}: {meaning}" for name, meaning in MEANING_BY_CODE.items()]
    return lines


def as_data(code: str | None) -> dict[str, str]:
    """Return the meanings by code, of one or of all."""
    return dict(MEANING_BY_CODE) if code is None else {code: MEANING_BY_CODE[code]}


def unknown(code: str) -> str:
    """Say that there is no such code, and which one may have been meant."""
    meant = did_you_mean(code, MEANING_BY_CODE) or "`listbot explain` lists them."
    return f"There is no finding {quoted(code)}. {meant}"


def _first(rule: rules.Rule) -> str:
    return (rule.__doc__ or "").splitlines()[0]
