"""Transactions are tried once more after a conflict, and one row that fails does not stop the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected

from amparo.ledger.batches import BatchReport, list_ids_in_batches, run_for_each
from amparo.ledger.ids import new_id
from amparo.ledger.transaction import in_own_transaction, in_transaction, run_in_transaction
from amparo.ui import shared_cache
from amparo.ui.models import SharedValue
from tests.factories import unique
from tests.house.database import connected


@contextmanager
def counter() -> Iterator[str]:
    """The key of a row that several sessions change."""
    name = unique("counter")
    shared_cache.count(name, within=timedelta(hours=1))
    yield shared_cache._hash_key(name)


def change_elsewhere(key: str) -> None:
    with connected("web") as elsewhere:
        elsewhere.execute("update ui_sharedvalue set value = '100' where key = %s", [key])
        elsewhere.commit()


class Worker:
    """Adds one to a row that it read before; while it does so the first time, another session changes the row."""

    def __init__(self, key: str, *, conflicts: int = 1) -> None:
        self.key, self.conflicts, self.tries = key, conflicts, 0

    def __call__(self) -> int:
        value = int(SharedValue.objects.get(key=self.key).value)
        self.tries += 1
        if self.tries <= self.conflicts:
            change_elsewhere(self.key)
        SharedValue.objects.filter(key=self.key).update(value=value + 1)
        return value + 1


def on_one_snapshot(work: Callable[[], int]) -> Callable[[], int]:
    """What refuses to overwrite what others changed meanwhile."""

    def run() -> int:
        with connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read")
        return work()

    return run


def test_the_victim_of_a_conflict_is_tried_once_more_on_what_is_there_now() -> None:
    with counter() as key:
        worker = Worker(key)
        assert run_in_transaction(on_one_snapshot(worker)) == 101
        assert (worker.tries, SharedValue.objects.get(key=key).value) == (2, 101)


def test_it_is_not_tried_for_ever() -> None:
    with counter() as key:
        worker = Worker(key, conflicts=9)
        with pytest.raises(OperationalError):
            run_in_transaction(on_one_snapshot(worker))
        assert (worker.tries, SharedValue.objects.get(key=key).value) == (2, 100)


def test_a_part_of_a_transaction_leaves_trying_again_to_whoever_began_it() -> None:
    with counter() as key:
        worker = Worker(key)
        part = in_transaction(worker.__call__)
        with pytest.raises(OperationalError), transaction.atomic():
            on_one_snapshot(part)()
        assert worker.tries == 1
        assert run_in_transaction(on_one_snapshot(part)) == 101


def test_a_transaction_of_its_own_refuses_to_nest() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        in_own_transaction(lambda: None)()


@pytest.mark.parametrize("cause", [DeadlockDetected(), None])
def test_only_conflicts_are_tried_again(cause: Exception | None) -> None:
    tries = []

    def work() -> None:
        tries.append(1)
        raise OperationalError from cause

    with pytest.raises(OperationalError):
        run_in_transaction(work)
    assert len(tries) == (2 if cause else 1)


def test_one_that_fails_does_not_stop_the_others_and_no_name_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    ids = [new_id() for _ in range(3)]
    done: list[UUID] = []

    def work(each: UUID) -> None:
        if each == ids[1]:
            raise ValueError("Yeison Pineda")
        done.append(each)

    with caplog.at_level(logging.ERROR):
        assert run_for_each(ids, work, name="try") == BatchReport(done=2, failed=1)
    assert done == [ids[0], ids[2]]
    assert "ValueError" in caplog.text
    assert str(ids[1]) in caplog.text
    assert "Yeison" not in caplog.text


def test_ids_come_once_each_in_order_over_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    from amparo.accounts.models import Person
    from amparo.ledger import batches

    monkeypatch.setattr(batches, "_BATCH", 2)
    people = Person.objects.filter(id__in=list(Person.objects.values_list("id", flat=True)[:5]))
    assert list(list_ids_in_batches(people)) == sorted(person.id for person in people)
