"""Erasing a child's case by order of an authority.

What names the child goes, what was done stays countable. Every table that points at the case is emptied of it, also one
that is added later; only the log of who read it stays, which says nothing about the child. The chain stays whole
(`docs/adr/0011-erasing-a-case.md`). Run as the tables' owner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress

from django.db import models

from amparo.cases.compartments import EVERY
from amparo.cases.models import Case, Reading
from amparo.cases.numbers import read_case_number
from amparo.ledger import clock, events
from amparo.ledger.actor import KEEPER
from amparo.ledger.canonical import sha256
from amparo.ledger.registry import Registry
from amparo.ledger.sealed_files import path_of
from amparo.ledger.transaction import in_transaction
from amparo.ledger.verification import ERASED
from amparo.ui.exports import delete_exports_about
from amparo.ui.idempotency import delete_responses_about

CODE = ERASED
KEPT_MODELS = frozenset({Reading})

type Eraser = Callable[[Case], list[str]]
"""A function that deletes what no row of the database points at.

It returns the names of the sealed files to delete.
"""

ERASERS: Registry[Eraser] = Registry("eraser")


def register_eraser(name: str) -> Callable[[Eraser], Eraser]:
    """Register an eraser."""

    def register(eraser: Eraser) -> Eraser:
        return ERASERS.add(name, eraser)

    return register


def find_case_to_erase(number: str) -> Case:
    """Return the case of this number that still has its key.

    Raises `LookupError` saying what is wrong.
    """
    case = Case.objects.filter(number=read_case_number(number)).first()
    if case is None:
        raise LookupError(f"no case has the number {number}")
    if case.sealing_key is None:
        raise LookupError(f"{case.number} was erased already")
    return case


def count_rows_to_erase(case: Case) -> dict[str, int]:
    """Return how many rows of each table speak of the case and will go."""
    found = Counter({rows.model._meta.db_table: rows.count() for rows in _list_row_sets(case)})
    return {table: n for table, n in sorted(found.items()) if n}


def erase_case(case: Case, *, reason: str, ordered_by: str) -> None:
    """Destroy the key of a case and every row that speaks of the child.

    The events stay, sealed for ever. The order stays on the node's own chain, under the hash of the number, readable by
    the node's keeper.
    """
    for name in _erase_rows(case, reason, ordered_by):  # after the commit: what is left is sealed with lost keys
        with suppress(FileNotFoundError):
            path_of(name).unlink()


@in_transaction
def _erase_rows(case: Case, reason: str, ordered_by: str) -> list[str]:
    """Delete the rows and the key; return the names of the files to delete."""
    locked = Case.objects.select_for_update(of=("self",)).get(id=case.id, sealing_key__isnull=False)
    _append_events(locked, reason=reason, ordered_by=ordered_by)
    names = delete_exports_about(locked.id) + [name for eraser in ERASERS.values() for name in eraser(locked)]
    delete_responses_about(locked.id)
    for rows in _list_row_sets(locked):
        rows.delete()
    locked.sealing_key = None
    locked.save(update_fields=["sealing_key", "last_seq", "last_hash"])
    return names


def _append_events(case: Case, *, reason: str, ordered_by: str) -> None:
    at, done = clock.now(), {"outcome": "done"}
    events.append(case, act=CODE, coded=done, sealed={}, by=KEEPER, occurred_at=at, compartments=EVERY)
    order = {"reason": reason, "ordered_by": ordered_by}
    coded = done | {"number": sha256(case.number)}
    events.append(None, act=CODE, coded=coded, sealed=order, by=KEEPER, occurred_at=at, compartments=EVERY)


def _list_row_sets(case: Case) -> Iterator[models.QuerySet[models.Model]]:
    """Yield the rows of every table that points at this case, but the log of readings."""
    for field in Case._meta.get_fields(include_hidden=True):
        if isinstance(field, models.ManyToOneRel) and field.related_model not in KEPT_MODELS:
            model: type[models.Model] = field.related_model
            yield model._default_manager.filter(**{field.field.name: case})
