"""Build: README and the form as the entries and listbot.yml say."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from listbot.jobs import loading
from listbot.text import change_forms, form_writer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.catalog.config import Config
    from listbot.forge.protocol import Snapshot
    from listbot.jobs.loading import ListFiles


FORM = f".github/ISSUE_TEMPLATE/{form_writer.ENTRY_FORM}"


def forms(config: Config) -> dict[str, str]:
    """Return the issue forms by their paths, as listbot.yml says."""
    kinds = change_forms.KINDS if config.changes_by_form else ()
    changes = {
        FORM.replace("add-", f"{kind}-"): form_writer.write_change_form(kind, config)
        for kind in kinds
    }
    return {FORM: form_writer.write_form(config), **changes}


def generated(files: ListFiles) -> dict[str, str]:
    """Return every file that the entries say, by path, as it should be.

    Raises ListbotError when an entry file cannot be read or README's markers are wrong.
    """
    loading.check_readable(files)
    return files.generated()


def stale(snapshot: Snapshot, expected: Mapping[str, str]) -> dict[str, str]:
    """Return those of the *expected* files that differ from what is there."""
    present = snapshot.texts(list(expected))
    return {path: text for path, text in expected.items() if present.get(path) != text}


def difference(snapshot: Snapshot, expected: Mapping[str, str]) -> str:
    """Show what would change as a unified diff, for people."""
    present = snapshot.texts(list(expected))
    lines: list[str] = []
    for path, text in expected.items():
        lines += difflib.unified_diff(
            present.get(path, "").splitlines(keepends=True),
            text.splitlines(keepends=True),
            f"{path} (as it is)",
            f"{path} (as it should be)",
        )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
