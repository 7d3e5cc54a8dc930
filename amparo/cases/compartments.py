"""Compartments.

Who may read a part of a case is decided per compartment, and each is a table of its own.
"""

from enum import StrEnum


class Compartment(StrEnum):
    """The five compartments (`interfaces.md`)."""

    GENERAL = "general"
    PROTECTION = "protection"
    TRAFFICKING = "trafficking"
    HEALTH = "health"
    WHEREABOUTS = "whereabouts"


GENERAL, PROTECTION, TRAFFICKING, HEALTH, WHEREABOUTS = Compartment
EVERY = frozenset(Compartment)
