"""The reply names the rules of the list where there is something to mend."""

import pytest

from listbot.catalog.model import Finding
from listbot.text import replies
from making import catalog, config


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        pytest.param(None, "Edit the issue.", id="none"),
        pytest.param(
            "docs/RULES.md",
            "Edit the issue. What this list takes: `docs/RULES.md`.",
            id="a file",
        ),
        pytest.param(
            "https://example.org/rules",
            "Edit the issue. What this list takes: "
            "[its rules](https://example.org/rules).",
            id="a page",
        ),
    ],
)
def test_the_next_step_names_the_rules_of_the_list(rules: str | None, said: str):
    account = replies.Account(
        issue=7,
        config=config(contributing=rules),
        catalog=catalog(),
        findings=[Finding(code="bad-date", message="No date.", field="date")],
        labels={"date": "Date"},
        next_step="Edit the issue.",
    )

    lines = replies.reply(account).splitlines()

    assert lines[-1] == said
