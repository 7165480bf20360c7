"""The list as a snapshot holds it: configuration, entries, README, styles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from listbot.catalog import config_reader, store
from listbot.catalog.errors import ListbotError
from listbot.catalog.model import Catalog
from listbot.text import exports, first_pages, render, styles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.catalog.config import Config
    from listbot.catalog.model import Entry, Finding
    from listbot.forge.protocol import Snapshot

CONFIG = "listbot.yml"


@dataclass(frozen=True, kw_only=True, eq=False)
class ListFiles:
    """Everything a job needs of one state of the list.

    *findings* says what is wrong with entry files; entries with errors are not in
    *catalog*. *pages* are the Markdown files of the list that are there, by path.
    *snapshot* is where all of it was read; None for a list that is only thought of.
    """

    commit: str
    config: Config
    catalog: Catalog
    findings: tuple[Finding, ...]
    entry_texts: Mapping[str, str]
    pages: Mapping[str, str]
    templates: Mapping[str, str]
    config_text: str
    snapshot: Snapshot | None = None

    @property
    def readme(self) -> str | None:
        """README as it is; None when it is not there."""
        return self.pages.get(self.config.readme)

    def with_prose(self, pages: Mapping[str, str]) -> ListFiles:
        """Return the same list with the prose of other Markdown files."""
        return replace(self, pages=pages)

    def rendered(self, catalog: Catalog | None = None) -> dict[str, str]:
        """Render the Markdown files from *catalog* (default: this one), by path.

        One that is not there yet is begun, but for README.
        """
        if self.readme is None:
            message = (
                f"{self.config.readme} is not there. Run `listbot init` to begin one, "
                "or set `readme:` in listbot.yml to the file the list is in."
            )
            raise ListbotError(message, file=CONFIG)
        begun = {
            path: self.pages.get(path, first_pages.empty_page(self.config))
            for path in self.config.files
        }
        shown = catalog or self.catalog
        if shown is self.catalog and begun == self.pages:
            return dict(self.as_built)
        return self.rendered_from(begun, shown)

    def rendered_from(
        self, pages: Mapping[str, str], catalog: Catalog | None = None
    ) -> dict[str, str]:
        """Render the given ones of the Markdown files, and no other."""
        shown = catalog or self.catalog
        return render.pages(pages, shown, self.config, self.templates)

    @cached_property
    def as_built(self) -> Mapping[str, str]:
        """The Markdown files that are there, as building writes them, by path."""
        return self.rendered_from(self.pages)

    def line_of(self, entry: Entry) -> tuple[str, int] | None:
        """Return the file and line that an entry of the list begins on."""
        return render.line_of(
            entry, self.pages, self.catalog, self.config, self.templates
        )

    def generated(self, catalog: Catalog | None = None) -> dict[str, str]:
        """Return every file that is made from the entries: README, others, exports."""
        shown = catalog or self.catalog
        written = {
            path: exports.export(shown, self.config, format_)
            for path, format_ in self.config.exports.items()
        }
        return {**self.rendered(shown), **written}


def load(snapshot: Snapshot) -> ListFiles:
    """Read the list.

    Raises ListbotError when listbot.yml is missing or wrong: nothing can be said about
    the rest then.
    """
    config_text = _config_text(snapshot)
    config = config_reader.read_config(config_text, file=CONFIG)
    own_styles = {config.style_of(section.slug) for section in config.flat_sections}
    own_styles -= set(styles.BUILT_IN)
    texts = snapshot.texts([*config.files, *sorted(own_styles)])
    paths = [path for path in snapshot.paths(store.FOLDER) if path.endswith(".yml")]
    entry_texts = snapshot.texts(paths)
    catalog, findings = store.read_catalog(entry_texts, config)
    return ListFiles(
        commit=snapshot.commit,
        config=config,
        catalog=catalog,
        findings=findings,
        entry_texts=entry_texts,
        pages={path: texts[path] for path in config.files if path in texts},
        templates={path: text for path, text in texts.items() if path in own_styles},
        config_text=config_text,
        snapshot=snapshot,
    )


def empty(config: Config) -> Catalog:
    """Return the catalog of a list without entries."""
    return Catalog(sections=config.flat_sections)


def load_config(snapshot: Snapshot) -> Config:
    """Read listbot.yml; raises ListbotError when it is missing or wrong."""
    return config_reader.read_config(_config_text(snapshot), file=CONFIG)


def _config_text(snapshot: Snapshot) -> str:
    texts = snapshot.texts([CONFIG])
    if CONFIG not in texts:
        # Proposals are made from what is committed; it may lie in the folder only.
        committed = (
            " in what is committed: commit it, if it lies in the folder"
            if snapshot.commit
            else ""
        )
        message = (
            f"{CONFIG} is not there{committed}. Run `listbot init` to set this "
            "repository up, or name another one with --repo."
        )
        raise ListbotError(message, file=CONFIG)
    return texts[CONFIG]


def check_readable(files: ListFiles) -> None:
    """Raise ListbotError when an entry file is broken: README would lose the entry."""
    broken = [finding for finding in files.findings if finding.severity == "error"]
    if broken:
        first = broken[0]
        more = f" ({len(broken) - 1} more)" if len(broken) > 1 else ""
        message = (
            f"{first.file}, line {first.line or 1}: {first.message}{more} "
            "Run `listbot check` to see everything that is wrong."
        )
        raise ListbotError(message, file=first.file, line=first.line)
