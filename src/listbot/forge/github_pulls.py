"""Pull requests that are there already, whether lists show them yet or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from listbot.catalog.errors import ListbotError, OutageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from listbot.forge.github_answers import RefusedError

T = TypeVar("T")

_LAGS = (1.0, 2.0, 4.0)


def standing(
    branch: str,
    refused: RefusedError,
    look: Callable[[], T | None],
    wait: Callable[[float], None],
) -> T:
    """Return the pull request of a branch that kept another one from being opened.

    *look* finds it, once lists show it; *wait* takes seconds. Raises ListbotError where
    GitHub *refused* for another reason, and OutageError where it does not show up.
    """
    if "already exists" not in refused.said:
        message = f"GitHub does not open the pull request for {branch}: {refused.said}."
        raise ListbotError(message) from None
    for seconds in _LAGS:
        # Lists may lag behind: it is there, but not to be seen yet.
        wait(seconds)
        found = look()
        if found is not None:
            return found
    message = f"The pull request for {branch} cannot be seen yet."
    raise OutageError(message) from None
