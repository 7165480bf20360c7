"""The command line, called in process: the same door, without a new interpreter."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, NamedTuple

import pytest

from listbot import cli

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Done(NamedTuple):
    """What a command left behind: its exit code and what it wrote."""

    code: int
    out: str
    err: str


def listbot(
    *words: str | Path,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Done:
    """Run one command, in a *folder*, with *environ* added to the environment."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with (
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.MonkeyPatch.context() as environment,
    ):
        for name, value in (environ or {}).items():
            environment.setenv(name, value)
        if folder is not None:
            environment.chdir(folder)
        code = cli.run([str(word) for word in words])
    return Done(code, _written(out), _written(err))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path, but for git's own."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }
