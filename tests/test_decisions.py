"""Every library has its reason in `docs/decisions.md`."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

_ROOT = Path(__file__).parents[1]


def test_every_dependency_has_its_reason():
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))
    npm = json.loads((_ROOT / "tests" / "npm" / "package.json").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = [re.split(r"[>=<\[]", one)[0] for one in wanted] + list(npm["dependencies"])
    decisions = (_ROOT / "docs" / "decisions.md").read_text("utf-8")

    reasons = decisions.partition("## Dependencies")[2].casefold()
    known = set(re.findall(r"[\w.@/-]+", reasons))

    assert [name for name in names if name.casefold() not in known] == []
