"""What strangers may type: texts made of everything that means something somewhere."""

from hypothesis import strategies as st

_MEANINGFUL = [
    *"\\`*_[]<>|~$&!:/.@#+-=^1)( \n\tawé'\"{}%,?;",
    *[
        "\r\n",
        "\x00",
        "\x85",
        "\u2028",
        "\u200b",
        "\u200d",
        "\u202e",
        "\ufe0f",
        "\ufeff",
    ],
    *["http://", "https://", "HTTP://", "ftp://", "www.", "WWW.", "mailto:", "xmpp:"],
    *["javascript:", "a@b.c", "@octocat", "@evil.example", "e.org", "e@", "://"],
    *["&amp;", "&#64;", "&copy", "&lt;", "<!--", "-->", "<?", "<![CDATA[", "]]>"],
    *["<a href=x>", "<br>", "<script>", "</", "<img src=x onerror=y>"],
    *[
        "](",
        "![",
        "[^1]",
        "[x]",
        "[ ]",
        "[!NOTE]",
        "]: ",
        "***",
        "__",
        "~~",
        "```",
        "$$",
    ],
    *[
        "1. ",
        "2)",
        "10. ",
        "---",
        "===",
        "# ",
        " #",
        "## ",
        "> ",
        "- ",
        "| --- |",
        ":-:",
    ],
    *["_a_", "\\|", "\\\\", "日本", "😀", "👩‍🔬", "#12", "GH-7", "Fixes #1", ":tada:"],
    *["<!-- listbot:begin count -->", "<!-- listbot:end entries -->"],
]

texts = st.one_of(
    st.lists(st.sampled_from(_MEANINGFUL), min_size=1, max_size=20).map("".join),
    st.text(min_size=1, max_size=40),
)
