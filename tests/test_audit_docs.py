"""The page about links says what the code does."""

from __future__ import annotations

from pathlib import Path

from listbot.web import verdicts
from listbot.web.verdict_docs import with_tables

PAGE = Path(__file__).parents[1] / "docs" / "audit.md"


def test_the_tables_are_up_to_date():
    # If they are not: python scripts/write_audit_page.py
    page = PAGE.read_text(encoding="utf-8")

    assert with_tables(page) == page


def test_every_rule_stands_on_the_page():
    page = PAGE.read_text(encoding="utf-8")

    assert [
        rule.name for rule in verdicts.RULES if f"| `{rule.name}` |" not in page
    ] == []
