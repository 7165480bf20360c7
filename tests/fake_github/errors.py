"""The errors GitHub answers with, in its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

DOCS = "https://docs.github.com/rest"


class ApiError(Exception):
    """An answer that is not a success."""

    def __init__(
        self,
        status: int,
        message: str,
        *errors: Mapping[str, str],
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {message}")
        self.status = status
        self.message = message
        self.errors = errors
        self.headers = dict(headers or {})

    def body(self) -> dict[str, Any]:
        """Return the JSON that GitHub sends with it."""
        told = {"message": self.message, "documentation_url": DOCS}
        if self.errors:
            return {**told, "errors": [dict(error) for error in self.errors]}
        return {**told, "status": str(self.status)}


def not_found() -> ApiError:
    """Say that there is no such thing, or that you may not know of it."""
    return ApiError(404, "Not Found")


def unprocessable(**error: str) -> ApiError:
    """Say what of the request cannot be done: resource, code, field, message."""
    return ApiError(422, "Validation Failed", error)


def not_accessible(kind: str) -> ApiError:
    """Say that the token lacks a right, in the words for its kind."""
    whom = {"app": "integration", "fine-grained": "personal access token"}
    if kind in whom:
        return ApiError(403, f"Resource not accessible by {whom[kind]}")
    return ApiError(403, "Must have admin rights to Repository.")
