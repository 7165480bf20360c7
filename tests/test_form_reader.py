"""Answers out of issue bodies: what GitHub wrote, and what people make of it."""

from collections.abc import Mapping

import pytest

from listbot.catalog.model import Finding
from listbot.text.form import Element, Form
from listbot.text.form_answers import Answer
from listbot.text.form_reader import LONGEST_BODY, Reading, read_answers

TOPICS = ("Vision", "Text, speech and sound", "Text", "Graphs")
FORM = Form(
    name="Add a paper",
    description="Suggest a paper.",
    elements=(
        Element(type="input", key="title", label="Title", required=True),
        Element(type="textarea", key="abstract", label="Abstract"),
        Element(type="input", key="link", label="Link", required=True),
        Element(
            type="dropdown", key="kind", label="Kind", options=("Paper", "Tool, model")
        ),
        Element(
            type="dropdown", key="topics", label="Topics", options=TOPICS, multiple=True
        ),
        Element(
            type="checkboxes",
            key="terms",
            label="Terms",
            options=("I have read [it](https://example.org)", "I am the author"),
        ),
        Element(type="textarea", key="code", label="BibTeX", render="bibtex"),
    ),
)
ANSWERS: Mapping[str, Answer] = {
    "title": "A title",
    "abstract": "An abstract.",
    "link": "https://example.org/real",
    "kind": "Paper",
    "topics": ("Vision",),
    "terms": {"I have read [it](https://example.org)": True, "I am the author": False},
    "code": "@article{key}",
}


def body(**text_by_key: str | None) -> str:
    """Write a whole body; each question's text can be replaced, None leaves it out."""
    texts: dict[str, str | None] = {
        "title": "A title",
        "abstract": "An abstract.",
        "link": "https://example.org/real",
        "kind": "Paper",
        "topics": "Vision",
        "terms": "- [X] I have read [it](https://example.org)\n- [ ] I am the author",
        "code": "```bibtex\n@article{key}\n```",
    }
    texts |= text_by_key
    return "\n\n".join(
        f"### {element.label}\n\n{texts[element.key]}"
        for element in FORM.elements
        if texts[element.key] is not None
    )


def read(text: str | None) -> Reading:
    return read_answers(text, FORM)


def codes(reading: Reading) -> list[tuple[str, str | None, str]]:
    return [(one.code, one.field, one.severity) for one in reading.findings]


def answers(**changed: Answer) -> dict[str, Answer]:
    return {**ANSWERS, **changed}


# What every reader of issue forms gets wrong somewhere.

BIBTEX = "@article{key,\n\n  title = {A},\n    year = 2024\n}"

RIGHT = {
    "plain form, BibTeX with a blank line and indents": (
        body(code=f"```bibtex\n{BIBTEX}\n```"),
        answers(code=BIBTEX),
    ),
    "CRLF body": (
        body(abstract="One.\n\nTwo.").replace("\n", "\r\n"),
        answers(abstract="One.\n\nTwo."),
    ),
    "unknown heading in an answer": (
        body(abstract="Intro.\n\n### Results\n\nGood."),
        answers(abstract="Intro.\n\n### Results\n\nGood."),
    ),
    "deeper heading in an answer": (
        body(abstract="Intro\n\n#### Link\n\nMore"),
        answers(abstract="Intro\n\n#### Link\n\nMore"),
    ),
    "label inside a ``` fence": (
        body(abstract="```\n### Link\n\nhttps://evil.example\n```"),
        answers(abstract="```\n### Link\n\nhttps://evil.example\n```"),
    ),
    "label between blank lines inside a fence": (
        body(abstract="```\n\n### Link\n\nhttps://evil.example\n\n```"),
        answers(abstract="```\n\n### Link\n\nhttps://evil.example\n\n```"),
    ),
    "label inside a ~~~ fence": (
        body(abstract="~~~text\n### Link\n\nhttps://evil.example\n~~~"),
        answers(abstract="~~~text\n### Link\n\nhttps://evil.example\n~~~"),
    ),
    "unbalanced ``` in the last text": (
        body(abstract="Run:\n\n```\npip install it", code="_No response_"),
        answers(abstract="Run:\n\n```\npip install it", code=None),
    ),
    "option with a comma in a single dropdown": (
        body(kind="Tool, model"),
        answers(kind="Tool, model"),
    ),
    "option with a comma in a multiple dropdown": (
        body(topics="Vision, Text, speech and sound, Graphs"),
        answers(topics=("Vision", "Text, speech and sound", "Graphs")),
    ),
    "the word None typed into a line": (
        body(title="None"),
        answers(title="None"),
    ),
    "dropdown left open": (
        body(kind="None"),
        answers(kind=None),
    ),
    "task list in an answer": (
        body(abstract="To do:\n\n- [ ] first\n- [x] second"),
        answers(abstract="To do:\n\n- [ ] first\n- [x] second"),
    ),
    "answer that starts with a task": (
        body(abstract="- [ ] first\n- [x] second"),
        answers(abstract="- [ ] first\n- [x] second"),
    ),
    "### inside a line": (
        body(abstract="Uses C### and ### signs"),
        answers(abstract="Uses C### and ### signs"),
    ),
    "paragraphs": (
        body(abstract="One.\n\nTwo.\n\n\nThree."),
        answers(abstract="One.\n\nTwo.\n\n\nThree."),
    ),
    "comment before the first heading": (
        f"<!-- Thank you!\n- [ ] done\n-->\n\n{body()}",
        answers(),
    ),
    "Markdown and formulas": (
        body(abstract="* one\n* two\n\n$\\alpha$ and _x_"),
        answers(abstract="* one\n* two\n\n$\\alpha$ and _x_"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), RIGHT.values(), ids=RIGHT)
def test_what_was_typed_comes_back(text: str, expected: Mapping[str, Answer]):
    assert read(text) == Reading(answers=expected, findings=(), made_by_form=True)


def test_an_unbalanced_fence_swallows_nothing():
    abstract = "Run:\n\n```\npip install it"

    reading = read(body(abstract=abstract))

    assert reading.answers == answers(abstract=abstract)
    assert codes(reading) == [("open-code-block", None, "notice")]


def test_a_label_typed_into_an_answer_is_asked_about_never_picked():
    spoof = body(abstract="Good.\n\n### Link\n\nhttps://evil.example")

    reading = read(spoof)

    assert reading.answers == answers(abstract="Good.", link=None)
    assert reading.findings == (
        Finding(
            code="label-repeated",
            severity="warning",
            message="The heading “Link” stands here again, in the answer to “Link”; "
            "it was read as text of that answer.",
            hint="If the heading is your own text, write it with “####”.",
            field="link",
        ),
        Finding(
            code="ambiguous-answer",
            message="“Link” is answered 2 times: “https://evil.example”, then "
            "“https://example.org/real”.",
            hint="Edit the issue and keep the one that is meant.",
            field="link",
        ),
    )


@pytest.mark.parametrize("type_", ["upload", "slider"])
def test_a_question_of_another_type_is_answered_with_text(type_: str):
    form = Form(
        name="",
        description="",
        elements=(Element(type=type_, key="figure", label="Figure"),),
    )

    reading = read_answers("### Figure\n\n![a](https://example.org)\n\nTwo", form)

    assert reading.answers == {"figure": "![a](https://example.org)\n\nTwo"}


# Labels that stand where they should not.


def test_a_label_inside_a_comment_is_text():
    hidden = "<!--\n### Link\n\nhttps://evil.example\n-->"

    assert read(body(abstract=hidden)).answers == answers(abstract=hidden)


def test_a_repeated_label_behind_its_place_is_text_and_flagged():
    text = "```bibtex\n@article{key}\n\n### Title\n```"

    assert read(body(code=text)).findings == ()
    reading = read(body(abstract="See\n\n### Title\n\nabove"))
    assert reading.answers == answers(abstract="See\n\n### Title\n\nabove")
    assert codes(reading) == [("label-repeated", "title", "warning")]


def test_a_label_before_its_turn_is_text_and_flagged():
    reading = read(body(abstract="See\n\n### Topics\n\nbelow"))

    assert reading.answers == answers(abstract="See\n\n### Topics\n\nbelow")
    assert reading.findings == (
        Finding(
            code="label-out-of-order",
            severity="warning",
            message="The heading “Topics” stands out of order, in the answer to "
            "“Abstract”; it was read as text there.",
            hint="Keep the questions in the order of the form. If the heading is your "
            "own text, write it with “####”.",
            field="topics",
        ),
    )


def test_text_with_two_readings_is_flagged_and_refused_where_the_caller_says_so():
    form = Form(
        name="",
        description="",
        elements=(
            Element(type="textarea", key="a", label="A"),
            Element(type="textarea", key="b", label="B"),
        ),
    )
    text = "### A\n\none\n\n### B\n\ntwo\n\n### B\n\nthree"

    lax = read_answers(text, form)
    strict = read_answers(text, form, typed={"b"})

    assert lax.answers == {"a": "one", "b": "two\n\n### B\n\nthree"}
    assert codes(lax) == [("label-repeated", "b", "warning")]
    assert strict.answers == {"a": "one", "b": None}
    assert codes(strict) == [
        ("label-repeated", "b", "warning"),
        ("ambiguous-answer", "b", "error"),
    ]


def test_a_line_that_may_be_the_next_heading_is_asked_about():
    reading = read(body(link="### Kind"))

    assert reading.answers["link"] is None
    assert ("ambiguous-answer", "link", "error") in codes(reading)


def test_two_lines_where_one_fits_are_asked_about():
    reading = read(body(link="https://example.org/1\nhttps://example.org/2"))

    assert reading.answers == answers(link=None)
    assert reading.findings == (
        Finding(
            code="ambiguous-answer",
            message="“Link” takes one line, but holds 2: “https://example.org/1”, "
            "then “https://example.org/2”.",
            hint="Edit the issue and keep the one line that is meant.",
            field="link",
        ),
    )


# Code blocks that are not closed where they were opened.

TEXTS = Form(
    name="",
    description="",
    elements=tuple(
        Element(type="textarea", key=label.lower(), label=label) for label in "ABC"
    ),
)


def test_a_block_closed_in_a_later_answer_hides_no_question():
    text = "### A\n\n```\n\n### B\n\n```py\nx\n```\n\n### C\n\nc"

    reading = read_answers(text, TEXTS)

    assert reading.answers == {"a": "```", "b": "```py\nx\n```", "c": "c"}
    assert reading.findings == (
        Finding(
            code="open-code-block",
            severity="notice",
            message="A code block is opened in one answer and closed in another.",
            hint="The answers were told apart by their headings. Close each block "
            "with ``` on a line of its own.",
        ),
    )


def test_a_question_only_inside_a_block_is_missing():
    text = "### A\n\n```\n### B\nx\n```\n\n### C\n\nc"

    reading = read_answers(text, TEXTS)

    assert reading.answers == {"a": "```\n### B\nx\n```", "b": None, "c": "c"}
    assert reading.findings == (
        Finding(
            code="label-missing",
            message="“B” stands only inside a code block or a comment, so it was read "
            "as part of that.",
            hint="Edit the issue and close the block above it.",
            field="b",
        ),
    )


def test_a_label_in_a_block_that_may_be_two_open_ones_is_flagged():
    text = "### A\n\n```\n\n### B\n\n```\n\n### B\n\nevil\n\n### C\n\nc"

    reading = read_answers(text, TEXTS)

    assert reading.answers == {"a": "```\n\n### B\n\n```", "b": "evil", "c": "c"}
    assert reading.findings == (
        Finding(
            code="label-repeated",
            severity="warning",
            message="The heading “B” also stands in a code block, and nothing says "
            "which of them starts the answer; the one outside was taken.",
            hint="If that is wrong, close every code block in your answers.",
            field="b",
        ),
    )


def test_what_cannot_be_boxes_is_no_second_reading():
    form = Form(
        name="",
        description="",
        elements=(
            Element(type="textarea", key="a", label="A"),
            Element(type="checkboxes", key="b", label="B", options=("x",)),
        ),
    )
    text = "### A\n\n```\n\n### B\n\n```\n\n### B\n\n- [X] x"

    reading = read_answers(text, form)

    assert reading.answers == {"a": "```\n\n### B\n\n```", "b": {"x": True}}
    assert reading.findings == ()


# Bodies that are not whole.


def test_a_required_question_that_is_missing_is_an_error():
    reading = read(body(link=None))

    assert reading.answers == answers(link=None)
    assert reading.findings == (
        Finding(
            code="label-missing",
            message="The question “Link” is not in the issue.",
            hint="Edit the issue and add the line “### Link” in its place, with the "
            "answer below.",
            field="link",
        ),
    )


def test_an_optional_question_may_be_younger_than_the_issue():
    reading = read(body(topics=None, terms=None))

    assert reading.made_by_form
    assert reading.answers["topics"] == ()
    assert reading.answers["terms"] == dict.fromkeys(FORM.elements[5].options, False)
    assert codes(reading) == [
        ("label-missing", "topics", "notice"),
        ("label-missing", "terms", "notice"),
    ]


def test_questions_in_another_order_are_not_guessed_at():
    text = "### Abstract\n\na\n\n### Title\n\nt\n\n### Link\n\nhttps://example.org"

    reading = read(text)

    assert (reading.answers["title"], reading.answers["abstract"]) == ("t", None)
    assert ("label-out-of-order", "abstract", "warning") in codes(reading)
    assert ("label-missing", "abstract", "notice") in codes(reading)


def test_as_many_questions_as_possible_are_read():
    reading = read_answers("### B\n\nb\n\n### C\n\nc\n\n### A\n\na", TEXTS)

    assert reading.answers == {"a": None, "b": "b", "c": "c\n\n### A\n\na"}
    assert ("label-out-of-order", "a", "warning") in codes(reading)


def test_a_first_question_that_was_renamed_is_no_other_hand():
    reading = read(
        body(title=None).replace("### Abstract", "### Name\n\nx\n\n### Abstract")
    )

    assert reading.made_by_form
    assert codes(reading) == [("label-missing", "title", "error")]


def test_an_old_label_is_an_alias():
    form = Form(
        name="",
        description="",
        elements=(
            Element(type="input", key="link", label="PDF", aliases=("Paper", "URL")),
        ),
    )

    assert read_answers("### URL\n\nx", form).answers == {"link": "x"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(None, id="no body"),
        pytest.param("", id="an empty body"),
        pytest.param("Please add https://example.org\n\n- [x] done", id="prose"),
        pytest.param("## Title\n\nx\n\n## Link\n\ny", id="other headings"),
        pytest.param("### Topics\n\nVision", id="none of what is required"),
    ],
)
def test_a_body_made_without_the_form_is_told_so(text: str | None):
    reading = read(text)

    assert not reading.made_by_form
    assert list(reading.answers) == [element.key for element in FORM.elements]
    assert reading.answers["title"] is None
    assert reading.findings == (
        Finding(
            code="not-made-by-form",
            message="This issue was not made with the form.",
            hint="Fill in the form, so that every answer can be told from the others.",
        ),
    )


def test_text_above_the_first_question_shows_another_hand():
    reading = read(f"Thanks for this list!\n\n{body()}")

    assert not reading.made_by_form
    assert reading.answers == ANSWERS
    assert reading.findings == (
        Finding(
            code="not-made-by-form",
            severity="warning",
            message="This issue was not made with the form, or was changed since: it "
            "starts with “Thanks for this list!”.",
            hint="What stands above the first question was not read.",
        ),
    )


def test_blank_lines_may_be_gone():
    squeezed = "\n".join(line for line in body().split("\n") if line)

    assert read(squeezed) == Reading(answers=ANSWERS, findings=(), made_by_form=True)


def test_lone_carriage_returns_end_lines():
    assert read(body().replace("\n", "\r")).answers == ANSWERS


# Answers that are not there, or do not fit.


@pytest.mark.parametrize("key", ["abstract", "topics"])
def test_no_response_is_empty_where_the_question_is_optional(key: str):
    reading = read(body(**{key: "_No response_"}))

    assert not reading.answers[key]
    assert reading.findings == ()


def test_no_response_is_an_answer_where_one_is_required():
    assert read(body(title="_No response_")).answers["title"] == "_No response_"


def test_an_empty_fence_is_no_answer():
    assert read(body(code="```bibtex\n```")).answers["code"] is None


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        pytest.param("```bibtex\na\n```\nb\n```", "a\n```\nb", id="closed early"),
        pytest.param("````bibtex\n```\n````", "```", id="a longer fence"),
        pytest.param("```bibtex\n\n  a \n\n```", "\n  a \n", id="blank ends"),
        pytest.param("```BibTeX\na\n```", "a", id="other case"),
        pytest.param("```python\na\n```", "```python\na\n```", id="another fence"),
        pytest.param("by hand", "by hand", id="no fence"),
    ],
)
def test_exactly_the_fence_of_render_goes(written: str, typed: str):
    assert read(body(code=written)).answers["code"] == typed


def test_a_required_line_left_empty():
    reading = read(body(title=""))

    assert reading.findings == (
        Finding(
            code="required-empty",
            message="“Title” has no answer.",
            hint="This question needs one: edit the issue and fill it in.",
            field="title",
        ),
    )


def test_none_is_an_answer_where_it_is_an_option():
    form = Form(
        name="",
        description="",
        elements=(
            Element(type="dropdown", key="k", label="K", options=("None", "One")),
        ),
    )

    assert read_answers("### K\n\nNone", form).answers == {"k": "None"}


def test_an_unknown_choice_is_shown_the_options():
    reading = read(body(kind="Papr"))

    assert reading.answers["kind"] == "Papr"
    assert reading.findings == (
        Finding(
            code="unknown-option",
            message="“Papr” is no option of “Kind”.",
            hint="Did you mean “Paper”? Choose from “Paper” or “Tool, model”.",
            field="kind",
        ),
    )


def test_unknown_choices_are_named_together():
    reading = read(body(topics="Vison, Text, speech and sound, Music"))

    assert reading.answers["topics"] == ("Vison", "Text, speech and sound", "Music")
    assert reading.findings == (
        Finding(
            code="unknown-option",
            message="“Vison” and “Music” are no options of “Topics”.",
            hint="Did you mean “Vision”? Choose from “Vision”, “Text, speech and "
            "sound”, “Text” or “Graphs”.",
            field="topics",
        ),
    )


@pytest.mark.parametrize(
    ("options", "text", "chosen", "doubtful"),
    [
        pytest.param(["a", "a, b", "b"], "a, b", ("a, b",), True, id="two ways"),
        pytest.param(["a", "a, b", "c"], "a, b, c", ("a, b", "c"), False, id="longest"),
        pytest.param(
            ["a", "a, b", "b, c"], "a, b, c", ("a", "b, c"), False, id="a way through"
        ),
        pytest.param(["a,b", "c"], "c, a,b", ("c", "a,b"), False, id="no blank"),
    ],
)
def test_options_with_commas_are_matched_whole(
    options: list[str], text: str, chosen: tuple[str, ...], doubtful: bool
):
    element = Element(
        type="dropdown", key="k", label="K", options=tuple(options), multiple=True
    )
    form = Form(name="", description="", elements=(element,))

    reading = read_answers(f"### K\n\n{text}", form)

    assert reading.answers == {"k": chosen}
    assert codes(reading) == (
        [("ambiguous-answer", "k", "warning")] if doubtful else []
    )


def test_boxes_are_ticked_in_either_case():
    text = "- [x] I have read [it](https://example.org)\n- [X] I am the author"

    assert read(body(terms=text)).answers["terms"] == dict.fromkeys(
        FORM.elements[5].options, True
    )


def test_a_box_that_must_be_ticked():
    form = Form(
        name="",
        description="",
        elements=(
            Element(
                type="checkboxes",
                key="t",
                label="Terms",
                options=("I agree",),
                boxes=frozenset({"I agree"}),
            ),
        ),
    )

    reading = read_answers("### Terms\n\n- [ ] I agree\n- [X] I disagree", form)

    assert reading.answers == {"t": {"I agree": False}}
    assert reading.findings == (
        Finding(
            code="required-empty",
            message="“I agree” under “Terms” is not ticked.",
            hint="Tick it if it is true; without it the submission cannot be taken.",
            field="t",
        ),
        Finding(
            code="unknown-option",
            severity="warning",
            message="“I disagree” is no box of “Terms”.",
            hint="The form may have changed since the issue was opened.",
            field="t",
        ),
    )


def test_a_box_ticked_and_not_is_asked_about():
    text = "- [X] I am the author\n- [ ] I am the author"

    reading = read(body(terms=text))

    assert reading.answers["terms"] == dict.fromkeys(FORM.elements[5].options, False)
    assert codes(reading) == [("ambiguous-answer", "terms", "error")]


def test_a_box_that_must_be_ticked_is_asked_about_once():
    form = Form(
        name="",
        description="",
        elements=(
            Element(
                type="checkboxes",
                key="t",
                label="Terms",
                options=("I agree",),
                boxes=frozenset({"I agree"}),
            ),
        ),
    )

    reading = read_answers("### Terms\n\n- [ ] I agree\n- [X] I agree", form)

    assert codes(reading) == [("ambiguous-answer", "t", "error")]


def test_an_answer_that_is_too_long_is_refused():
    reading = read_answers(body(title="x" * 101), FORM, longest={"title": 100})

    assert reading.answers["title"] is None
    assert reading.findings == (
        Finding(
            code="answer-too-long",
            message="The answer to “Title” has 101 characters; 100 are read.",
            hint="Edit the issue and shorten it.",
            field="title",
        ),
    )


def test_a_body_that_is_too_long_is_refused():
    reading = read(body(abstract="x" * LONGEST_BODY))

    assert reading.answers["abstract"] is None
    assert reading.findings == (
        Finding(
            code="answer-too-long",
            message="The issue has 65,762 characters; 65,536 are read.",
            hint="Edit the issue and shorten it.",
        ),
    )
