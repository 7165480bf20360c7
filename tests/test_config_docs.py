"""The page about the configuration says what the model says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from listbot.catalog.config import Config
from listbot.catalog.config_docs import describe_config
from listbot.catalog.config_reader import read_config

PAGE = Path(__file__).parents[1] / "docs" / "configuration.md"
_BEGINNING = "title: a\nsections: [b]\nlinks: [c]\n"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", describe_config(), re.DOTALL)


def test_the_page_is_up_to_date():
    # If it is not: python scripts/write_configuration_page.py
    assert PAGE.read_text(encoding="utf-8") == describe_config()


def test_every_key_stands_on_the_page():
    page = describe_config()

    assert [key for key in Config.model_fields if f"| `{key}` |" not in page] == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_on_the_page_is_read(example: str):
    first_key = example.split(":", 1)[0]
    others = "".join(
        line for line in _BEGINNING.splitlines(keepends=True) if first_key not in line
    )

    assert read_config(example if first_key == "title" else others + example)
