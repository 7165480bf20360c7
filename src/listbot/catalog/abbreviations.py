"""Phrases that titles write out or abbreviate as they like. No I/O.

Only phrases that every reader of the field abbreviates in one way belong here: a table
that grows makes different works alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PHRASES_BY_SHORT = {
    "cnn": ("cnns", "convolutional neural network", "convolutional neural networks"),
    "cot": ("chain of thought", "chain of thoughts"),
    "gan": (
        "gans",
        "generative adversarial network",
        "generative adversarial networks",
    ),
    "gnn": ("gnns", "graph neural network", "graph neural networks"),
    "llm": ("llms", "large language model", "large language models"),
    "lvlm": ("lvlms", "large vision language model", "large vision language models"),
    "mllm": (
        *(
            "mllms",
            "multimodal large language model",
            "multimodal large language models",
        ),
        *("multi modal large language model", "multi modal large language models"),
        *("multimodal llm", "multimodal llms", "multi modal llm", "multi modal llms"),
    ),
    "mri": ("magnetic resonance imaging",),
    "nerf": ("nerfs", "neural radiance field", "neural radiance fields"),
    "nlp": ("natural language processing",),
    "rag": ("retrieval augmented generation",),
    "rl": ("reinforcement learning",),
    "vae": ("vaes", "variational autoencoder", "variational autoencoders"),
    "vit": ("vits", "vision transformer", "vision transformers"),
    "vlm": ("vlms", "vision language model", "vision language models"),
    "vqa": ("visual question answering",),
}
_SHORT_BY_WORDS = {
    tuple(phrase.split()): short
    for short, phrases in _PHRASES_BY_SHORT.items()
    for phrase in phrases
}
_LENGTHS_BY_FIRST = {
    first: sorted({len(words) for words in _SHORT_BY_WORDS if words[0] == first})[::-1]
    for first in {words[0] for words in _SHORT_BY_WORDS}
}


def abbreviated(key: str) -> str:
    """Write the phrases of the table short, the longest first.

    *key* is a title in its normal form: lower-case words with one blank between them.
    """
    words = key.split(" ")
    if _LENGTHS_BY_FIRST.keys().isdisjoint(words):
        return key
    short: list[str] = []
    while words:
        taken = _phrase_length(words)
        short.append(_SHORT_BY_WORDS.get(tuple(words[:taken]), words[0]))
        words = words[taken:]
    return " ".join(short)


def abbreviated_alike(texts: Sequence[str], key: str) -> Sequence[str]:
    """Write the phrases short in many texts that *key* has in their short form.

    For texts that are compared with *key*: what it does not have is left as it is.
    """
    shorts = _PHRASES_BY_SHORT.keys() & set(key.split(" "))
    if not shorts:
        return texts
    joined = " \n ".join(["", *texts, ""])
    for short in sorted(shorts):
        for phrase in sorted(_PHRASES_BY_SHORT[short], key=len, reverse=True):
            joined = joined.replace(f" {phrase} ", f" {short} ")
    return joined.split(" \n ")[1:-1]


def _phrase_length(words: list[str]) -> int:
    for length in _LENGTHS_BY_FIRST.get(words[0], ()):
        if tuple(words[:length]) in _SHORT_BY_WORDS:
            return length
    return 1
