"""Names made from titles are safe wherever they are written."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from listbot.catalog import slugs

_titles = st.text(st.characters(exclude_categories=()), max_size=80)
_taken = st.sets(st.sampled_from(["a", "a-2", "a-3", "entry", "con-entry", "b-2"]))


@given(_titles, _taken)
@example("CON", set())
@example("../../etc/passwd", set())
@example("com¹", set())
@example("İ", set())
def test_a_slug_is_safe_free_and_stable(title: str, taken: set[str]):
    slug = slugs.make_slug(title, taken)

    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 60 + len("-entry")
    assert slug not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
    assert slug not in taken
    assert slugs.is_slug(slug)
    assert slugs.make_slug(title, taken) == slug


@given(st.lists(st.sampled_from(["Virchow", "VIRCHOW", "virchow!", "Virchow 2"])))
def test_equal_titles_get_different_slugs(titles: list[str]):
    taken: set[str] = set()

    for title in titles:
        taken.add(slugs.make_slug(title, taken))

    assert len(taken) == len(titles)


@given(st.lists(st.sampled_from(["A", "A 2", "A 3", "B"])), _taken)
def test_names_given_in_a_row_are_those_given_one_by_one(
    titles: list[str], taken: set[str]
):
    one_by_one = set(taken)
    names = slugs.Names(taken)

    for title in titles:
        slug = slugs.make_slug(title, one_by_one)
        one_by_one.add(slug)

        assert names.slug_of(title) == slug
        taken.add(slug)


def test_thousands_of_one_title_are_named_in_as_many_steps():
    taken = _Counted()
    names = slugs.Names(taken)

    for _ in range(3000):
        taken.add(names.slug_of("Untitled"))

    assert "untitled-3000" in taken
    assert taken.looks <= 3001


class _Counted(set[str]):
    """A set that counts how often somebody looks whether something is in it."""

    looks = 0

    def __contains__(self, one: object) -> bool:
        self.looks += 1
        return super().__contains__(one)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        pytest.param("Virchow 2", "virchow-2", id="words and a number"),
        pytest.param(
            "Towards a general-purpose foundation model for computational pathology",
            "towards-a-general-purpose-foundation-model-for-computational",
            id="cut between words",
        ),
        pytest.param("x" * 80, "x" * 60, id="one long word"),
        pytest.param("Schrödinger’s Café", "schrodingers-cafe", id="accents"),
        pytest.param("Straße Łódź Æsir", "strasse-lodz-aesir", id="Latin letters"),
        pytest.param("ﬁne² 𝚂𝙰𝙶𝙴", "fine2-sage", id="letters in disguise"),
        pytest.param("CON", "con-entry", id="a device of Windows"),
        pytest.param("GPT 模型", "gpt", id="mostly Latin"),
        pytest.param("深度学习 2", "entry-921440", id="mostly another script"),
        pytest.param("", "entry-e3b0c4", id="nothing"),
        pytest.param("🎉", "entry-614629", id="an emoji"),
    ],
)
def test_slug_of_a_title(title: str, slug: str):
    assert slugs.make_slug(title) == slug


def test_a_taken_slug_gets_the_next_free_number():
    assert slugs.make_slug("Virchow", {"virchow", "virchow-2"}) == "virchow-3"


def test_sections_and_form_fields_are_named_alike():
    assert slugs.section_slug("Vision models", {"vision-models"}) == "vision-models-2"
    assert slugs.section_slug("AUX") == "aux-section"
    assert slugs.form_id("Project page") == "project-page"


@pytest.mark.parametrize("text", ["", "A", "a_b", "-a", "a--b", "a.b", "nul", "a\n"])
def test_what_is_no_slug(text: str):
    assert not slugs.is_slug(text)


def test_a_long_title_is_named_quickly():
    start = time.process_time()

    slugs.make_slug("é-" * 30_000)

    assert time.process_time() - start < 0.5
