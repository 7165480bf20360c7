"""What a reader of GitHub sees of Markdown: cmark-gfm is GitHub's own renderer."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from importlib import import_module
from typing import Any

# The library brings no types.
_cmark: Any = import_module("cmarkgfm.cmark")
# Raw HTML is let through, so that nothing hides behind the renderer's own safety.
_VIEW: int = _cmark.Options.CMARK_OPT_UNSAFE | _cmark.Options.CMARK_OPT_FOOTNOTES
_PLACES: int = _VIEW | _cmark.Options.CMARK_OPT_SOURCEPOS
_HEADING = re.compile(r'<h([1-6]) data-sourcepos="([0-9]+):')


@dataclass
class View:
    """The elements in order, the text in and outside of code, and where links go."""

    elements: list[str] = field(default_factory=list[str])
    text: str = ""
    text_outside_code: str = ""
    addresses: list[str | None] = field(default_factory=list[str | None])


def rendered(markdown: str) -> str:
    """Return the HTML that GitHub makes of *markdown*, before it takes anything out."""
    return str(_cmark.github_flavored_markdown_to_html(markdown, _VIEW))


def view(markdown: str) -> View:
    """Render *markdown* and look at it."""
    reader = _Reader()
    reader.feed(rendered(markdown))
    reader.close()
    return reader.view


def headings(markdown: str) -> list[tuple[int, int]]:
    """Return line and level of every heading that is no HTML."""
    page: str = _cmark.github_flavored_markdown_to_html(markdown, _PLACES)
    return [(int(line), int(level)) for level, line in _HEADING.findall(page)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.view = View()
        self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.view.elements.append(tag)
        self._code += tag == "code"
        if tag == "a":
            self.view.addresses.append(dict(attrs).get("href"))

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag == "code"

    def handle_data(self, data: str) -> None:
        self.view.text += data
        if not self._code:
            self.view.text_outside_code += data

    def handle_comment(self, data: str) -> None:
        self.view.elements.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.view.elements.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.view.elements.append(f"instruction {data}")

    def unknown_decl(self, data: str) -> None:
        self.view.elements.append(f"declaration {data}")
