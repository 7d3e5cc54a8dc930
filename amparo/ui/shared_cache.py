"""Counters and short-lived values that all processes of the node share.

Their table is unlogged: a change of it waits for no disk, and a crash of the database empties it, which lets each
caller begin to count anew. Keys are stored as hashes, since they name addresses and people; values are JSON, never
pickled.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

from amparo.ledger import clock
from amparo.ledger.json import JsonObject
from amparo.ui.models import SharedValue

_COUNT = """insert into public.ui_sharedvalue as old (key, value, expires_at) values (%s, '1', %s)
on conflict (key) do update set
  value = case when old.expires_at <= %s then '1' else to_jsonb(old.value::int + 1) end,
  expires_at = case when old.expires_at <= %s then excluded.expires_at else old.expires_at end
returning value::int"""
_ADD = """insert into public.ui_sharedvalue as old (key, value, expires_at) values (%s, %s, %s)
on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at where old.expires_at <= %s
returning 1"""
_SET = """insert into public.ui_sharedvalue (key, value, expires_at) values (%s, %s, %s)
on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at returning 1"""
_FOR_EVER = timedelta(days=3650)


def count(what: str, *, within: timedelta) -> int:
    """Count one more of `what`; return how many there were `within` this time.

    The time begins with the first of them. One query.
    """
    at = clock.now()
    return _run(_COUNT, _hash_key(what), at + within, at, at) or 0


def delete_expired_values() -> int:
    """Delete the values that expired; return how many. For the worker."""
    return SharedValue.objects.filter(expires_at__lte=clock.now()).delete()[0]


class SharedCache(BaseCache):
    """Django's cache on that table, for the limits of packages."""

    def __init__(self, location: str, params: JsonObject) -> None:
        super().__init__(params)

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Store a value unless there is one; return whether it was stored. One query."""
        row = (self._name(key, version), json.dumps(value), self._expires_at(timeout), clock.now())
        return _run(_ADD, *row) is not None

    def set(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Store a value. One query."""
        _run(_SET, self._name(key, version), json.dumps(value), self._expires_at(timeout))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return a value, `default` if there is none or it expired. One query."""
        found = SharedValue.objects.filter(key=self._name(key, version), expires_at__gt=clock.now())
        values = list(found.values_list("value", flat=True))
        return values[0] if values else default

    def delete(self, key: str, version: int | None = None) -> bool:
        """Delete a value; return whether there was one. One query."""
        return SharedValue.objects.filter(key=self._name(key, version)).delete()[0] > 0

    def _name(self, key: str, version: int | None) -> str:
        return _hash_key(self.make_and_validate_key(key, version=version))

    def _expires_at(self, timeout: float | None) -> datetime:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return clock.now() + (_FOR_EVER if seconds is None else timedelta(seconds=float(seconds)))


def _hash_key(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def _run(query: str, *row: str | datetime) -> int | None:
    """Return the number that a query returns, None if it returns no row."""
    with connection.cursor() as cursor:
        cursor.execute(query, row)
        found = cursor.fetchone()
    return int(found[0]) if found else None
