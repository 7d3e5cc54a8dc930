"""Who read what of a case.

Every page and operation that shows a part of it logs that it was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Func, Value

from amparo.cases.models import Case, Reading
from amparo.cases.tabs import TABS
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.registry import Registry
from amparo.ledger.text import t

PARTS: Registry[str] = Registry("part of a case")
"""Parts of a case that are read by themselves, in words. The tabs are parts too."""


def declare_part(code: str, words: str) -> None:
    """Add a part of a case that is read by itself."""
    PARTS.add(code, words)


def part_label(code: str) -> str:
    """Return what was read, in words."""
    return PARTS.get(code) or (TABS[code].title if code in TABS else code)


def log_reading(case: Case, part: str, *, by: Actor) -> None:
    """Log that a person read a part of a case."""
    log_readings([case.id], part, by=by)


def log_readings(cases: Iterable[UUID], part: str, *, by: Actor) -> None:
    """Log for each of several cases that a person read it.

    In a list that they took along.
    """
    at = clock.now()
    Reading.objects.bulk_create(
        (
            Reading(
                case_id=case,
                person=by.id,
                agency=by.agency,
                what=part,
                compartments=Func(Value(case), function="app_ground_compartments"),
                at=at,
            )
            for case in cases
        ),
        batch_size=2000,
    )


declare_part("case", t("Resumen", "Summary"))
declare_part("facts", t("Hechos", "Facts"))
declare_part("events", t("Cronología", "Timeline"))
declare_part("download", t("Lista descargada", "List taken along"))
