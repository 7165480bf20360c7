"""What a submission says: parts of an entry, or everything that is wrong with it."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.catalog.config import Config
from listbot.catalog.dates import PartialDate
from listbot.catalog.errors import ListbotError
from listbot.catalog.model import Finding, Link
from listbot.text.form_answers import Answer
from listbot.text.form_links import read_link
from listbot.text.form_questions import entry_form
from listbot.text.form_submission import (
    Submission,
    read_body,
    read_submission,
)
from listbot.text.form_writer import write_body

CONFIG = Config.model_validate(
    {
        "title": "Papers",
        "noun": "paper",
        "enrich": False,
        "sections": [
            {
                "title": "Vision",
                "slug": "vision",
                "sections": [{"title": "Other", "slug": "other-vision"}],
            },
            {
                "title": "Language",
                "slug": "language",
                "sections": [{"title": "Other", "slug": "other-language"}],
            },
        ],
        "links": {"PDF": {"required": True}, "Code": {}},
        "fields": {
            "venue": {"label": "Venue", "pattern": "[A-Z]{3,}( [0-9]{4})?"},
            "kind": {"type": "choice", "options": ["Survey", "Method"]},
            "topics": {"type": "choices", "options": ["a", "b, c"]},
            "authors": {"type": "list", "label": "Authors"},
            "demo": {"type": "url"},
            "summary": {"type": "long-text"},
        },
    }
)
ANSWERS: Mapping[str, Answer] = {
    "entry-title": "A paper",
    "date": "2024-05",
    "section": ("Vision / Other",),
    "pdf": "https://example.org/paper.pdf",
    "code": "https://github.com/octo/paper",
    "venue": "CVPR 2024",
    "kind": "Survey",
    "topics": ("a", "b, c"),
    "authors": "Ada Lovelace, Alan Turing",
    "demo": "https://example.org/demo",
    "summary": "One.\n\nTwo.",
}


def body(**changed: Answer) -> str:
    renamed = {key.replace("_", "-"): answer for key, answer in changed.items()}
    return write_body(entry_form(CONFIG), {**ANSWERS, **renamed})


def told(submission: Submission) -> list[tuple[str, str | None]]:
    return [(one.code, one.field) for one in submission.findings]


def test_a_whole_submission_is_understood():
    submission = read_body(body(), CONFIG)

    assert submission == Submission(
        title="A paper",
        date=PartialDate(2024, 5),
        sections=("other-vision",),
        links=(
            Link("PDF", "https://example.org/paper.pdf"),
            Link("Code", "https://github.com/octo/paper"),
        ),
        fields={
            "venue": "CVPR 2024",
            "kind": "Survey",
            "topics": ("a", "b, c"),
            "authors": ("Ada Lovelace", "Alan Turing"),
            "demo": "https://example.org/demo",
            "summary": "One.\n\nTwo.",
        },
        answers=submission.answers,
    )
    assert submission.answers["entry-title"] == "A paper"


def test_everything_wrong_is_said_at_once():
    submission = read_body(
        body(
            entry_title=None,
            date="05/06/2024",
            section=("Visoin",),
            pdf="example.org/paper.pdf",
            code="github.com/octo/paper",
            venue="cvpr",
            kind="Servey",
        ),
        CONFIG,
    )

    assert submission.title is None
    assert (submission.date, submission.sections, submission.links) == (None, (), ())
    assert submission.findings == (
        Finding(
            code="required-empty",
            message="“Title” has no answer.",
            hint="This question needs one: edit the issue and fill it in.",
            field="title",
        ),
        Finding(
            code="unknown-option",
            message="“Visoin” is no option of “Section”.",
            hint="Did you mean “Vision”? Choose from “Vision”, “Vision / Other”, "
            "“Language” or “Language / Other”.",
            field="sections",
        ),
        Finding(
            code="unknown-option",
            message="“Servey” is no option of “kind”.",
            hint="Did you mean “Survey”? Choose from “Survey” or “Method”.",
            field="kind",
        ),
        Finding(
            code="bad-date",
            message="“05/06/2024” is not a date that can be read.",
            hint="Did you mean 2024-05-06 or 2024-06-05? Write 2024, 2024-05 or "
            "2024-05-01: as precise as you know it.",
            field="date",
        ),
        Finding(
            code="not-an-address",
            message="“example.org/paper.pdf” does not start with https:// or http://.",
            hint="Did you mean https://example.org/paper.pdf?",
            field="PDF",
        ),
        Finding(
            code="not-an-address",
            message="“github.com/octo/paper” does not start with https:// or http://.",
            hint="Did you mean https://github.com/octo/paper?",
            field="Code",
        ),
        Finding(
            code="pattern-mismatch",
            message="“cvpr” does not fit “Venue”.",
            hint="It has to match [A-Z]{3,}( [0-9]{4})?.",
            field="venue",
        ),
    )


@pytest.mark.parametrize(
    ("written", "page"),
    [
        pytest.param("10.1000/xyz123", "https://doi.org/10.1000/xyz123", id="bare"),
        pytest.param("10.1000/XYZ123", "https://doi.org/10.1000/xyz123", id="capitals"),
        pytest.param("doi:10.1000/xyz123", "https://doi.org/10.1000/xyz123", id="doi:"),
        pytest.param(
            "DOI: 10.1000/xyz123", "https://doi.org/10.1000/xyz123", id="DOI and blank"
        ),
        pytest.param("doi 10.1000/xyz123", "https://doi.org/10.1000/xyz123", id="doi"),
        pytest.param(
            "doi.org/10.1000/xyz123", "https://doi.org/10.1000/xyz123", id="no scheme"
        ),
        pytest.param(
            "dx.doi.org/10.1000/xyz123", "https://doi.org/10.1000/xyz123", id="old host"
        ),
        pytest.param(
            "www.doi.org/10.1000/xyz123", "https://doi.org/10.1000/xyz123", id="www"
        ),
        pytest.param(
            "urn:doi:10.1000/xyz123", "https://doi.org/10.1000/xyz123", id="urn"
        ),
        pytest.param(
            "info:doi/10.1000/xyz123", "https://doi.org/10.1000/xyz123", id="info"
        ),
        pytest.param(
            "<10.1000/xyz123>", "https://doi.org/10.1000/xyz123", id="in brackets"
        ),
        pytest.param(
            "10.1000/xyz123.", "https://doi.org/10.1000/xyz123", id="end of sentence"
        ),
        pytest.param("2401.04079", "https://arxiv.org/abs/2401.04079", id="arXiv"),
        pytest.param(
            "arXiv:2401.04079v2 [cs.CV]",
            "https://arxiv.org/abs/2401.04079",
            id="arXiv as arXiv writes it",
        ),
        pytest.param(
            "hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001", id="old arXiv"
        ),
        pytest.param(
            "DOI: https://doi.org/10.1000/xyz123",
            "https://doi.org/10.1000/xyz123",
            id="its name before an address",
        ),
        pytest.param(
            "https://doi.org/10.1000/xyz\N{NON-BREAKING HYPHEN}123",
            "https://doi.org/10.1000/xyz-123",
            id="a hyphen out of a PDF",
        ),
        pytest.param(
            "arxiv.org/abs/2401.04079",
            "https://arxiv.org/abs/2401.04079",
            id="arXiv without scheme",
        ),
        pytest.param(
            "2024.acl-long.1", "https://aclanthology.org/2024.acl-long.1/", id="ACL"
        ),
    ],
)
def test_an_id_is_as_good_as_an_address(written: str, page: str):
    submission = read_body(body(pdf=written), CONFIG)

    assert submission.links[0] == Link("PDF", page)
    assert submission.findings == ()


def test_an_answer_in_doubt_is_not_used():
    text = body().replace("### PDF", "### PDF\n\nhttps://evil.example\n\n### PDF", 1)

    submission = read_body(text, CONFIG)

    assert submission.links == (Link("Code", "https://github.com/octo/paper"),)
    assert ("ambiguous-answer", "PDF") in told(submission)


def test_a_list_in_doubt_is_not_used():
    text = body().replace("### Authors", "### Authors\n\nEve\n\n### Authors", 1)

    submission = read_body(text, CONFIG)

    assert "authors" not in submission.fields
    assert ("ambiguous-answer", "authors") in told(submission)


def test_a_body_made_otherwise_says_nothing_else():
    submission = read_body("Please add https://example.org", CONFIG)

    assert submission.made_by_form is False
    assert told(submission) == [("not-made-by-form", None)]


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        pytest.param("Vision / Other", ("other-vision",), id="path"),
        pytest.param("other-language", ("other-language",), id="slug"),
        pytest.param("  language ", ("language",), id="title"),
        pytest.param(
            ("Vision", "Language", "vision"), ("vision", "language"), id="two"
        ),
    ],
)
def test_a_section_has_several_names(name: Answer, slugs: tuple[str, ...]):
    assert read_submission({"section": name}, CONFIG).sections == slugs


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        pytest.param(
            "Visoin",
            "Did you mean “Vision”? Choose from “Vision”, “Vision / Other”, "
            "“Language” or “Language / Other”.",
            id="a typing error",
        ),
        pytest.param(
            "Cooking",
            "Choose from “Vision”, “Vision / Other”, “Language” or “Language / Other”.",
            id="no such thing",
        ),
        pytest.param(
            "Other",
            "Choose from “Vision”, “Vision / Other”, “Language” or “Language / Other”.",
            id="a title of two",
        ),
    ],
)
def test_an_unknown_section_is_shown_the_nearest(name: str, hint: str):
    submission = read_submission({"section": name}, CONFIG)

    assert submission.sections == ()
    assert submission.findings == (
        Finding(
            code="unknown-section",
            message=f"There is no section “{name}”.",
            hint=hint,
            field="sections",
        ),
    )


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        pytest.param("Ada\nAlan, the other", ("Ada", "Alan, the other"), id="lines"),
        pytest.param("Ada, Alan,", ("Ada", "Alan"), id="commas"),
        pytest.param("- Ada\n* Alan\n\n- Ada", ("Ada", "Alan"), id="bullets"),
        pytest.param("- Ada, Countess", ("Ada, Countess",), id="one bullet"),
    ],
)
def test_a_list_is_lines_or_words_between_commas(text: str, authors: tuple[str, ...]):
    assert read_submission({"authors": text}, CONFIG).fields == {"authors": authors}


def test_what_nobody_sees_is_not_kept():
    answers = {"entry-title": "A\u200b  pa\u00adper\u202e", "venue": "CV\u200bPR"}

    submission = read_submission(answers, CONFIG)

    assert submission.title == "A paper"
    assert submission.fields == {"venue": "CVPR"}


def test_a_pattern_is_not_tried_on_long_text():
    submission = read_submission({"venue": "A" * 501}, CONFIG)

    assert submission.findings == (
        Finding(
            code="answer-too-long",
            message="The answer to “Venue” has 501 characters; 500 are read.",
            hint="Edit the issue and shorten it.",
            field="venue",
        ),
    )


def test_a_pattern_that_is_no_expression_is_the_maintainers():
    config = CONFIG.model_copy(
        update={
            "fields": {
                "venue": CONFIG.fields["venue"].model_copy(update={"pattern": "("})
            }
        }
    )

    with pytest.raises(ListbotError) as caught:
        read_submission({"venue": "CVPR"}, config)

    assert str(caught.value) == (
        "listbot.yml: fields.venue.pattern is no regular expression: missing ), "
        "unterminated subpattern at position 0. Mend it, or remove it."
    )


@given(st.dictionaries(st.sampled_from(sorted(ANSWERS)), st.text(max_size=40)))
def test_any_words_are_understood_or_asked_about(changed: dict[str, str]):
    submission = read_submission({**ANSWERS, **changed}, CONFIG)

    wrong = {one.field for one in submission.findings}
    if changed.get("date"):
        assert submission.date or "date" in wrong
    kinds = {link.kind for link in submission.links}
    assert not kinds & wrong
    assert not set(submission.fields) & wrong


@given(st.text())
def test_no_body_makes_reading_fail(text: str):
    read_body(text, CONFIG)
    read_body(f"{body()}{text}", CONFIG)


@pytest.mark.parametrize(
    "pasted",
    [
        pytest.param("<https://example.org/a_(b)>", id="in angle brackets"),
        pytest.param("[My paper](https://example.org/a_(b))", id="as a link"),
        pytest.param(
            "[https://example.org/a_(b)](https://example.org/a_(b))", id="its own name"
        ),
    ],
)
def test_an_address_may_be_pasted_as_markdown(pasted: str):
    assert read_link(pasted, "pdf") == ("https://example.org/a_(b)", None)


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        pytest.param("https:/doi.org/10.1000/x", "https://doi.org/10.1000/x", id="one"),
        pytest.param("https//example.org/x", "https://example.org/x", id="no colon"),
        pytest.param("ttps://example.org/x", "https://example.org/x", id="a letter"),
        pytest.param("example.org/x", "https://example.org/x", id="no scheme"),
        pytest.param("10.1000/x (open)", "https://doi.org/10.1000/x", id="a remark"),
        pytest.param(
            "see arXiv:2401.04079, 2024", "https://arxiv.org/abs/2401.04079", id="text"
        ),
        pytest.param(
            "2401.04079 or https://arxiv.org/abs/2401.04079v2",
            "https://arxiv.org/abs/2401.04079",
            id="twice the same",
        ),
    ],
)
def test_what_was_probably_meant_is_asked(pasted: str, meant: str):
    url, finding = read_link(pasted, "pdf")

    assert url is None
    assert finding
    assert finding.hint == f"Did you mean {meant}?"


@pytest.mark.parametrize(
    "pasted",
    [
        pytest.param("https://a.example https://b.example", id="two addresses"),
        pytest.param("my laptop", id="words"),
        pytest.param("file.pdf", id="a file"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_may_mean_anything_is_asked_for(pasted: str):
    url, finding = read_link(pasted, "pdf")

    assert url is None
    assert finding
    assert finding.hint == "Copy the address out of the browser's address bar."


def test_the_address_for_git_is_that_of_the_repository():
    url, finding = read_link("git@github.com:Lab/Tool.git", "code")

    assert (url, finding) == ("https://github.com/Lab/Tool", None)


def test_an_address_that_only_leads_on_is_replaced_and_shown():
    pasted = "https://www.google.com/url?q=https://example.org/a%3Fb%3D1&sa=D"

    url, finding = read_link(pasted, "pdf")

    assert url == "https://example.org/a?b=1"
    assert finding == Finding(
        code="wrapped-link",
        severity="notice",
        message="An address at www.google.com only leads on to "
        "https://example.org/a?b=1; the list keeps that one.",
        hint="Check that it is the one you mean.",
        field="pdf",
    )


def test_a_link_named_by_another_address_is_asked_about():
    url, finding = read_link("[https://a.example](https://b.example)", "pdf")

    assert url is None
    assert finding
    assert finding.message == (
        "“[https://a.example](https://b.example)” does not start with https:// or "
        "http://."
    )


def test_a_link_that_was_left_open_has_no_answer():
    submission = read_body(body(pdf="_No response_", date="_No response_"), CONFIG)

    assert [found.message for found in submission.findings] == [
        "“Date” has no answer.",
        "“PDF” has no answer.",
    ]
    assert {found.code for found in submission.findings} == {"required-empty"}


@pytest.mark.parametrize("label", ["[1706.03762v7]", "(PDF)", "[pdf]"])
def test_what_a_browser_puts_before_a_title_is_taken_off(label: str):
    submission = read_body(body(entry_title=f"{label} Attention"), CONFIG)

    assert submission.title == "Attention"
    assert submission.findings == (
        Finding(
            code="title-label",
            severity="notice",
            message=f"“{label}” was taken off the title.",
            hint="It is no part of it: browsers put it there.",
            field="title",
        ),
    )


def test_a_title_keeps_its_own_brackets():
    submission = read_body(body(entry_title="[Re] Attention (2024)"), CONFIG)

    assert submission.title == "[Re] Attention (2024)"
    assert submission.findings == ()
