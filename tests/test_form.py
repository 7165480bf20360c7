"""The form's own YAML as a value."""

import pytest

from listbot.catalog.errors import ListbotError
from listbot.catalog.model import Finding
from listbot.text.form import Element, Form, read_form, slug_of_label

FORM = """\
name: Add a paper
description: Suggest a paper.
title: "[paper] "
labels: [paper, "new entry"]
body:
  - type: markdown
    attributes: {value: "### Thanks!"}
  - type: input
    id: name
    attributes: {label: "Title  of the\\n paper", placeholder: BERT}
    validations: {required: true}
  - type: textarea
    attributes:
      label: What is it about?
      description: In short.
      render: bibtex
  - type: dropdown
    attributes:
      label: What is it about
      multiple: yes
      options: [no, 2024, "a, b"]
  - type: checkboxes
    attributes:
      label: Terms
      options:
        - {label: "I have read [it](https://example.org)", required: true}
        - label: I am a robot
"""


def test_a_form_is_read_as_its_questions():
    assert read_form(FORM, file="form.yml") == Form(
        name="Add a paper",
        description="Suggest a paper.",
        title="[paper] ",
        labels=("paper", "new entry"),
        elements=(
            Element(
                type="input",
                key="name",
                label="Title of the paper",
                placeholder="BERT",
                required=True,
            ),
            Element(
                type="textarea",
                key="what-is-it-about",
                label="What is it about?",
                description="In short.",
                render="bibtex",
            ),
            Element(
                type="dropdown",
                key="what-is-it-about-2",
                label="What is it about",
                options=("no", "2024", "a, b"),
                multiple=True,
            ),
            Element(
                type="checkboxes",
                key="terms",
                label="Terms",
                options=("I have read [it](https://example.org)", "I am a robot"),
                boxes=frozenset({"I have read [it](https://example.org)"}),
            ),
        ),
    )


def test_aliases_come_from_outside():
    form = read_form(FORM, file="form.yml", aliases={"name": ["Name"]})

    assert form.elements[0].aliases == ("Name",)


def test_an_id_goes_before_the_slug_of_a_label():
    text = """\
body:
- {type: input, attributes: {label: Name}}
- {type: input, id: name, attributes: {label: Other}}
"""

    form = read_form(text, file="form.yml")

    assert [element.key for element in form.elements] == ["name-2", "name"]


def test_labels_may_be_words_between_commas():
    text = "labels: paper, new entry\nbody:\n- {type: input, attributes: {label: A}}\n"

    assert read_form(text, file="form.yml").labels == ("paper", "new entry")


def test_an_element_type_of_tomorrow_is_a_question_for_text():
    text = """\
body:
- {type: input, attributes: {label: A}}
- {type: slider, id: b, attributes: {label: B}}
- {type: ruler}
"""

    form = read_form(text, file="form.yml")

    assert form.elements[1:] == (Element(type="slider", key="b", label="B"),)
    assert form.findings == (
        Finding(
            code="unknown-element-type",
            severity="warning",
            message="The form has a question of the unknown type “slider”.",
            hint="Its answer is read as text.",
            field="b",
            file="form.yml",
            line=3,
        ),
    )


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        pytest.param("Project Name", "project-name", id="words"),
        pytest.param("What term(s)?", "what-term-s", id="signs"),
        pytest.param("插件测试", "插件测试", id="other scripts"),
        pytest.param("???", "question", id="signs only"),
    ],
)
def test_a_label_has_a_slug(label: str, slug: str):
    assert slug_of_label(label) == slug


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "name: x\n",
            "form.yml, line 1: A form has a “body”: the list of its questions.",
            id="no body",
        ),
        pytest.param(
            "body:\n- input\n",
            "form.yml, line 2: Every element of the form has a “type”: input, …",
            id="no type",
        ),
        pytest.param(
            "name: x\nbody:\n- type: input\n- type: input\n",
            "form.yml, line 3: This question has no “label”. Give it one.",
            id="no label",
        ),
        pytest.param(
            "body:\n- {type: dropdown, attributes: {label: A, options: []}}\n",
            "form.yml, line 2: This question (dropdown) has no “options”. List them.",
            id="no options",
        ),
        pytest.param(
            "body:\n- type: input\n  attributes: {label: A\n",
            "form.yml, line 4: A mapping in { } is not closed here.",
            id="bad YAML",
        ),
    ],
)
def test_a_form_without_questions_to_read_is_refused(text: str, message: str):
    with pytest.raises(ListbotError) as caught:
        read_form(text, file="form.yml")

    assert str(caught.value) == message
    assert caught.value.file == "form.yml"
    assert f"line {caught.value.line}:" in message
