"""The matcher: one process for each node.

It holds every match record in memory, in step with the database. It connects as the worker. Before each answer it reads
what was committed since its last look: every row that was written by a transaction that this last look could not yet
see, so that whatever commits late is not missed. What a person asks is compared with what this person sees whole, and
with nothing else.
"""

from __future__ import annotations

import json
import logging
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener, answer_challenge, deliver_challenge
from typing import Any
from uuid import UUID

import psycopg

from amparo.ledger.json import JsonObject
from amparo.matching.evidence import COLUMN_OF
from amparo.matching.explain import to_values
from amparo.matching.index import MAX_CANDIDATES, Hit, Index
from amparo.matching.weights import EXPLANATIONS, default_weights
from amparo.registry.match_records import DELETED_CHANNEL, record_from_json
from amparo.registry.matcher import shared_secret, socket_path

MAX_REQUEST_BYTES = 1_000_000
IDLE_SECONDS = 10
_FETCH_SIZE = 5_000
_GIVEN_KNOWN = ("given_none", "given_against", "given_alike")
_GIVEN_AGREE = ("given_told", "given_short_form", "given_one_slip", "given_start", "role_crossed")
_log = logging.getLogger(__name__)

_CHANGED = """
with now as (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xmin)
select now.xmin, one.case_id::text, one.kind, one.body, one.moved
from now left join registry_matchrecord one on one.moved >= %s
"""
_SEEN = "select app_sees_whole(key::uuid) from unnest(%s::text[]) with ordinality as keys(key, at) order by at"
_KEPT = "select case_id::text from registry_matchrecord where case_id = any(%s::uuid[])"


class Matcher:
    """The index and its connection to the database. It answers one request at a time."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._lock = threading.Lock()
        self._index = Index()
        self._kinds: dict[str, str] = {}
        self._recently_read: dict[str, int] = {}
        self._horizon = 0
        self._deleted: list[str] = []
        self._connection: psycopg.Connection[Any] | None = None

    def load(self) -> int:
        """Read every record; return how many there are.

        Raises `psycopg.Error` when the database cannot be reached.
        """
        with self._lock:
            self._catch_up(self._open_connection())
            self._index.settle()
            return len(self._kinds)

    def answer(self, request: JsonObject) -> JsonObject:
        """Return the answer to one request; reconnect to the database once."""
        if "ping" in request:
            return {"pong": True}
        with self._lock:
            try:
                return self._answer_request(request)
            except (psycopg.OperationalError, psycopg.InterfaceError):
                self._connection = None
                return self._answer_request(request)

    def _answer_request(self, request: JsonObject) -> JsonObject:
        connection = self._open_connection()
        self._catch_up(connection)
        if "all" in request:
            hits = self._search_all(connection, str(UUID(request["all"])), int(request["top"]))
        else:
            hits = self._search_visible(connection, request)
        least = float(request["at_least"])
        return {"hits": [self._hit_json(hit) for hit in hits if hit.probability >= least]}

    def _search_visible(self, connection: psycopg.Connection[Any], request: JsonObject) -> list[Hit]:
        person, kinds = str(UUID(request["by"])), frozenset(request["kinds"])

        def seen(keys: Sequence[str]) -> Sequence[bool]:
            known = {key: None for key in keys if self._kinds.get(key) in kinds}
            others = islice((key for key in self._kinds if key not in known), MAX_CANDIDATES - len(known))
            compared = [*known, *others]  # always as many, so that the time reveals no hidden child
            with connection.transaction():
                connection.execute("select set_config('app.person', %s, true)", [person])
                visible = dict(zip(compared, _fetch_column(connection, _SEEN, compared), strict=True))
            return [key in known and visible[key] for key in keys]

        return self._index.search(record_from_json(request["visible"]), top=int(request["top"]), seen=seen)

    def _search_all(self, connection: psycopg.Connection[Any], case_id: str, top: int) -> list[Hit]:
        row = connection.execute("select body from registry_matchrecord where case_id = %s", [case_id]).fetchone()
        if row is None:
            return []

        def seen(keys: Sequence[str]) -> Sequence[bool]:
            kept = set(_fetch_column(connection, _KEPT, list(keys)))
            return [key in kept and key in self._kinds and key != case_id for key in keys]

        return self._index.search(record_from_json(row[0]), top=top, seen=seen)

    def _hit_json(self, hit: Hit) -> JsonObject:
        return {
            "case": hit.key,
            "kind": self._kinds[hit.key],
            "probability": hit.probability,
            "sibling": _may_be_a_sibling(hit),
            "evidence": to_values(hit.evidence),
        }

    def _open_connection(self) -> psycopg.Connection[Any]:
        """Return the connection.

        A new one listens for deletions from now on, and removes what was deleted meanwhile.
        """
        if self._connection is None or self._connection.closed:
            connection = psycopg.connect(self._conninfo, autocommit=True)
            connection.add_notify_handler(lambda note: self._deleted.append(note.payload))
            connection.execute(f"listen {DELETED_CHANNEL}")
            kept = {key for (key,) in connection.execute("select case_id::text from registry_matchrecord")}
            self._deleted += [key for key in self._kinds if key not in kept]
            self._connection = connection
        return self._connection

    def _catch_up(self, connection: psycopg.Connection[Any]) -> None:
        """Read the records written by transactions that the last read did not see.

        Records that were read before are skipped.
        """
        kept: dict[str, int] = {}
        horizon = self._horizon
        for rows in _changed_since(connection, horizon):
            horizon = rows[0][0]
            fresh = [row for row in rows if row[1] and self._recently_read.get(row[1]) != row[4]]
            self._kinds |= {key: kind for _, key, kind, _, _ in fresh}
            self._index.put((key, record_from_json(body)) for _, key, _, body, _ in fresh)
            kept |= {key: moved for _, key, _, _, moved in rows if key and moved >= horizon}
        self._horizon, self._recently_read = horizon, kept
        if self._deleted:
            self._remove_deleted(connection)

    def _remove_deleted(self, connection: psycopg.Connection[Any]) -> None:
        """Remove deleted records.

        Anybody who is signed in to the database may send the notification, so it is verified.
        """
        notified = [key for key in self._deleted if key in self._kinds]
        for key in set(notified) - set(_fetch_column(connection, _KEPT, notified)):
            self._index.remove(key)
            del self._kinds[key]
            self._recently_read.pop(key, None)
        self._deleted.clear()


def _changed_since(connection: psycopg.Connection[Any], horizon: int) -> Iterator[list[Any]]:
    """Yield the records changed since a transaction, in batches.

    Every record at first.
    """
    if horizon:
        yield connection.execute(_CHANGED, [horizon]).fetchall()
        return
    with connection.transaction(), connection.cursor(name="every_record") as cursor:
        cursor.execute(_CHANGED, [horizon])
        while rows := cursor.fetchmany(_FETCH_SIZE):
            yield rows


def _fetch_column(connection: psycopg.Connection[Any], query: Any, keys: list[str]) -> list[Any]:
    return [value for (value,) in connection.execute(query, [keys])]


def _may_be_a_sibling(hit: Hit) -> bool:
    """Return whether a sibling explains the match as well.

    By the trained weights, or because the given names differ.
    """
    numbers, weights = hit.evidence.values[0], default_weights()
    scores = dict(zip(EXPLANATIONS, weights.table @ numbers + weights.start, strict=True))
    agree = _GIVEN_AGREE + (("given_alike",) if numbers[COLUMN_OF["birth_same_day"]] else ())
    is_given_known = any(numbers[COLUMN_OF[name]] for name in _GIVEN_KNOWN)
    given_differ = is_given_known and not any(numbers[COLUMN_OF[name]] for name in agree)
    return bool(given_differ or scores["sibling"] > scores["same"])


def serve(matcher: Matcher) -> None:
    """Answer requests until the process is stopped.

    Raises `RuntimeError` when another matcher of this node is running.
    """
    path = socket_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.exists():
        with suppress(OSError), Client(str(path), family="AF_UNIX"):
            raise RuntimeError("the matcher of this node is running already")
        path.unlink()
    with Listener(str(path), family="AF_UNIX", backlog=64) as listener:
        while True:
            with suppress(OSError):  # a client that left before it was accepted
                threading.Thread(
                    target=_handle_connection, args=(listener.accept(), matcher.answer), daemon=True
                ).start()


def _handle_connection(connection: Connection[Any, Any], answer: Callable[[JsonObject], JsonObject]) -> None:
    """Answer the requests of one connection.

    A client without the secret gets no answer, and a bad request ends nothing but itself.
    """
    with connection, suppress(AuthenticationError, OSError, EOFError):
        deliver_challenge(connection, shared_secret())
        answer_challenge(connection, shared_secret())
        while connection.poll(IDLE_SECONDS):
            question = connection.recv_bytes(MAX_REQUEST_BYTES)
            connection.send_bytes(json.dumps(_answer_or_error(question, answer)).encode())


def _answer_or_error(question: bytes, answer: Callable[[JsonObject], JsonObject]) -> JsonObject:
    try:
        return answer(json.loads(question))
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[
            -1
        ]  # never log the request or the message: both may name a child
        _log.warning("a question could not be answered: %s at %s:%s", type(error).__name__, where.name, where.lineno)
        return {"error": type(error).__name__}
