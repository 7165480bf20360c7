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
_LONG_BY_SHORT = {
    short: next(phrase.split() for phrase in phrases if " " in phrase)
    for short, phrases in _PHRASES_BY_SHORT.items()
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


def abbreviated(words: Sequence[str]) -> Sequence[str]:
    """Write the phrases of the table short, the longest first, in lower-case words."""
    if _LENGTHS_BY_FIRST.keys().isdisjoint(words):
        return words
    short: list[str] = []
    place = 0
    while place < len(words):
        length = (
            _phrase_length(words, place) if words[place] in _LENGTHS_BY_FIRST else 1
        )
        phrase = tuple(words[place : place + length])
        short.append(_SHORT_BY_WORDS.get(phrase, words[place]))
        place += length
    return short


def written_out(words: Sequence[str]) -> Sequence[str]:
    """Write what the table abbreviates in full."""
    if _PHRASES_BY_SHORT.keys().isdisjoint(words):
        return words
    return [part for word in words for part in _LONG_BY_SHORT.get(word, (word,))]


def _phrase_length(words: Sequence[str], place: int) -> int:
    for length in _LENGTHS_BY_FIRST[words[place]]:
        if tuple(words[place : place + length]) in _SHORT_BY_WORDS:
            return length
    return 1
