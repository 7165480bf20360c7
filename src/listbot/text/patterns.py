"""Whether an answer fits a regular expression, in bearable time. No I/O."""

from __future__ import annotations

import re

from pydantic_core import SchemaError, SchemaValidator, ValidationError, core_schema

from listbot.catalog.errors import ListbotError


def fits(pattern: str, text: str, *, key: str) -> bool:
    """Say whether all of *text*, an answer to the field *key*, matches.

    The expression is a maintainer's and the text a stranger's: in Python, some
    expressions take time that doubles with every letter. pydantic's engine is linear
    and knows all but those that look around or back; these have to do with the bound
    that callers put on the text. Raises ListbotError for what is no expression.
    """
    _check_pattern(pattern, key)
    whole = core_schema.str_schema(pattern=f"^(?:{pattern})$")
    try:
        SchemaValidator(whole).validate_python(text)
    except SchemaError:
        return re.fullmatch(pattern, text) is not None
    except ValidationError:
        return False
    return True


def _check_pattern(pattern: str, key: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        message = (
            f"listbot.yml: fields.{key}.pattern is no regular expression: {error}. "
            "Mend it, or remove it."
        )
        raise ListbotError(message, file="listbot.yml") from None
