"""Client of the matcher: which files could be of the same child?

The matcher is a process of its own (`amparo.registry.match_server`): it alone holds the names of children whom who
asks may not know (`docs/adr/0013-the-matcher-is-a-process.md`). Requests and answers carry names and are never
logged.
"""

from __future__ import annotations

import hashlib
import json
import logging
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Client, Connection, answer_challenge, deliver_challenge
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from amparo.cases.kinds import CHILD
from amparo.ledger.json import JsonObject
from amparo.matching.record import Record

TIMEOUT_SECONDS = 2.0
MAX_SOCKET_PATH = 100  # characters; the system allows a few more
_log = logging.getLogger(__name__)


class MatcherUnavailable(Exception):
    """The matcher does not answer: it is starting, stopped or too busy."""


@dataclass(frozen=True, slots=True)
class Match:
    """A file that could be of the same child: its probability (0 to 1), and evidence.

    `sibling`: a sister or brother explains what was found as well.
    """

    case: UUID
    kind: str
    probability: float
    sibling: bool
    evidence: dict[str, float]


def search_visible(record: Record, *, by: UUID, kinds: Sequence[str], top: int, at_least: float) -> list[Match]:
    """Return visible files that could be of this child, the likeliest first.

    Of those that this person sees whole. Raises `MatcherUnavailable`.
    """
    request = {"visible": record._asdict(), "by": str(by), "kinds": list(kinds), "top": top, "at_least": at_least}
    return _request_matches(request)


def search_visible_children(record: Record, *, by: UUID, top: int = 20, at_least: float = 0.0) -> list[Match]:
    """Return as `search_visible`, of children; nothing if the matcher does not answer.

    Nobody may be kept from registering a child because of that: the worker searches again by itself.
    """
    try:
        found = search_visible(record, by=by, kinds=(CHILD,), top=top, at_least=at_least)
    except MatcherUnavailable:
        _log_availability(silent=True)
        return []
    _log_availability(silent=False)
    return found


def _log_availability(*, silent: bool) -> None:
    """Log once when the matcher stops answering, and once when it answers again."""
    if silent and not _Availability.silent:
        _log.warning("the matcher does not answer: possible duplicates are looked for later, by the worker")
    elif _Availability.silent and not silent:
        _log.warning("the matcher answers again")
    _Availability.silent = silent


class _Availability:
    silent = False


def search_all(case_id: UUID, *, top: int, at_least: float) -> list[Match]:
    """Return every file that could be of the same child, the likeliest first.

    For the worker, never for a person. Raises `MatcherUnavailable`.
    """
    return _request_matches({"all": str(case_id), "top": top, "at_least": at_least})


def is_available(*, timeout: float = 0.5) -> bool:
    """Return whether the matcher answers."""
    try:
        return _request({"ping": True}, timeout) == {"pong": True}
    except MatcherUnavailable:
        return False


def socket_path() -> Path:
    """Return where the matcher of this node listens.

    Below its home, or where that path would be too long, in a short one.
    """
    name = f"{settings.DATABASES['default']['NAME']}.sock"
    path = Path(settings.HOME) / "matcher" / name
    if len(str(path)) <= MAX_SOCKET_PATH:
        return path
    short = hashlib.sha256(str(path).encode()).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"amparo-{short}" / name


def shared_secret() -> bytes:
    """Return the secret that client and matcher prove to each other."""
    return str(settings.MATCHER_SECRET).encode()


def _request_matches(request: JsonObject) -> list[Match]:
    found = _request(request, TIMEOUT_SECONDS)["hits"]
    return [Match(**one | {"case": UUID(one["case"])}) for one in found]


def _request(request: JsonObject, timeout: float) -> JsonObject:
    """Send one request over a connection of its own. Raises `MatcherUnavailable`.

    Nothing is left over from a matcher that was stopped.
    """
    until = time.monotonic() + timeout
    try:
        with Client(str(socket_path()), family="AF_UNIX") as connection:
            _authenticate(connection, until)
            connection.send_bytes(json.dumps(request).encode())
            _wait(connection, until)
            answer: JsonObject = json.loads(connection.recv_bytes())
    except (OSError, EOFError, ValueError) as error:
        raise MatcherUnavailable from error
    if "error" in answer:
        raise MatcherUnavailable(answer["error"])
    return answer


def _authenticate(connection: Connection[Any, Any], until: float) -> None:
    _wait(connection, until)
    answer_challenge(connection, shared_secret())
    deliver_challenge(connection, shared_secret())


def _wait(connection: Connection[Any, Any], until: float) -> None:
    if not connection.poll(max(0.0, until - time.monotonic())):
        raise MatcherUnavailable
