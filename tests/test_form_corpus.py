"""Bodies that people really wrote, read with the forms they were made with."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from listbot.text.form import Element, Form, read_form
from listbot.text.form_reader import Reading, read_answers

pytestmark = pytest.mark.corpus

ANOTHER_FORM = "forms/awesome-copilot-external-plugin.yml"
# Filled in by a program: it starts with a sentence of the form's introduction.
BY_A_PROGRAM = "052.md"
# A question was renamed since, so its heading is text of the line above.
RENAMED_SINCE = {"037.md", "043.md"}


class Case(NamedTuple):
    file: str
    form: Form
    body: str
    is_own: bool

    def reading(self) -> Reading:
        return read_answers(self.body, self.form)


@pytest.fixture(scope="module")
def cases(corpus: Path) -> list[Case]:
    with (corpus / "issues" / "INDEX.tsv").open() as index:
        rows = list(csv.DictReader(index, delimiter="\t"))
    return [_case(corpus, row["file"], row["form"]) for row in rows]


def _case(corpus: Path, file: str, form: str) -> Case:
    path = form if form != "-" else ANOTHER_FORM
    with (corpus / "issues" / file).open(newline="") as body:
        return Case(
            file,
            read_form((corpus / path).read_text(), file=path),
            body.read(),
            form != "-",
        )


def test_every_body_is_read(cases: list[Case]):
    assert len(cases) == 80
    for case in cases:
        reading = case.reading()

        assert list(reading.answers) == [one.key for one in case.form.elements]


def test_bodies_made_otherwise_are_told_so(cases: list[Case]):
    foreign = {case.file for case in cases if not case.reading().made_by_form}

    others = {case.file for case in cases if not case.is_own}
    assert foreign == {*others, BY_A_PROGRAM}


def test_no_answer_of_a_real_body_is_in_doubt(cases: list[Case]):
    doubtful = {
        case.file
        for case in cases
        for finding in case.reading().findings
        if finding.code in {"ambiguous-answer", "label-repeated", "open-code-block"}
    }

    assert doubtful == RENAMED_SINCE


def test_texts_come_back_as_they_stand_between_the_headings(cases: list[Case]):
    compared = 0
    for case in cases:
        answers = case.reading().answers
        for element, text in _texts(case):
            compared += 1
            if text in {"", "_No response_"} and not element.required:
                assert answers[element.key] is None
            elif case.file not in RENAMED_SINCE:
                assert answers[element.key] == text
    assert compared > 500


def _texts(case: Case) -> Iterator[tuple[Element, str]]:
    """Cut a body at its labels, the simple way, where nothing is rendered."""
    lines = ["", *case.body.replace("\r\n", "\n").split("\n")]
    body = "\n".join(
        line.rstrip() if line.startswith("###") else line for line in lines
    )
    labels = [element.label for element in case.form.elements]
    marks = [body.find(f"\n### {label}\n") for label in labels]
    ends = sorted(mark for mark in marks if mark >= 0)
    for element, mark in zip(case.form.elements, marks, strict=True):
        if mark < 0 or element.render or element.type not in {"input", "textarea"}:
            continue
        end = next((end for end in ends if end > mark), len(body))
        yield element, body[mark:end].partition("### ")[2].partition("\n")[2].strip()


def test_a_body_with_options_boxes_and_fences(cases: list[Case]):
    case = next(case for case in cases if case.file == "020.md")

    assert case.reading().answers == {
        "name": "Qiskit_Advocate_Ecosystem",
        "description": "develop circuit and bugs fixing",
        "contact_info": "user@example.com",
        "category": "SDK",
        "labels": (),
        "interfaces": ("Python",),
        "maturity": "as-is",
        "source_url": "https://github.com/drjssk6",
        "home_url": None,
        "docs_url": None,
        "package_urls": None,
        "paper_url": None,
        "terms": {
            "I agree to follow the [Qiskit Code of Conduct](https://qisk.it/coc)": True
        },
    }


def test_a_body_with_boxes_as_a_choice(cases: list[Case]):
    case = next(case for case in cases if case.file == "012.md")

    boxes = case.reading().answers["please-select-one-or-more-categories"]

    assert isinstance(boxes, dict)
    assert [name for name, ticked in boxes.items() if ticked] == [
        "Miscellaneous",
        "Navigation",
    ]
