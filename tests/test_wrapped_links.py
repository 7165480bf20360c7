"""Addresses that hold another one are told apart from all others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.catalog.wrapped_links import unwrapped

PAGE = "https://www.nature.com/articles/s41591-024-02857-3"


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(f"https://www.google.com/url?sa=D&q={PAGE}", id="Google"),
        pytest.param(
            f"https://scholar.google.com/scholar_url?url={PAGE}&hl=en", id="Scholar"
        ),
        pytest.param(
            "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.nature"
            ".com%2Farticles%2Fs41591-024-02857-3&data=05",
            id="Outlook",
        ),
        pytest.param(f"https://urldefense.com/v3/__{PAGE}__;!!abc", id="a mail filter"),
        pytest.param(
            "https://www-nature-com.ezproxy.lib.example.edu/articles/s41591-024-02857-3",
            id="a library, in one label",
        ),
        pytest.param(
            "https://www.nature.com.libproxy1.example.edu/articles/s41591-024-02857-3",
            id="a library, with dots",
        ),
        pytest.param(
            f"https://login.ezproxy.example.edu/login?url={PAGE}", id="a login"
        ),
    ],
)
def test_the_address_inside_is_found(url: str):
    assert unwrapped(url) == PAGE


def test_a_label_keeps_its_own_hyphens():
    url = "https://proceedings-mlr--press-org.proxy.lib.example.edu/v1"

    assert unwrapped(url) == "https://proceedings.mlr-press.org/v1"


def test_what_is_wrapped_twice_is_taken_out_of_both():
    outer = "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3D"

    assert unwrapped(f"{outer}{PAGE}") == PAGE


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(PAGE, id="a page"),
        pytest.param(
            "https://www.google.com/search?q=https://x.example", id="a search"
        ),
        pytest.param("https://www.google.com/url?q=javascript:alert(1)", id="a script"),
        pytest.param("https://www.google.com/url?q=/maps", id="its own page"),
        pytest.param(f"https://example.org/read?url={PAGE}", id="any other site"),
        pytest.param("https://proxy.example.org/articles/1", id="a site called proxy"),
        pytest.param("https://docs.proxy.example.org/a", id="its manual"),
        pytest.param("https://ezproxy.example.edu/menu", id="a library's own page"),
        pytest.param("https://user:pw@www.google.com/url?q=x", id="no address"),
    ],
)
def test_every_other_address_stays(url: str):
    assert unwrapped(url) is None


@given(st.text())
def test_any_text_is_taken(text: str):
    unwrapped(text)
    unwrapped(f"https://www.google.com/url?q={text}")
    unwrapped(f"https://urldefense.com/v3/__https://{text}__;")
