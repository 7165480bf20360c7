"""The sandbox that templates render in: what they may touch, and how much. No I/O."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import fields
from typing import TYPE_CHECKING

from jinja2 import PackageLoader, StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from jinja2.runtime import Context

LIMIT = 64 * 1024
"""The most characters one rendering may write."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox with listbot's own templates in it, compiled once.

    *views* are the data classes made for templates: whatever is public in them may be
    shown without a further look, which saves half of the time of a large list.
    """

    intercepted_binops = frozenset(["*", "**"])

    def __init__(
        self, views: Collection[type], filters: Mapping[str, Callable[..., object]]
    ) -> None:
        super().__init__(
            # Jinja2 escapes for HTML; what views show is Markdown already.
            autoescape=False,
            auto_reload=False,
            loader=PackageLoader("listbot.text"),
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self.filters = {**self.filters, **filters}
        self._shown_by_view = {view: _public(view) for view in views}

    def getattr(self, obj: object, attribute: str) -> object:
        """Return an attribute that a template asks for."""
        if attribute in self._shown_by_view.get(type(obj), ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call_binop(
        self, context: Context, operator: str, left: object, right: object
    ) -> object:
        """Work out a product or power, unless it would fill the memory."""
        _refuse_above_limit(_size(operator, left, right))
        return super().call_binop(context, operator, left, right)


def bounded(pieces: Iterable[str]) -> Iterator[str]:
    """Pass on what a template writes; raise SecurityError when it is too much."""
    size = 0
    for piece in pieces:
        size += len(piece)
        _refuse_above_limit(size)
        yield piece


def _public(view: type) -> frozenset[str]:
    names = {*dir(view), *(field.name for field in fields(view))}
    return frozenset(name for name in names if not name.startswith("_"))


def _size(operator: str, left: object, right: object) -> int:
    """Return how large a power (in bits) or a repeated text becomes; else 0."""
    if operator == "**" and isinstance(left, int) and isinstance(right, int):
        return left.bit_length() * right
    for text, times in ((left, right), (right, left)):
        if operator == "*" and isinstance(text, Sized) and isinstance(times, int):
            return len(text) * times
    return 0


def _refuse_above_limit(size: int) -> None:
    if size > LIMIT:
        message = f"it writes more than {LIMIT} characters for one entry"
        raise SecurityError(message)
