"""The script of a year: what every link of a list answers, and what is true of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web_lab import weekly
from web_lab.web_server import hangs, says
from web_lab.weekly import nameless, refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from web_lab.weekly import Spell, Timeline, WeeklyWeb

THERE, GONE = says(200), says(404)
_HOME = weekly.leads_to("home.example.org", "/", status=302)
DOI, DELETED = "10.5555/gone", "10.5555/deleted"
RENAMED = {"lab/old-name": "lab/new-name"}

_PAGES: Mapping[str, Timeline] = {
    "example.org": {1: THERE},
    "new.example.org": {1: THERE},
    "copies.example.org": {1: THERE},
    "shut.example.org": {1: says(403)},
    "robots.example.org": {1: says(403, cf_mitigated="challenge")},
    "busy.example.org": {1: THERE, 13: says(429, retry_after="3600"), 17: THERE},
    "tired.example.org": {1: THERE, 18: says(503), 25: THERE},
    "shy.example.org": {1: THERE, 23: refused, 26: THERE},
    "slow.example.org": {1: THERE, 34: hangs(), 36: THERE},
    "wanders.example.org": {1: weekly.leads_to("example.org", status=302)},
    "home.example.org": {
        1: THERE,
        22: weekly.by_path(lambda path: THERE if path == "/" else _HOME),
    },
    "flapping.example.org": {week: (THERE, GONE)[week % 2] for week in range(1, 53)},
    "hiccup.example.org": {1: THERE, 15: GONE, 16: THERE},
    "wink.example.org": {1: THERE, 31: nameless, 32: THERE},
    "hides.example.org": {
        1: THERE,
        6: GONE,
        7: says(403),
        8: GONE,
        9: says(503),
        11: THERE,
    },
    "old.example.org": {1: THERE, 5: weekly.leads_to("new.example.org")},
    "dies.example.org": {1: THERE, 10: GONE},
    "sleeps.example.org": {1: THERE, 12: GONE, 20: THERE},
    "ended.example.org": {1: THERE, 21: says(410)},
    "lapsed.example.org": {1: THERE, 28: nameless},
    "late.example.org": {1: THERE, 46: GONE},
    "www.sciencedirect.com": {1: refused},
}
_OUT_OF_ORDER = says(503)
_REGISTRIES: Mapping[str, Timeline] = {
    "doi.test": {
        1: weekly.handles(),
        17: weekly.handles(DOI),
        25: _OUT_OF_ORDER,
        26: weekly.maintenance(),
        27: weekly.handles(DOI),
        40: weekly.handles(DOI, deleted=(DELETED,)),
    },
    "datacite.test": {1: weekly.datacite(), 26: _OUT_OF_ORDER, 27: weekly.datacite()},
    "arxiv.test": {1: weekly.arxiv(), 26: weekly.maintenance(), 27: weekly.arxiv()},
    "github.test": {
        1: weekly.github({}),
        26: weekly.github(RENAMED),
        29: says(502),
        30: weekly.github(RENAMED),
        31: weekly.too_many_questions,
        32: weekly.github(RENAMED, "lab/archived"),
        35: weekly.github(RENAMED | {"lab/leaves": None}, "lab/archived"),
    },
    "hf.test": {
        1: weekly.hugging_face(gated=("lab/gated",)),
        24: weekly.maintenance(404),
        25: weekly.hugging_face(gated=("lab/gated",)),
        36: weekly.hugging_face("lab/leaves", gated=("lab/gated",)),
    },
    "crossref.test": {1: weekly.crossref(), 25: says(500), 26: weekly.crossref()},
    "wayback.test": {
        1: weekly.wayback(
            {
                "dies.example.org": "copies.example.org",
                "ended.example.org": "copies.example.org",
            }
        )
    },
}
SPELLS: Mapping[int, Spell] = {
    30: "no-names",
    33: "denied-names",
    37: "strange-network",
}

# From which week on a link is really not there any more, and from which it is again.
TRUTH: Mapping[str, tuple[int, int]] = {
    "http://dies.example.org/paper": (10, 99),
    "http://sleeps.example.org/paper": (12, 20),
    "http://ended.example.org/paper": (21, 99),
    "http://lapsed.example.org/paper": (28, 99),
    "http://late.example.org/paper": (46, 99),
    f"https://doi.org/{DOI}": (17, 99),
    f"https://doi.org/{DELETED}": (40, 99),
    "https://github.com/lab/leaves": (35, 99),
    "https://huggingface.co/lab/leaves": (36, 99),
}
# In which week each of them is told of: the web's after three runs in which it was gone
# (of week 30 nothing could be seen), those of a registry at once.
FOUND: Mapping[str, int] = {
    "http://dies.example.org/paper": 12,
    "http://sleeps.example.org/paper": 14,
    "http://ended.example.org/paper": 23,
    "http://lapsed.example.org/paper": 31,
    "http://late.example.org/paper": 48,
    f"https://doi.org/{DOI}": 17,
    f"https://doi.org/{DELETED}": 40,
    "https://github.com/lab/leaves": 35,
    "https://huggingface.co/lab/leaves": 36,
}


HOSTS: Mapping[str, Timeline] = _PAGES | _REGISTRIES
_WELL = 70
_CODE = ("stays", "archived", "old-name", "leaves")


def links() -> list[dict[str, str]]:
    """Return the links of each entry of the list by their kind, without the port."""
    papers = [f"http://example.org/{number}" for number in range(_WELL)]
    papers += [
        f"http://{host}/paper"
        for host in _PAGES
        if host.count(".") > 1 and not host.startswith(("www.", "new.", "copies."))
    ]
    papers += [f"https://doi.org/{doi}" for doi in (DOI, DELETED)]
    papers.append("https://arxiv.org/abs/2401.00001")
    papers += [f"https://huggingface.co/lab/{name}" for name in ("gated", "leaves")]
    papers.append("https://www.sciencedirect.com/science/article/pii/S1234567890123456")
    entries = [{"PDF": paper} for paper in papers]
    for number, name in enumerate(_CODE):
        entries[number]["Code"] = f"https://github.com/lab/{name}"
    return entries


def environment(web: WeeklyWeb, names: str) -> dict[str, str]:
    """Return the variables that send listbot to this web and to nowhere else."""
    variables = {
        "LISTBOT_DOI_URL": "doi.test",
        "LISTBOT_DATACITE_URL": "datacite.test",
        "LISTBOT_ARXIV_URL": "arxiv.test",
        "LISTBOT_HF_URL": "hf.test",
        "LISTBOT_CROSSREF_URL": "crossref.test",
        "LISTBOT_WAYBACK_URL": "wayback.test",
        "GITHUB_GRAPHQL_URL": "github.test",
    }
    return {name: web.url(host, "") for name, host in variables.items()} | {
        "LISTBOT_DNS": names,
        "LISTBOT_ALLOW_ADDRESSES": "127.0.0.0/8",
        "GITHUB_TOKEN": "ghs_actions",
    }
