"""Who read what of a case.

Every page and operation that shows a part of it logs that it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Func, Value

from amparo.cases.act import ACTS
from amparo.cases.models import Case, Reading
from amparo.cases.tabs import TABS
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.ids import new_id
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
    at, cases = clock.now(), list(cases)
    if (logged := _LOGGED.get()) is not None:
        logged.update(cases)
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


def log_other_reading(case: UUID, page: str, *, by: Actor) -> None:
    """Log that a person who sees the case read a page that is no part in itself.

    One query. `page`: the end of its address.
    """
    part = _find_part(page)
    with connection.cursor() as cursor:
        cursor.execute(_LOG_OTHER, [new_id(), case, by.id, by.agency, part, case, clock.now(), case])


def _find_part(page: str) -> str:
    if page in ACTS:
        return "form"
    return page if page in PARTS or page in TABS else "case"


def log_listed(ids: Iterable[UUID], *, by: Actor) -> None:
    """Log which of these ids are cases that a person was shown in a list.

    Once an hour each. One query.
    """
    at, found = clock.now(), sorted(ids)
    with connection.cursor() as cursor:
        cursor.execute(
            _LOG_LISTED,
            {
                "ids": [new_id() for _ in found],
                "cases": found,
                "person": by.id,
                "agency": by.agency,
                "part": LISTED,
                "at": at,
                "since": at - _LISTED_AGAIN,
            },
        )


LISTED: Final = "list"
_LISTED_AGAIN: Final = timedelta(hours=1)
_LOG_LISTED = """
insert into cases_reading (id, case_id, person, agency, what, compartments, at)
select one.id, one.case_id, %(person)s, %(agency)s, %(part)s, app_ground_compartments(one.case_id), %(at)s
from unnest(%(ids)s::uuid[], %(cases)s::uuid[]) as one (id, case_id) join cases_case on cases_case.id = one.case_id
where app_sees(one.case_id) and not exists (
  select from cases_reading where cases_reading.case_id = one.case_id and cases_reading.person = %(person)s
  and what = %(part)s and cases_reading.at > %(since)s
)
"""
_LOG_OTHER = """
insert into cases_reading (id, case_id, person, agency, what, compartments, at)
select %s, %s, %s, %s, %s, app_ground_compartments(%s), %s where app_sees(%s)
"""
"""Only of who sees the case: some acts admit people who do not."""
_LOGGED: ContextVar[set[UUID] | None] = ContextVar("cases whose reading was logged in this request", default=None)


@contextmanager
def readings_of_request() -> Iterator[set[UUID]]:
    """Collect the ids of the cases whose reading is logged within the block."""
    logged: set[UUID] = set()
    token = _LOGGED.set(logged)
    try:
        yield logged
    finally:
        _LOGGED.reset(token)


declare_part("case", t("Resumen", "Summary"))
declare_part("actions", t("Qué sigue", "What is next"))
declare_part("deadlines", t("Plazos", "Deadlines"))
declare_part("tasks", t("Tareas", "Tasks"))
declare_part("choices", t("Opciones de un formulario", "Options of a form"))
declare_part("accesses", t("Quién lo leyó", "Who read it"))
declare_part("readers", t("Quién lo leyó", "Who read it"))
declare_part("form", t("Un formulario", "A form"))
declare_part("facts", t("Hechos", "Facts"))
declare_part("events", t("Cronología", "Timeline"))
declare_part(LISTED, t("En una lista", "In a list"))
declare_part("download", t("Lista descargada", "List taken along"))
