"""How links are looked at: how gently, and for how long. Imports nothing slow."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Manners:
    """The part of `audit:` in listbot.yml that a look needs, with its defaults.

    `Audit` describes and checks the same settings; here nothing is checked.
    """

    concurrency: int = 256
    per_host: int = 4
    interval: float = 0.1
    timeout: float = 15
    longest_wait: float = 60
    failures: int = 3
    redirects: int = 10
    workers: int = 0
