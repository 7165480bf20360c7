"""The folder of a repository: read as a snapshot, written whole files at a time."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from listbot.catalog.errors import ListbotError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping


@dataclass(frozen=True)
class Folder:
    """A folder as it stands: a `Snapshot` without a commit.

    Links are not followed, so nothing outside the folder is ever read.
    """

    root: Path
    commit: str = ""

    def paths(self, folder: str) -> Collection[str]:
        """Return the path of every file in a folder; see `Snapshot.paths`."""
        place = self.root / folder
        if place.is_symlink() or not place.is_dir():
            return ()
        return tuple(_files(place, f"{folder}/"))

    def texts(self, paths: Collection[str]) -> Mapping[str, str]:
        """Return the text of files by path; see `Snapshot.texts`."""
        found: dict[str, str] = {}
        for path in paths:
            place = self.root / path
            if place.is_file() and not place.is_symlink():
                found[path] = decoded(place.read_bytes(), path)
        return found


def decoded(data: bytes, path: str) -> str:
    """Decode UTF-8; raises ListbotError with the line where it is something else."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = (
            f"{path}, line {line}: this is not UTF-8 text. "
            "Save the file as UTF-8; nothing was changed."
        )
        raise ListbotError(message, file=path, line=line) from None


def write_files(
    root: Path, files: Mapping[str, str], deleted: Collection[str] = ()
) -> None:
    """Write and delete files, each replaced whole or not at all.

    Raises ListbotError, before anything is written, where `check_places` does.
    """
    check_places(root, (*files, *deleted))
    for path, text in files.items():
        write_file(root / path, text)
    for path in deleted:
        (root / path).unlink(missing_ok=True)


def check_places(root: Path, paths: Iterable[str]) -> None:
    """See that files can be written: none leaves *root* or stands behind a link."""
    for path in paths:
        _check_inside(root, path)
        if (root / path).is_symlink():
            target = (root / path).readlink()
            message = (
                f"{path} is a link to {target}, and listbot writes through none; "
                "nothing was written. Put the file itself in its place, or take it "
                f"over where it is: `listbot adopt {target}`, then `listbot init`."
            )
            raise ListbotError(message, file=path)


def write_file(path: Path, text: str) -> None:
    """Replace one file whole; its rights stay as they are."""
    if path.is_dir():
        message = f"{path}: a folder stands where a file belongs. Move it away."
        raise ListbotError(message)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _files(folder: Path, prefix: str) -> Iterator[str]:
    for item in sorted(os.scandir(folder), key=lambda item: item.name):
        if item.name == ".git":
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _files(Path(item.path), f"{prefix}{item.name}/")
        elif item.is_file(follow_symlinks=False):
            yield f"{prefix}{item.name}"


def _check_inside(root: Path, path: str) -> None:
    pure = PurePosixPath(path)
    resolved = (root / path).resolve()
    if (
        pure.is_absolute()
        or ".." in pure.parts
        or root.resolve() not in resolved.parents
    ):
        message = f"{path!r} lies outside the repository; nothing was written."
        raise ListbotError(message)
