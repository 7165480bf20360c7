"""Files that somebody names on the command line."""

from __future__ import annotations

from pathlib import Path

from listbot.catalog.errors import ListbotError


def text(path: Path) -> str:
    """Read a file that a person named."""
    from listbot.forge import folder

    if not path.is_file():
        message = f"{path} is not a file. Name one that is there."
        raise ListbotError(message)
    return folder.decoded(path.read_bytes(), str(path))


def there(repo: Path, path: Path) -> str:
    """Return the path of a file of the repository; see `inside`.

    Raises ListbotError where there is none: nothing would be said about it.
    """
    found = inside(repo, path)
    if not (repo / found).exists():
        message = f"{path} is not there. Name files of the list."
        raise ListbotError(message)
    return found


def inside(repo: Path, path: Path) -> str:
    """Return a path relative to the repository, `/` between.

    One that is not in it from where we stand is one of the repository.
    """
    root = repo.resolve()
    here, there = (Path.cwd() / path).resolve(), (root / path).resolve()
    meant_here = here.is_relative_to(root) or not there.exists()
    absolute = here if here.exists() and meant_here else there
    try:
        return absolute.relative_to(root).as_posix()
    except ValueError:
        message = f"{path} is not in {repo}. Name a file of the repository."
        raise ListbotError(message) from None
