"""The tables of docs/audit.md: every rule of a verdict, and who is asked. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from listbot.web import routes, verdicts
from listbot.web.doors import Doors

if TYPE_CHECKING:
    from collections.abc import Mapping


def with_tables(page: str) -> str:
    """Return a page with the tables between its marks made anew.

    A table stands between `<!-- rules -->` and `<!-- end of rules -->`, and so on.
    """
    for name, table in _tables().items():
        before, mark, rest = page.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition(f"<!-- end of {name} -->\n")
        page = f"{before}{mark}{table}{end}{after}"
    return page


def _tables() -> Mapping[str, str]:
    return {"rules": _rules(), "registries": _registries()}


def _rules() -> str:
    rows = [
        f"| `{rule.name}` | {rule.verdict} | {rule.doc} |" for rule in verdicts.RULES
    ]
    head = ["| what was seen | verdict | |", "| --- | --- | --- |"]
    return "\n".join([*head, *rows, ""])


def _registries() -> str:
    """Return a row for every registry, GitHub's with a token among them."""
    # Not a token: it only has to be there for GitHub to be asked.
    known = routes.registries(Doors(github_token="any"))  # noqa: S106
    asked = [one for first in known for one in (first, first.behind) if one]
    rows = [f"| {one.name} | `{one.by}` | {one.doc} |" for one in asked]
    head = ["| registry | in `by` | what it is asked |", "| --- | --- | --- |"]
    return "\n".join([*head, *rows, ""])
