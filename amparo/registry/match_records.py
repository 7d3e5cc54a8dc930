"""What of each file is compared with all others: kept beside it, in the transaction of the act that changed it."""

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
from amparo.ledger.canonical import sha256
from amparo.matching.record import UNKNOWN_BIRTH, Record
from amparo.matching.words import NICKNAMES, words
from amparo.registry.age import Born
from amparo.registry.projection import born_of, names_of

if TYPE_CHECKING:
    from amparo.cases.models import Case

GONE = "amparo_match_gone"
"""The channel on which the matcher hears which record it must forget."""
LOOK = "amparo.registry.jobs.look_for_matches"
_TELL_WHO = frozenset({"register", "record_identity", "record_family", "record_documents", "record_interpreter"})
_OTHER_NAMES = ("nickname", "own_language")
type Reads = Callable[[CaseFile], Record]
READS: dict[str, Reads] = {}
"""For each kind of file, how what is compared is read from it."""


def reads(kind: str) -> Callable[[Reads], Reads]:
    """Register the function that reads what is compared from files of a kind."""

    def put(function: Reads) -> Reads:
        READS[kind] = function
        return function

    return put


@reads(CHILD)
def record_of(file: CaseFile) -> Record:
    """What is compared of a child's file, as far as its reader may read it. No query."""
    nationalities = file.latest("nationalities", "record_identity", default=[])
    papers = file.latest("documents", "record_documents", default=[])
    return record(
        names_of(file),
        born_of(file),
        file.latest("sex", "register", "record_identity", default=""),
        place=parts_of_place(_place(file)),
        mother=_relative(file, "mother"),
        father=_relative(file, "father"),
        language=_language(file),
        nationality=nationalities[0] if nationalities else "",
        documents=tuple(paper["number"] for paper in papers if paper.get("number")),
    )


def record(names: Mapping[str, Any], birth: Born, sex: str, **more: Any) -> Record:
    """What is compared of a child of whom this is known. `names`: the parts of a name as in the form."""
    return Record(
        given=_given(names),
        first_surname=names.get("first_surname") or "",
        second_surname=names.get("second_surname") or "",
        sex=sex if sex in ("female", "male") else "",
        born=(birth.first.toordinal(), birth.last.toordinal()) if birth.first and birth.last else UNKNOWN_BIRTH,
        **more,
    )


def _given(names: Mapping[str, Any]) -> str:
    """The given names, and after them what else the child is called, unless it is said of anybody."""
    told = words(" ".join(names.get(part) or "" for part in ("given", "first_surname", "second_surname")))
    called = [word for part in _OTHER_NAMES for word in words(names.get(part) or "")]
    others = [word for word in dict.fromkeys(called) if word not in NICKNAMES and word not in told]
    return " ".join(filter(None, [names.get("given"), *others]))


def _place(file: CaseFile) -> str:
    return file.latest("birth_place", "record_identity") or file.latest("origin_place", "record_identity") or ""


def parts_of_place(place: str) -> tuple[str, ...]:
    """A place as people write it, the smallest part first."""
    return tuple(part for written in place.split(",") if (part := written.strip()))


def _relative(file: CaseFile, relation: str) -> str:
    for one in file.latest("members", "record_family", default=[]):
        if one["relation"] == relation:
            names = one.get("names") or {}
            return " ".join(filter(None, (names.get(p) for p in ("given", "first_surname", "second_surname"))))
    return ""


def _language(file: CaseFile) -> str:
    spoken = file.latest("languages", "record_interpreter", default=[])
    return file.latest("best_language", "record_interpreter") or (spoken[0]["language"] if spoken else "")


@subscribe()
def keep_what_is_compared(happened: ActPerformed) -> None:
    """Keep the record of a child's case in line with the file."""
    if happened.act.code in _TELL_WHO:
        keep_match_record(happened.case, CHILD, record_of(happened.file))


_KEEP = """
insert into registry_matchrecord as kept (case_id, kind, body, fingerprint, moved)
values (%s, %s, %s, %s, pg_current_xact_id()::text::bigint)
on conflict (case_id) do update
set body = excluded.body, fingerprint = excluded.fingerprint, moved = excluded.moved
where kept.fingerprint <> excluded.fingerprint
"""


def keep_match_record(case: Case, kind: str, compared: Record) -> None:
    """Keep what is compared of a file whose case this transaction judges, and look for its like when it changed."""
    body = compared._asdict()
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [case.id, kind, json.dumps(body), sha256([kind, body])])
        changed = cursor.rowcount > 0
    if changed:
        ask_to_look(case.id)


def record_from(body: Mapping[str, Any]) -> Record:
    """A record as it is kept."""
    lists = {name: tuple(body[name]) for name in ("born", "place", "documents")}
    return Record(**{**body, **lists})


def ask_to_look(case_id: UUID, *, after: timedelta | None = None) -> None:
    """Have the worker look for files of the same child; asked twice before it comes to it, it looks once."""
    seconds: Any = {"schedule_in": {"seconds": int(after.total_seconds())}} if after else {}
    job = app.configure_task(LOOK, queueing_lock=f"match-{case_id}", **seconds)
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(case_id=str(case_id))


def forget_match_record(case: Case) -> None:
    """Delete what is compared of a case, here and in the memory of the matcher."""
    with connection.cursor() as cursor:
        cursor.execute("delete from registry_matchrecord where case_id = %s", [case.id])
        cursor.execute("select pg_notify(%s, %s)", [GONE, str(case.id)])


def rebuild() -> int:
    """Make what is compared anew of every file that has its key, each in a transaction of its own; how many there are.

    For the tables' owner: after a restored backup, whose transactions count from somewhere else, or a new version.
    """
    ids = unerased_case_ids(READS)
    for case_id in ids:
        renew(case_id)
    return len(ids)


def renew(case_id: UUID) -> None:
    """Make what is compared of one file anew."""
    with case_transaction(case_id) as case:
        with connection.cursor() as cursor:
            cursor.execute("delete from registry_matchrecord where case_id = %s", [case_id])
        keep_match_record(case, case.kind, READS[case.kind](read_file(case.id, case.country)))
