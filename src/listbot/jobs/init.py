"""Init: what a repository needs to be kept by listbot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.catalog import config_reader
from listbot.catalog.model import ListbotError
from listbot.jobs import adopt, build, loading
from listbot.text import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.forge.protocol import Snapshot

_README = "README.md"
_CONFIG = """\
# What this list is. Every setting: docs/configuration.md of listbot.
title: An awesome list
noun: entry
order: date          # date, -date (newest first), title, as-imported
numbering: none      # continuous, per-section, none
style: line          # card, line, table, link, or the path of a template
sections:
  - First section
  - Second section
fields:
  description: {type: text, label: Description, help: "One sentence, with a full stop."}
links:
  Link: {required: true}
"""


def files(snapshot: Snapshot) -> dict[str, str]:
    """Return what is to be written by path; files that are there already stay.

    A README with entries is taken over; without one a new one is begun. Raises
    ListbotError when the repository is set up already.
    """
    present = snapshot.texts([loading.CONFIG, _README, build.FORM])
    if loading.CONFIG in present:
        message = (
            f"{loading.CONFIG} is there already; nothing was changed. "
            "Run `listbot check` to see how things stand."
        )
        raise ListbotError(message, file=loading.CONFIG)
    if _README in present:
        written = dict(
            adopt.plan_adoption(snapshot, _README, repair=False, restyle=False).files
        )
    else:
        config = config_reader.read_config(_CONFIG, file=loading.CONFIG)
        written = {loading.CONFIG: _CONFIG, _README: render.empty_readme(config)}
        written[_README] = _first_readme(written)
    config = config_reader.read_config(written[loading.CONFIG], file=loading.CONFIG)
    return written | build.forms(config)


def next_steps(written: Mapping[str, str]) -> list[str]:
    """Say what was written, and what no file can set."""
    entries = sum(path.startswith("entries/") for path in written)
    lines = [f"wrote {path}" for path in written if not path.startswith("entries/")]
    if entries:
        lines.append(f"wrote {entries} entries")
    return [
        *lines,
        "",
        "Next: look at listbot.yml, then commit all of it.",
        "On GitHub, once: Settings → Actions → General → Workflow permissions → tick",
        "“Allow GitHub Actions to create and approve pull requests”.",
    ]


def _first_readme(written: Mapping[str, str]) -> str:
    config = config_reader.read_config(written[loading.CONFIG], file=loading.CONFIG)
    listing = loading.ListFiles(
        commit="",
        config=config,
        catalog=loading.empty(config),
        findings=(),
        entry_texts={},
        readme=written[_README],
        templates={},
        config_text=written[loading.CONFIG],
    )
    return listing.rendered()
