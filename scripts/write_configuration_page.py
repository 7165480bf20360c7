"""Write docs/configuration.md from the model of the configuration."""

from pathlib import Path

from listbot.catalog.config_docs import describe_config

PAGE = Path(__file__).parents[1] / "docs" / "configuration.md"

if __name__ == "__main__":
    PAGE.write_text(describe_config(), encoding="utf-8")
