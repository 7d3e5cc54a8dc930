"""What a step chooses from the directory of the demo node, by id."""

from __future__ import annotations

import random

from amparo.directory.selectors import institutions, interpreters
from amparo.protection.registers import providers, roll


def find_institution(kind: str, country: str = "") -> str:
    """A verified institution of this kind, of this country if one is named, by id."""

    return str(
        institutions()
        .filter(org_kind=kind, country__contains=country, verified_at__isnull=False)
        .order_by("name")
        .values_list("id", flat=True)
        .first()
    )


def find_provider(kind: str) -> str:
    """A place of care of this kind, by id."""

    return str(providers().filter(placement_type=kind).values_list("id", flat=True).first())


def find_interpreter(language: str) -> str | None:
    """Somebody who interprets this language, by id."""

    found = interpreters().filter(languages__contains=[language]).values_list("id", flat=True).first()
    return str(found) if found else None


def _find_on_roll(kind: str, chance: random.Random) -> str:

    found = roll().filter(kind=kind, conflict="no").order_by("name").values_list("id", flat=True)
    return str(chance.choice(list(found)))


def find_guardian(chance: random.Random) -> str:
    """Somebody on the roll of guardians, by id."""
    return _find_on_roll("guardian", chance)


def find_lawyer(chance: random.Random) -> str:
    """Somebody on the roll of lawyers, by id."""
    return _find_on_roll("lawyer", chance)
