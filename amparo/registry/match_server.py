"""The matcher: one process a node, with every record to compare in memory, in step with the database.

It connects as the worker. Before each answer it reads what was committed since its last look: every row that was written by
a transaction that this last look could not yet see, so that whatever commits late is not missed. What a person asks is
compared with what this person sees whole, and with nothing else.
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

from amparo.matching.evidence import COLUMN_OF
from amparo.matching.explain import to_values
from amparo.matching.index import MAX_CANDIDATES, Hit, Index
from amparo.matching.weights import EXPLANATIONS, default_weights
from amparo.registry.match_records import GONE, record_from
from amparo.registry.matcher import secret, socket_path

LONGEST_QUESTION = 1_000_000  # bytes
IDLE_SECONDS = 10
_AT_ONCE = 5_000
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
    """The index and its connection to the database: one question at a time."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._lock = threading.Lock()
        self._index = Index()
        self._kinds: dict[str, str] = {}
        self._lately: dict[str, int] = {}
        self._horizon = 0
        self._gone: list[str] = []
        self._connection: psycopg.Connection[Any] | None = None

    def load(self) -> int:
        """Read every record; how many there are. Raises `psycopg.Error` when the database cannot be reached."""
        with self._lock:
            self._catch_up(self._connected())
            self._index.settle()
            return len(self._kinds)

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The answer to one question; a connection to the database that was lost is made anew, once."""
        if "ping" in asked:
            return {"pong": True}
        with self._lock:
            try:
                return self._answer(asked)
            except (psycopg.OperationalError, psycopg.InterfaceError):
                self._connection = None
                return self._answer(asked)

    def _answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        connection = self._connected()
        self._catch_up(connection)
        if "all" in asked:
            hits = self._all(connection, str(UUID(asked["all"])), int(asked["top"]))
        else:
            hits = self._visible(connection, asked)
        least = float(asked["at_least"])
        return {"hits": [self._told(hit) for hit in hits if hit.probability >= least]}

    def _visible(self, connection: psycopg.Connection[Any], asked: dict[str, Any]) -> list[Hit]:
        person, kinds = str(UUID(asked["by"])), frozenset(asked["kinds"])

        def seen(keys: Sequence[str]) -> Sequence[bool]:
            known = {key: None for key in keys if self._kinds.get(key) in kinds}
            others = islice((key for key in self._kinds if key not in known), MAX_CANDIDATES - len(known))
            asked_about = [*known, *others]  # always as many: how long it takes tells nothing of those who are hidden
            with connection.transaction():
                connection.execute("select set_config('app.person', %s, true)", [person])
                told = dict(zip(asked_about, _column(connection, _SEEN, asked_about), strict=True))
            return [key in known and told[key] for key in keys]

        return self._index.search(record_from(asked["visible"]), top=int(asked["top"]), seen=seen)

    def _all(self, connection: psycopg.Connection[Any], case_id: str, top: int) -> list[Hit]:
        row = connection.execute("select body from registry_matchrecord where case_id = %s", [case_id]).fetchone()
        if row is None:
            return []

        def seen(keys: Sequence[str]) -> Sequence[bool]:
            kept = set(_column(connection, _KEPT, list(keys)))
            return [key in kept and key in self._kinds and key != case_id for key in keys]

        return self._index.search(record_from(row[0]), top=top, seen=seen)

    def _told(self, hit: Hit) -> dict[str, Any]:
        return {
            "case": hit.key,
            "kind": self._kinds[hit.key],
            "probability": hit.probability,
            "sibling": _may_be_a_sibling(hit),
            "evidence": to_values(hit.evidence),
        }

    def _connected(self) -> psycopg.Connection[Any]:
        """The connection; a new one hears of what is gone from now on, and forgets what went meanwhile."""
        if self._connection is None or self._connection.closed:
            connection = psycopg.connect(self._conninfo, autocommit=True)
            connection.add_notify_handler(lambda note: self._gone.append(note.payload))
            connection.execute(f"listen {GONE}")
            kept = {key for (key,) in connection.execute("select case_id::text from registry_matchrecord")}
            self._gone += [key for key in self._kinds if key not in kept]
            self._connection = connection
        return self._connection

    def _catch_up(self, connection: psycopg.Connection[Any]) -> None:
        """Read what was written by transactions that the last look did not see; what was read before is passed over."""
        kept: dict[str, int] = {}
        horizon = self._horizon
        for rows in _changed_since(connection, horizon):
            horizon = rows[0][0]
            fresh = [row for row in rows if row[1] and self._lately.get(row[1]) != row[4]]
            self._kinds |= {key: kind for _, key, kind, _, _ in fresh}
            self._index.put((key, record_from(body)) for _, key, _, body, _ in fresh)
            kept |= {key: moved for _, key, _, _, moved in rows if key and moved >= horizon}
        self._horizon, self._lately = horizon, kept
        if self._gone:
            self._forget(connection)

    def _forget(self, connection: psycopg.Connection[Any]) -> None:
        """Forget what is gone; anybody who is signed in to the database may say so, so it is looked up."""
        said = [key for key in self._gone if key in self._kinds]
        for key in set(said) - set(_column(connection, _KEPT, said)):
            self._index.remove(key)
            del self._kinds[key]
            self._lately.pop(key, None)
        self._gone.clear()


def _changed_since(connection: psycopg.Connection[Any], horizon: int) -> Iterator[list[Any]]:
    """What that query finds, in parts; at first, when it is everything, without having it all at once."""
    if horizon:
        yield connection.execute(_CHANGED, [horizon]).fetchall()
        return
    with connection.transaction(), connection.cursor(name="every_record") as cursor:
        cursor.execute(_CHANGED, [horizon])
        while rows := cursor.fetchmany(_AT_ONCE):
            yield rows


def _column(connection: psycopg.Connection[Any], query: Any, keys: list[str]) -> list[Any]:
    return [value for (value,) in connection.execute(query, [keys])]


def _may_be_a_sibling(hit: Hit) -> bool:
    """Whether a sister or brother explains it as well: by what was learnt, or because the given names are others."""
    numbers, learnt = hit.evidence.values[0], default_weights()
    scores = dict(zip(EXPLANATIONS, learnt.table @ numbers + learnt.start, strict=True))
    agree = _GIVEN_AGREE + (("given_alike",) if numbers[COLUMN_OF["birth_same_day"]] else ())
    known = any(numbers[COLUMN_OF[name]] for name in _GIVEN_KNOWN)
    given_differ = known and not any(numbers[COLUMN_OF[name]] for name in agree)
    return bool(given_differ or scores["sibling"] > scores["same"])


def serve(matcher: Matcher) -> None:
    """Answer until somebody stops the process. Raises `RuntimeError` when another matcher of this node is running."""
    path = socket_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.exists():
        with suppress(OSError), Client(str(path), family="AF_UNIX"):
            raise RuntimeError("the matcher of this node is running already")
        path.unlink()
    with Listener(str(path), family="AF_UNIX", backlog=64) as listener:
        while True:
            with suppress(OSError):  # of one that was gone before it was let in
                threading.Thread(target=_talk, args=(listener.accept(), matcher.answer), daemon=True).start()


def _talk(connection: Connection[Any, Any], answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """One conversation: whoever does not know the secret hears nothing, and a bad question ends nothing but itself."""
    with connection, suppress(AuthenticationError, OSError, EOFError):
        deliver_challenge(connection, secret())
        answer_challenge(connection, secret())
        while connection.poll(IDLE_SECONDS):
            question = connection.recv_bytes(LONGEST_QUESTION)
            connection.send_bytes(json.dumps(_answered(question, answer)).encode())


def _answered(question: bytes, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    try:
        return answer(json.loads(question))
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]  # never what was asked, nor what the error says of it
        _log.warning("a question could not be answered: %s at %s:%s", type(error).__name__, where.name, where.lineno)
        return {"error": type(error).__name__}
