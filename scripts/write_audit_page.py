"""Write the tables of docs/audit.md from the rules and registries of the code."""

from pathlib import Path

from listbot.web.verdict_docs import with_tables

PAGE = Path(__file__).parents[1] / "docs" / "audit.md"

if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_tables(page), encoding="utf-8")
