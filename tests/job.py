"""A job of a workflow on the fake GitHub: what the action gives it, what it leaves."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from command import Done, listbot
from fake_github import ACTIONS_TOKEN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fake_github import FakeGitHub


@dataclass
class Job:
    """What the action gives a job, and what it leaves."""

    github: FakeGitHub
    folder: Path

    def run(self, name: str, event: Mapping[str, Any], **environ: str) -> Done:
        """Run the job of one event."""
        checkout = self.folder / "checkout"
        if not checkout.exists():
            clone(self.github, checkout)
        (self.folder / "event.json").write_text(json.dumps(event))
        for file in ("output", "summary"):
            (self.folder / file).write_text("")
        environment = environ_of_job(self.github, self.folder / "event.json") | {
            "GITHUB_EVENT_NAME": name,
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
        }
        return listbot("auto", environ=environment | environ, folder=checkout)

    @property
    def outputs(self) -> dict[str, str]:
        """The outputs of the step."""
        return outputs_in((self.folder / "output").read_text())

    @property
    def summary(self) -> str:
        """The summary of the step, as Markdown."""
        return (self.folder / "summary").read_text()


def clone(github: FakeGitHub, checkout: Path) -> None:
    """Check the base branch out, as `actions/checkout` does."""
    words = ["git", "clone", "-q", "--depth=1", github.clone_url, str(checkout)]
    subprocess.run(words, check=True)


def environ_of_job(github: FakeGitHub, event: Path) -> dict[str, str]:
    """Return what GitHub's runner sets for a job about the event in a file."""
    return {
        "GITHUB_ACTIONS": "true",
        "GITHUB_TOKEN": ACTIONS_TOKEN,
        "GITHUB_REPOSITORY": github.full_name,
        "GITHUB_API_URL": github.root,
        "GITHUB_SERVER_URL": github.root,
        "GITHUB_EVENT_PATH": str(event),
    }


def outputs_in(text: str) -> dict[str, str]:
    """Read GITHUB_OUTPUT as the runner does; raise where it fails the step."""
    found: dict[str, str] = {}
    rest = text.split("\n")
    while rest and rest != [""]:
        line = rest.pop(0)
        equals, heredoc = line.find("="), line.find("<<")
        if equals >= 0 and (heredoc < 0 or equals < heredoc):
            name, _, found[name] = line.partition("=")
        elif heredoc >= 0:
            name, _, fence = line.partition("<<")
            end = rest.index(fence)
            found[name], rest = "\n".join(rest[:end]), rest[end + 1 :]
        elif line:
            message = f"Invalid format '{line}'"
            raise ValueError(message)
    return found
