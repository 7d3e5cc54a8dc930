"""Match records: what the matcher compares of each file.

They are saved in the transaction of the act that changed the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from amparo.cases.file import CaseFile, read_file
from amparo.cases.kinds import CHILD
from amparo.cases.perform import ActPerformed, subscribe
from amparo.cases.selectors import unerased_case_ids
from amparo.cases.transaction import case_transaction
from amparo.ledger.batches import run_for_each
from amparo.ledger.canonical import sha256
from amparo.matching.record import UNKNOWN_BIRTH, Record
from amparo.matching.words import NICKNAMES, words
from amparo.registry.age import BIRTH_ACTS, BirthRange
from amparo.registry.projection import child_birth, child_names

if TYPE_CHECKING:
    from amparo.cases.models import Case

DELETED_CHANNEL = "amparo_match_gone"
"""The channel that notifies the matcher of deleted records."""
LOOK_FOR_MATCHES = "amparo.registry.jobs.look_for_matches"
_IDENTIFYING_ACTS = frozenset({*BIRTH_ACTS, "record_family", "record_documents", "record_interpreter"})
_OTHER_NAMES = ("nickname", "own_language")
type RecordReader = Callable[[CaseFile], Record]
RECORD_READERS: dict[str, RecordReader] = {}
"""The function that builds the match record of each kind of file."""


def reads_match_record(kind: str) -> Callable[[RecordReader], RecordReader]:
    """Register the function that builds the match record of files of a kind."""

    def put(function: RecordReader) -> RecordReader:
        RECORD_READERS[kind] = function
        return function

    return put


@reads_match_record(CHILD)
def child_match_record(file: CaseFile) -> Record:
    """Return the match record of a child's file, as its reader may read it. No query."""
    nationalities = file.latest("nationalities", "record_identity", default=[])
    papers = file.latest("documents", "record_documents", default=[])
    return build_match_record(
        child_names(file),
        child_birth(file),
        file.latest("sex", "register", "record_identity", default=""),
        place=split_place(_birth_or_origin_place(file)),
        mother=_name_of_relative(file, "mother"),
        father=_name_of_relative(file, "father"),
        language=_best_language(file),
        nationality=nationalities[0] if nationalities else "",
        documents=tuple(paper["number"] for paper in papers if paper.get("number")),
    )


def build_match_record(names: Mapping[str, Any], birth: BirthRange, sex: str, **more: Any) -> Record:
    """Return a match record.

    `names`: the parts of a name as in the form; `more`: other fields of `Record`.
    """
    return Record(
        given=_given_names(names),
        first_surname=names.get("first_surname") or "",
        second_surname=names.get("second_surname") or "",
        sex=sex if sex in ("female", "male") else "",
        born=(birth.first.toordinal(), birth.last.toordinal()) if birth.first and birth.last else UNKNOWN_BIRTH,
        **more,
    )


def _given_names(names: Mapping[str, Any]) -> str:
    """Return the given names, and in brackets the other names of the child.

    Without common words.

    What is in brackets speaks for a child who is called so, and not against one who is not.
    """
    formal = words(" ".join(names.get(part) or "" for part in ("given", "first_surname", "second_surname")))
    called = [word for part in _OTHER_NAMES for word in words(names.get(part) or "")]
    others = [word for word in dict.fromkeys(called) if word not in NICKNAMES and word not in formal]
    return " ".join(filter(None, [names.get("given"), f"({' '.join(others)})" if others else ""]))


def _birth_or_origin_place(file: CaseFile) -> str:
    return file.latest("birth_place", "record_identity") or file.latest("origin_place", "record_identity") or ""


def split_place(place: str) -> tuple[str, ...]:
    """Return the parts of a place as people write it, the smallest first."""
    return tuple(part for written in place.split(",") if (part := written.strip()))


def _name_of_relative(file: CaseFile, relation: str) -> str:
    for member in file.latest("members", "record_family", default=[]):
        if member["relation"] == relation:
            names = member.get("names") or {}
            return " ".join(filter(None, (names.get(p) for p in ("given", "first_surname", "second_surname"))))
    return ""


def _best_language(file: CaseFile) -> str:
    spoken = file.latest("languages", "record_interpreter", default=[])
    return file.latest("best_language", "record_interpreter") or (spoken[0]["language"] if spoken else "")


@subscribe()
def update_match_record(happened: ActPerformed) -> None:
    """Save the match record of a child's case after an act that identifies the child."""
    if happened.act.code in _IDENTIFYING_ACTS:
        save_match_record(happened.case, CHILD, child_match_record(happened.file))


_SAVE_QUERY = """
insert into registry_matchrecord as kept (case_id, kind, body, fingerprint, moved)
values (%s, %s, %s, %s, pg_current_xact_id()::text::bigint)
on conflict (case_id) do update
set body = excluded.body, fingerprint = excluded.fingerprint, moved = excluded.moved
where kept.fingerprint <> excluded.fingerprint
"""


def save_match_record(case: Case, kind: str, compared: Record) -> None:
    """Save a match record, and queue a search for matches when it changed.

    In a transaction to which the case is open.
    """
    body = compared._asdict()
    with connection.cursor() as cursor:
        cursor.execute(_SAVE_QUERY, [case.id, kind, json.dumps(body), sha256([kind, body])])
        changed = cursor.rowcount > 0
    if changed:
        queue_match_search(case.id)


def record_from_json(body: Mapping[str, Any]) -> Record:
    """Return a record from its stored JSON."""
    lists = {name: tuple(body[name]) for name in ("born", "place", "documents")}
    return Record(**{**body, **lists})


def queue_match_search(case_id: UUID, *, after: timedelta | None = None) -> None:
    """Queue a search for files of the same child, at most one waiting for each file."""
    lock = f"match-{case_id}"
    if _is_waiting(lock):
        return
    seconds: Any = {"schedule_in": {"seconds": int(after.total_seconds())}} if after else {}
    job = app.configure_task(LOOK_FOR_MATCHES, queueing_lock=lock, **seconds)
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(case_id=str(case_id))


_WAITING = "select 1 from procrastinate_jobs where queueing_lock = %s and status = 'todo' for update"


def _is_waiting(lock: str) -> bool:
    """Return whether a job with this lock waits.

    It is kept waiting until this transaction ends: a worker that began it sooner would not see what the act changed.
    Asked first, because a refused insert costs a savepoint and leaves its line in the log of the database.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [lock])
        return cursor.fetchone() is not None


def delete_match_record(case: Case) -> None:
    """Delete the match record of a case, here and in the memory of the matcher."""
    with connection.cursor() as cursor:
        cursor.execute("delete from registry_matchrecord where case_id = %s", [case.id])
        cursor.execute("select pg_notify(%s, %s)", [DELETED_CHANNEL, str(case.id)])


def rebuild_match_records() -> int:
    """Rebuild the match record of every file that has its key; return how many.

    Each in a transaction of its own. For the owner of the tables: after a restored backup, whose transactions count
    from somewhere else, or a new version.
    """
    ids = unerased_case_ids(RECORD_READERS)
    return run_for_each(ids, rebuild_match_record, name="rebuild a match record").done


def rebuild_match_record(case_id: UUID) -> None:
    """Rebuild the match record of one file."""
    with case_transaction(case_id) as case:
        with connection.cursor() as cursor:
            cursor.execute("delete from registry_matchrecord where case_id = %s", [case_id])
        save_match_record(case, case.kind, RECORD_READERS[case.kind](read_file(case.id, case.country)))
