"""A list that begins: its configuration, and a README with a place for entries."""

from __future__ import annotations

import re

from listbot.catalog import config_reader, yaml_writer
from listbot.catalog.errors import ListbotError
from listbot.jobs import loading
from listbot.text import first_pages, regions

_CONFIG = """\
# What this list is. Every setting: docs/configuration.md of listbot.
title: {title}
{readme}noun: entry
order: date          # date, -date (newest first), title, as-imported
numbering: none      # continuous, per-section, none
style: line          # card, line, table, link, or the path of a template
sections:
  - First section
  - Second section
fields:
  description: {{type: text, label: Description, help: "{help}"}}
links:
  Link: {{required: true}}
"""
_README = "README.md"
_TITLE = "An awesome list"
_HELP = "One sentence, with a full stop."


def first_list(
    *, readme: str = _README, text: str = "", title: str = ""
) -> dict[str, str]:
    """Return the files of a list that begins, by path.

    What people wrote into *readme* so far stays in front of it, byte for byte.
    """
    config_text = _CONFIG.format(
        title=yaml_writer.scalar(title or _TITLE),
        readme=f"readme: {yaml_writer.scalar(readme)}\n" if readme != _README else "",
        help=_HELP,
    )
    config = config_reader.read_config(config_text, file=loading.CONFIG)
    if text.strip():
        page = first_pages.with_a_list(text)
        _check_is_closed(page, readme)
    else:
        page = first_pages.empty_readme(config)
    listing = loading.ListFiles(
        commit="",
        config=config,
        catalog=loading.empty(config),
        findings=(),
        entry_texts={},
        pages={readme: page},
        templates={},
        config_text=config_text,
    )
    return {loading.CONFIG: config_text, readme: listing.rendered()[readme]}


def _check_is_closed(page: str, readme: str) -> None:
    """See that markers behind what people wrote are markers, no code."""
    if not any(each.name == "entries" for each in regions.find_regions(page)):
        message = (
            f"{readme} ends inside code or a comment that is not closed, so nothing "
            "can stand behind it; nothing was changed. Close it, with ``` or -->."
        )
        raise ListbotError(message, file=readme)


def title_of(folder: str) -> str:
    """Guess the title of a list from the name of its folder: Awesome cats."""
    words = re.sub(r"[-_.\s]+", " ", folder).strip()
    return words[:1].upper() + words[1:]
