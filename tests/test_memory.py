"""What a reply remembers comes back, and nobody sees it or ends it early."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from github_view import view
from listbot.text.memory import (
    Accepted,
    Answer,
    Chosen,
    Memory,
    Refused,
    remembered,
    with_answer,
    with_memory,
)

_WORDS = st.text(max_size=30)
_MEMORIES = st.builds(
    Memory,
    seen=st.integers(0),
    outcome=_WORDS,
    digest=_WORDS,
    pull=_WORDS,
    accepted=st.lists(
        st.builds(Accepted, code=_WORDS, about=_WORDS, by=_WORDS, why=_WORDS),
        max_size=2,
    ).map(tuple),
    section=st.none() | st.builds(Chosen, slug=_WORDS, by=_WORDS),
    refused=st.none() | st.builds(Refused, by=_WORDS, why=_WORDS),
)


@given(_MEMORIES)
def test_what_was_remembered_comes_back(memory: Memory):
    assert remembered(with_memory("A reply.", memory)) == memory


@given(_MEMORIES)
def test_nobody_sees_it(memory: Memory):
    shown = view(with_memory("A reply.", memory))

    assert shown.text.strip() == "A reply."


def test_what_cannot_be_read_is_nothing():
    assert remembered("<!-- listbot:memory {oops} -->") == Memory()
    assert remembered('<!-- listbot:memory {"seen": "x"} -->') == Memory()
    assert remembered("A reply.") == remembered(None) == Memory()


def test_the_same_is_said_once_and_only_the_newest_is_kept():
    memory = Memory()

    for number in range(20):
        again = Answer(comment=number, by="ada", asked="/x", text="No.")
        other = Answer(comment=number, by="bob", asked=f"/{number}", text="No.")
        memory = with_answer(with_answer(memory, other), again)

    asked = [(one.by, one.asked) for one in memory.answers]
    assert asked == [*[("bob", f"/{n}") for n in (16, 17, 18, 19)], ("ada", "/x")]
