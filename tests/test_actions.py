"""What strangers write never speaks to the runner: measured by its own parsers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from job import outputs_in
from listbot.forge import actions

if TYPE_CHECKING:
    from pathlib import Path

    from listbot.catalog.model import Severity

REGISTERED = frozenset(
    "set-env set-output save-state add-mask add-path add-matcher remove-matcher debug "  # noqa: SIM905 - reads better
    "warning error notice group endgroup echo stop-commands".split()
)
ESCAPES = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
# C#'s TrimStart takes every blank of Unicode; so does Python's.
texts = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("#[]:%,= \t\r\n\u2028\u00a0"),
    )
) | st.lists(
    st.sampled_from(
        ["::", "##[", "set-output", " name=x", "add-mask", "]", "::", "%0A", "\n", "\r"]
    )
).map("".join)


@dataclass
class Command:
    """What the runner takes a line for."""

    name: str
    data: str
    properties: dict[str, str] = field(default_factory=dict[str, str])


def unescaped(text: str, *, data: bool) -> str:
    escapes = ("%0D", "%0A") if data else ("%0D", "%0A", "%3A", "%2C")
    for escape in (*escapes, "%25"):
        text = text.replace(escape, ESCAPES[escape])
    return text


def command_in(line: str) -> Command | None:
    """Read one line of a log as the runner does: `::name …::`, then `##[name …]`."""
    trimmed = line.lstrip()
    if trimmed.startswith("::") and "::" in trimmed[2:]:
        info, _, data = trimmed[2:].partition("::")
        if (found := named(info)) is not None:
            found.data = unescaped(data, data=True)
            return found
    if "##[" in line and "]" in line.partition("##[")[2]:
        info, _, data = line.partition("##[")[2].partition("]")
        if (found := named(info)) is not None:
            found.data = data
            return found
    return None


def named(info: str) -> Command | None:
    name, _, told = info.partition(" ")
    if name.lower() not in REGISTERED:
        return None
    pairs = [pair.split("=", 1) for pair in told.strip().split(",") if "=" in pair]
    properties = {key: unescaped(value, data=False) for key, value in pairs}
    return Command(name, "", properties)


def lines(log: str) -> list[str]:
    """Cut a log where the runner's stream reader does."""
    return re.split(r"\r\n|\r|\n", log)


# Log lines


@given(texts)
@example("::set-output name=valid::true")
@example("title: ##[add-mask]true")
@example("x\r::add-mask::true")
@example("\u00a0\u2028::add-mask::true")
@example("##\u200b##[add-mask]true")
def test_text_for_people_is_no_command_either(text: str):
    logged = actions.without_commands(text)

    assert [command_in(line) for line in lines(logged)] == [None] * len(lines(logged))


@pytest.mark.parametrize(
    "text", ["", "two\nlines: one", "a::b", "# A heading\n\n- [x] ##", "C#[1]"]
)
def test_ordinary_text_stays_as_it_is(text: str):
    assert actions.without_commands(text) == text


def test_the_runner_would_take_the_bare_text_for_commands():
    assert command_in("\u00a0::set-output name=x::1") == Command(
        "set-output", "1", {"name": "x"}
    )
    assert command_in("title: ##[add-mask]true") == Command("add-mask", "true")


# Annotations


@given(texts, st.sampled_from(["error", "warning", "notice"]))
def test_an_annotation_says_its_message_and_nothing_else(text: str, severity: Severity):
    written = actions.annotation(severity, text)

    assert [command_in(line) for line in lines(written)] == [Command(severity, text)]


@given(texts.map(str.strip), texts.map(str.strip), st.integers(1, 9999))
def test_an_annotation_names_its_place(file: str, title: str, line: int):
    written = actions.annotation("error", "Why.", file=file, line=line, title=title)

    properties = {"file": file, "line": f"{line}", "title": title}
    assert command_in(written) == Command("error", "Why.", properties)


def test_an_annotation_is_one_line():
    written = actions.annotation(
        "error",
        "listbot.yml, line 3: 'order' cannot be 'newest'.\nChoose one: 100% of date.",
        file="listbot.yml",
        line=3,
    )

    assert written == (
        "::error file=listbot.yml,line=3::listbot.yml, line 3: 'order' cannot be "
        "'newest'.%0AChoose one: 100%25 of date."
    )


# Outputs


@given(texts, texts)
@example("ok\nEOF\nvalid=true\nx<<EOF", "")
def test_an_output_sets_itself_and_no_other(value: str, other: str):
    written = actions.output("outcome", value) + actions.output("findings", other)

    assert outputs_in(written) == {"outcome": value, "findings": other}


def test_files_of_the_runner_grow(tmp_path: Path):
    file = tmp_path / "output"

    actions.append(file, "a=1\n")
    actions.append(file, "b=ü\n")

    assert file.read_bytes() == "a=1\nb=ü\n".encode()


# The summary


@pytest.mark.parametrize("size", [0, 5, actions.SUMMARY_LIMIT])
def test_a_summary_that_fits_stays_as_it_is(size: int):
    assert actions.summary("x" * size) == "x" * size


@pytest.mark.parametrize("character", ["x", "ü", "€", "🎉"])
def test_a_summary_is_cut_between_two_lines(character: str):
    line = character * 99 + "\n"

    cut = actions.summary(line * 20_000)

    assert len(cut.encode()) <= actions.SUMMARY_LIMIT
    shown = cut.removesuffix(
        "\n\n*The summary ends here: GitHub shows no more than 1 MiB.*\n"
    )
    assert shown != cut
    assert set(shown.split("\n")) == {character * 99}
