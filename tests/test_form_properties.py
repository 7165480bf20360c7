"""Whatever is typed into a form: it comes back, or somebody is told."""

from collections.abc import Mapping

from hypothesis import example, given
from hypothesis import strategies as st

from listbot.text.form import Element, Form
from listbot.text.form_answers import Answer
from listbot.text.form_reader import read_answers
from listbot.text.form_writer import write_body

BOXES = ("I have read [it](https://example.org)", "I am the author")
ELEMENTS = {
    "line": Element(type="input", key="", label="", required=True),
    "optional line": Element(type="input", key="", label=""),
    "text": Element(type="textarea", key="", label=""),
    "required text": Element(type="textarea", key="", label="", required=True),
    "code": Element(type="textarea", key="", label="", render="bib"),
    "choice": Element(type="dropdown", key="", label="", options=("a", "b, c", "A")),
    "choices": Element(
        type="dropdown", key="", label="", options=("a", "b, c", "A"), multiple=True
    ),
    "boxes": Element(type="checkboxes", key="", label="", options=BOXES),
}
LABELS = "ABCDEFG"
# What readers of forms stumble over, each on a line of its own.
LINES = [
    *(f"### {label}" for label in LABELS),
    *["", "", "", "", "", ""],
    *["```", "```", "```bib", "````", "~~~", "   ```", "    ```", "<!--", "-->"],
    *["text", "- [X] I am the author", "_No response_", "None", "#### B", "###  A "],
    *["<!-- x -->", "a", "b, c"],
]

texts = st.one_of(
    st.lists(st.sampled_from(LINES), max_size=20).map("\n".join),
    st.lists(st.sampled_from(LINES), max_size=8).map("\r\n".join),
    st.text(max_size=30),
)
lines = st.one_of(
    st.sampled_from([line for line in LINES if line.strip()]),
    st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1
    ).filter(str.strip),
)


def answer_to(element: Element) -> st.SearchStrategy[Answer]:
    if element.type == "input":
        return lines if element.required else st.none() | lines
    if element.type == "textarea":
        return texts.filter(str.strip) if element.required else texts
    if element.is_ticked:
        ticks = st.tuples(st.booleans(), st.booleans())
        return ticks.map(lambda pair: dict(zip(BOXES, pair, strict=True)))
    options = st.sampled_from(element.options)
    if not element.multiple:
        return st.none() | options
    return st.lists(options, unique=True).map(tuple)


@st.composite
def filled_forms(draw: st.DrawFn) -> tuple[Form, Mapping[str, Answer]]:
    kinds = draw(st.lists(st.sampled_from(sorted(ELEMENTS)), min_size=1, max_size=7))
    elements = tuple(
        Element(
            type=like.type,
            key=label.lower(),
            label=label,
            options=like.options,
            multiple=like.multiple,
            required=like.required,
            render=like.render,
        )
        for label, like in zip(LABELS, map(ELEMENTS.__getitem__, kinds), strict=False)
    )
    form = Form(name="", description="", elements=elements)
    return form, {element.key: draw(answer_to(element)) for element in elements}


def as_read(element: Element, answer: Answer) -> Answer:
    """Say what should come back: without blank ends, and nothing for nothing."""
    if not isinstance(answer, str):
        return answer
    # A carriage return at the end meets the line feed that GitHub writes behind it.
    text = f"{answer}\n".replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if element.render:
        return text if text.strip() else None
    if element.type == "input":
        text = text.strip()
    else:
        rows = text.rstrip().split("\n")
        while rows and not rows[0].strip():
            del rows[0]
        text = "\n".join(rows)
    left_open = text == "_No response_" and not element.required
    no_choice = text == "None" and element.type == "dropdown"
    return None if not text or left_open or no_choice else text


TWO_TEXTS = Form(
    name="",
    description="",
    elements=(
        Element(type="textarea", key="a", label="A"),
        Element(type="textarea", key="b", label="B"),
    ),
)


@given(filled_forms())
@example((TWO_TEXTS, {"a": "```", "b": "```\n\n### B\n\nevil"}))
@example((TWO_TEXTS, {"a": "x\n\n### B\n\nevil", "b": "y"}))
def test_an_answer_comes_back_or_somebody_is_told(
    filled: tuple[Form, Mapping[str, Answer]],
):
    form, answers = filled

    reading = read_answers(write_body(form, answers), form)

    refused = {one.field for one in reading.findings if one.severity == "error"}
    told = {one.field for one in reading.findings if one.severity != "notice"}
    following = {
        one.key: behind.key
        for one, behind in zip(form.elements, form.elements[1:], strict=False)
    }
    for element in form.elements:
        expected = as_read(element, answers[element.key])
        if reading.answers[element.key] == expected:
            continue
        if element.is_typed:
            assert element.key in refused
        else:
            assert {element.key, following.get(element.key)} & told


@given(filled_forms())
def test_answers_without_headings_and_fences_come_back_unchanged(
    filled: tuple[Form, Mapping[str, Answer]],
):
    form, answers = filled
    harmless = {
        key: answer.replace("#", "x").replace("`", "x").replace("~", "x")
        if isinstance(answer, str)
        else answer
        for key, answer in answers.items()
    }

    reading = read_answers(write_body(form, harmless), form)

    errors = [one for one in reading.findings if one.severity == "error"]
    assert errors == []
    for element in form.elements:
        assert reading.answers[element.key] == as_read(element, harmless[element.key])


@given(filled_forms(), st.one_of(st.none(), st.text(), texts))
def test_reading_never_fails(
    filled: tuple[Form, Mapping[str, Answer]], body: str | None
):
    form, _ = filled

    reading = read_answers(body, form)

    assert list(reading.answers) == [element.key for element in form.elements]
    told = [one for one in reading.findings if one.code == "not-made-by-form"]
    assert reading.made_by_form is not bool(told)
