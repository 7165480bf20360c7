"""What the address of a repository, a model, a package or a video says about identity.

One reader per site, as in `id_papers`. No I/O; nothing here raises.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from listbot.catalog.id_forms import Id, arxiv

if TYPE_CHECKING:
    from collections.abc import Mapping

    from listbot.catalog.addresses import Address
    from listbot.catalog.id_readers import Reader

CODE = frozenset({"bitbucket", "codeberg", "github", "gitlab", "hf", "gist"})
"""The schemes that name a place for code, models and data: what works often share."""

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_VIDEO = re.compile(r"[A-Za-z0-9_-]{11}")
_PMLR_FILE = re.compile(r"([vr][0-9]{1,3}/[a-z][a-z0-9-]*)\.pdf")
_APP = re.compile(r"id[0-9]{5,12}")
# First parts of github.com addresses that are GitHub's own pages.
_GITHUB_PAGES = frozenset(
    """
    about account apps blog codespaces collections contact customer-stories dashboard
    discussions enterprise events explore features gist issues join login marketplace
    mobile new nonprofit notifications orgs organizations password_reset premium-support
    pricing pulls readme resources search security sessions settings signup site
    solutions sponsors stars team topics trending users watching
    """.split()  # noqa: SIM905 - words are easier to read than a list of strings
)
_HF_PAGES = frozenset(
    """
    blog chat collections docs enterprise join learn login models new organizations
    papers posts pricing search settings tasks
    """.split()  # noqa: SIM905 - words are easier to read than a list of strings
)
_WHOLE = {"readme.md", "readme.rst", "readme"}


def _github(address: Address) -> tuple[Id, ...]:
    """Read `/owner/name/…`; GitHub takes upper and lower case for the same."""
    owner, name, *rest = (*address.parts, "", "")
    if owner.lower() in _GITHUB_PAGES:
        return ()
    return _repository("github", (owner, name), _part(tuple(filter(None, rest))))


def _raw_github(address: Address) -> tuple[Id, ...]:
    """Read a file; those of the repositories of PMLR are its papers."""
    owner, name, *rest = (*address.parts, "", "")
    paper = _PMLR_FILE.fullmatch(f"{name}/{address.parts[-1]}") if name else None
    if owner == "mlresearch" and paper:
        return (Id("pmlr", paper[1]),)
    return _repository("github", (owner, name), "/".join(rest[1:]).rstrip("/"))


def _gist(address: Address) -> tuple[Id, ...]:
    names = [part for part in address.parts if len(part) >= 20 and part.isalnum()]  # noqa: PLR2004 - the shortest hash of a gist
    return (Id("gist", names[0].lower()),) if names else ()


def _gitlab(address: Address) -> tuple[Id, ...]:
    """Read `/group/…/name`; the project's own pages come after `/-/`."""
    parts = address.parts
    path = parts[: parts.index("-")] if "-" in parts else parts
    pages = {"explore", "users", "groups", "help"}
    return () if pages & {*path[:1]} else _repository("gitlab", path, "")


def _owner_and_name(scheme: str, address: Address) -> tuple[Id, ...]:
    return _repository(scheme, address.parts[:2], "/".join(address.parts[4:]))


def _hugging_face(address: Address) -> tuple[Id, ...]:
    """Read models, data sets and spaces, case-sensitive; papers are arXiv's."""
    kind, *rest = (*address.parts, "")
    if kind == "papers":
        return arxiv(rest[0])
    front = (kind,) if kind in {"datasets", "spaces"} else ()
    owner, name = (*address.parts[len(front) :], "", "")[:2]
    if owner in _HF_PAGES or not (_NAME.fullmatch(owner) and _NAME.fullmatch(name)):
        return ()
    return (Id("hf", "/".join((*front, owner, name))),)


def _repository(scheme: str, path: tuple[str, ...], part: str) -> tuple[Id, ...]:
    names = [name.lower() for name in path]
    if len(names) > 1:
        names[-1] = names[-1].removesuffix(".git")
    known = len(names) > 1 and all(_NAME.fullmatch(name) for name in names)
    return (Id(scheme, "/".join(names), part=part),) if known else ()


def _part(rest: tuple[str, ...]) -> str:
    """Say what of a repository is shown: a path, an issue; nothing for all of it."""
    if rest[:1] and rest[0] in {"tree", "blob", "raw"}:
        path = rest[2:]
        return "" if len(path) == 1 and path[0].lower() in _WHOLE else "/".join(path)
    return "/".join(rest) if len(rest) > 1 else ""


def _video(address: Address) -> tuple[Id, ...]:
    parts = address.parts
    name = address.parameter("v") or "".join(parts[-1:])
    is_work = parts == ("watch",) or parts[:1] in {("embed",), ("shorts",), ("live",)}
    is_short = address.host.endswith("youtu.be")
    known = (is_work or is_short) and _VIDEO.fullmatch(name)
    return (Id("youtube", name),) if known else ()


def _app(address: Address) -> tuple[Id, ...]:
    names = [part for part in address.parts if _APP.fullmatch(part)]
    return (Id("apple", names[-1][2:]),) if names else ()


def _package(scheme: str, page: str, address: Address) -> tuple[Id, ...]:
    """Read a package index; PyPI takes `-`, `_` and `.` for the same (PEP 503)."""
    if address.parts[:1] != (page,) or len(address.parts) == 1:
        return ()
    last = 3 if address.parts[1].startswith("@") else 2
    name = "/".join(address.parts[1:last]).lower()
    return (Id(scheme, re.sub("[-_.]+", "-", name) if scheme == "pypi" else name),)


READERS: Mapping[str, Reader] = {
    "apps.apple.com": _app,
    "bitbucket.org": partial(_owner_and_name, "bitbucket"),
    "codeberg.org": partial(_owner_and_name, "codeberg"),
    "crates.io": partial(_package, "crates", "crates"),
    "gist.github.com": _gist,
    "github.com": _github,
    "gitlab.com": _gitlab,
    "hex.pm": partial(_package, "hex", "packages"),
    "hf.co": _hugging_face,
    "huggingface.co": _hugging_face,
    "itunes.apple.com": _app,
    "m.youtube.com": _video,
    "npmjs.com": partial(_package, "npm", "package"),
    "pypi.org": partial(_package, "pypi", "project"),
    "pypi.python.org": partial(_package, "pypi", "pypi"),
    "raw.githubusercontent.com": _raw_github,
    "youtu.be": _video,
    "youtube.com": _video,
}
"""Who reads the addresses of a host; its subdomains are other sites."""
