"""Work on many rows, in batches: one that fails does not stop the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from amparo.ledger.transaction import run_in_transaction

_BATCH = 500
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BatchReport:
    """How many rows were done, and how many failed."""

    done: int
    failed: int


def list_ids_in_batches(rows: QuerySet[Any, Any], column: str = "id") -> Iterator[UUID]:
    """Yield the different ids in a column of these rows, in order.

    A batch a query. Rows that are added meanwhile may come too.
    """
    ordered = rows.order_by(column).values_list(column, flat=True).distinct()
    found = list(ordered[:_BATCH])
    while found:
        yield from found
        found = list(ordered.filter(**{f"{column}__gt": found[-1]})[:_BATCH])


def run_for_each(ids: Iterable[UUID], work: Callable[[UUID], object], *, name: str) -> BatchReport:
    """Run `work` for each id in a transaction of its own; go on past those that fail.

    Failures are logged by `name`, id and kind, without their messages, which may name a child. Raises what a lost
    database raises: then no other would succeed.
    """
    done = failed = 0
    for each in ids:
        try:
            run_in_transaction(lambda: work(each))  # noqa: B023  called at once
            done += 1
        except Exception as error:
            failed += 1
            _logger.error("%s failed for %s: %s", name, each, type(error).__name__)
            connection.ensure_connection()
    if failed:
        _logger.error("%s: %s done, %s failed", name, done, failed)
    return BatchReport(done, failed)
