"""Counters and values that all processes of a node share."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection

from amparo.ledger import clock
from amparo.ui.shared_cache import count, delete_expired_values
from tests.factories import unique
from tests.house.database import as_owner
from tests.house.database import count as count_rows

MINUTE = timedelta(minutes=1)


def test_another_process_counts_on() -> None:
    name = unique("what")
    assert count(name, within=timedelta(hours=1)) == 1
    counting = (
        "import django; django.setup(); from datetime import timedelta; from amparo.ui.shared_cache import count; "
        f"print(count({name!r}, within=timedelta(hours=1)))"
    )
    there = subprocess.run([sys.executable, "-c", counting], capture_output=True, text=True, check=True)
    assert there.stdout.strip() == "2"
    assert count(name, within=timedelta(hours=1)) == 3


def test_no_count_is_lost_among_threads() -> None:
    name = unique("what")

    def count_some(_: int) -> list[int]:
        try:
            return [count(name, within=MINUTE) for _ in range(20)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        counted = [n for some in threads.map(count_some, range(4)) for n in some]
    assert sorted(counted) == list(range(1, 81))


def test_counting_begins_anew_after_its_time() -> None:
    name, now = unique("what"), clock.now()
    with clock.at(now):
        assert [count(name, within=MINUTE) for _ in range(3)] == [1, 2, 3]
    with clock.at(now + MINUTE - timedelta(seconds=1)):
        assert count(name, within=MINUTE) == 4, "the first one sets the time"
    with clock.at(now + MINUTE):
        assert count(name, within=MINUTE) == 1


def test_values_are_kept_for_their_time() -> None:
    key, now = unique("key"), clock.now()
    with clock.at(now):
        assert cache.get(key, "none") == "none"
        assert cache.add(key, [1.5, 2], 60)
        assert not cache.add(key, [3], 60)
        assert cache.get(key) == [1.5, 2]
        cache.set(key, {"a": None}, None)
        assert cache.get(key) == {"a": None}
        assert cache.delete(key)
        assert not cache.delete(key)
        cache.set(key, 1, 60)
    with clock.at(now + MINUTE):
        assert cache.get(key) is None
        assert cache.add(key, 2, 60)


def test_what_expired_is_deleted_and_no_name_is_stored() -> None:
    name, now = unique("address 203.0.113.7"), clock.now()
    with clock.at(now - timedelta(days=9)):
        count(name, within=MINUTE)
    with as_owner() as owner:
        assert count_rows(owner, "ui_sharedvalue", "key like %(name)s", name="%203.0.113%") == 0
    with clock.at(now - timedelta(days=8)):
        assert delete_expired_values() >= 1
        assert delete_expired_values() == 0


@pytest.mark.parametrize("value", [object(), {1, 2}])
def test_only_json_is_stored(value: object) -> None:
    with pytest.raises(TypeError):
        cache.set(unique("key"), value)
