"""The workflows that `listbot init` writes. No I/O beyond our own package."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

REPOSITORY = "listbot/listbot"
_FOLDER = ".github/workflows"
_NAMES = ("listbot.yml", "listbot-schedule.yml")
# How our own repository names the action that lies in it.
_OURS = "uses: ./\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """Which listbot a workflow runs: a version, and its commit where it is known."""

    version: str
    commit: str | None = None

    @property
    def action(self) -> str:
        """What stands behind `uses:`; a commit cannot be moved, a tag can."""
        if self.commit is None:
            return f"{REPOSITORY}@v{self.version}"
        return f"{REPOSITORY}@{self.commit} # v{self.version}"


def workflows(release: Release) -> dict[str, str]:
    """Return every workflow by its path, running *release* of listbot."""
    templates = resources.files("listbot.text") / "templates" / "workflows"
    return {
        f"{_FOLDER}/{name}": (templates / name)
        .read_text(encoding="utf-8")
        .replace(_OURS, f"uses: {release.action}\n")
        for name in _NAMES
    }
