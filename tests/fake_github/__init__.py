"""A GitHub of our own for tests: it remembers, and it refuses nonsense."""

from .clock import VirtualClock
from .fake import ACTIONS_TOKEN, ALL_RIGHTS, FakeGitHub, Moment
from .faults import FAULTS, Fault
from .world import ACTIONS_BOT, Access, Role

__all__ = [
    "ACTIONS_BOT",
    "ACTIONS_TOKEN",
    "ALL_RIGHTS",
    "FAULTS",
    "Access",
    "FakeGitHub",
    "Fault",
    "Moment",
    "Role",
    "VirtualClock",
]
