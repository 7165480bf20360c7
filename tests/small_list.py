"""A small list in a git repository, and submissions to it, all in this process."""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from listbot.catalog.facts import Ask, ask_nobody
from listbot.catalog.link_verdict import LinkVerdict
from listbot.catalog.plan import Plan
from listbot.catalog.store import entry_text
from listbot.forge.git import Git
from listbot.forge.local import LocalForge
from listbot.forge.protocol import Submission
from listbot.jobs import build, carrying, intake, loading
from listbot.text.form_questions import FORM_LABEL
from making import TODAY, body, entry

CONFIG = """\
title: Papers on seeing
noun: paper
style: line
sections: [Vision, Language]
fields:
  venue: {type: text, label: Venue}
  kind: {type: choice, label: Kind, options: [Conference, Journal, Preprint]}
links: [PDF, Code]
venues:
  CVPR: {name: Conference on Computer Vision and Pattern Recognition, month: 6}
"""
README = """\
# Papers on seeing

<!-- listbot:begin entries -->
<!-- listbot:end entries -->
"""
NOTHING = {
    "Title": "_No response_",
    "Date": "_No response_",
    "Section": "Vision",
    "PDF": "_No response_",
    "Code": "_No response_",
    "Venue": "_No response_",
    "Kind": "None",
}


def unseen(urls: Sequence[str]) -> list[LinkVerdict]:
    return [LinkVerdict(url=url, verdict="not-checked") for url in urls]


@dataclass
class SmallList:
    """Its folder, and whom it asks about works."""

    folder: Path
    ask: Ask = ask_nobody
    texts: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def forge(self) -> LocalForge:
        return LocalForge(
            git=Git(folder=self.folder), now=datetime(2026, 11, 23, 12, tzinfo=UTC)
        )

    def git(self, *words: str) -> str:
        command = ["git", "-C", str(self.folder), *words]
        command[3:3] = ["-c", "user.name=M", "-c", "user.email=m@example.org"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return done.stdout

    def commit(self, texts: Mapping[str, str]) -> None:
        for path, text in texts.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "-qm", "The list")

    def send(self, issue: int = 7, **answers: str) -> Plan:
        """Send a submission in; the answers by label, the others left open."""
        return self.send_body(body(NOTHING | answers), issue)

    def send_body(self, text: str, issue: int = 7, **more: Any) -> Plan:
        forge = self.forge
        sent = Submission(
            issue=issue,
            title="",
            body=text,
            author="octocat",
            labels=(FORM_LABEL,),
            **more,
        )
        forge.record(sent)
        known = forge.submission(issue)
        assert known
        plan, ground = intake.plan_intake(
            known, forge, today=TODAY, look=unseen, ask=self.ask
        )
        carrying.carry_out(plan, forge, ground)
        return plan

    def on_branch(self, path: str, issue: int = 7) -> str:
        return self.git("show", f"listbot/issue-{issue}:{path}")


def small_list(
    folder: Path, *entries: dict[str, Any], config: str = CONFIG
) -> SmallList:
    """Make a list of *entries*, each the changes of `making.entry` with its slug."""
    made = SmallList(folder)
    folder.mkdir(exist_ok=True)
    made.git("init", "-q", "-b", "main")
    texts = {"listbot.yml": config, "README.md": README}
    for values in entries:
        one = entry(**values)
        texts[one.path] = entry_text(one)
    made.commit(texts)
    snapshot = made.forge.base()
    made.commit(build.generated(loading.load(snapshot)))
    return made
