"""Ids from the registers of the demo node."""

from __future__ import annotations

import random

from amparo.directory.selectors import institutions, interpreters
from amparo.protection.registers import providers, roll


def find_institution(kind: str, country: str = "") -> str:
    """Return the id of a verified institution of this kind and country."""
    return str(
        institutions()
        .filter(org_kind=kind, country__contains=country, verified_at__isnull=False)
        .order_by("name")
        .values_list("id", flat=True)
        .first()
    )


def find_provider(kind: str) -> str:
    """Return the id of a place of care of this kind."""
    return str(providers().filter(placement_type=kind).values_list("id", flat=True).first())


def find_interpreter(language: str) -> str | None:
    """Return the id of an interpreter of this language, None without one."""
    found = interpreters().filter(languages__contains=[language]).values_list("id", flat=True).first()
    return str(found) if found else None


def _find_on_roll(kind: str, chance: random.Random) -> str:
    found = roll().filter(kind=kind, conflict="no").order_by("name").values_list("id", flat=True)
    return str(chance.choice(list(found)))


def find_guardian(chance: random.Random) -> str:
    """Return the id of somebody on the roll of guardians."""
    return _find_on_roll("guardian", chance)


def find_lawyer(chance: random.Random) -> str:
    """Return the id of somebody on the roll of lawyers."""
    return _find_on_roll("lawyer", chance)
