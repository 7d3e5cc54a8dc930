"""One case and its file, as a reader may see it or as the law must see it."""

from __future__ import annotations

from uuid import UUID

from amparo.cases.access import reads_every_group, require_visible_case
from amparo.cases.compartments import EVERY
from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.file import CaseFile, read_file
from amparo.cases.kinds import CHILD
from amparo.cases.models import Case
from amparo.cases.transaction import reading_whole_case
from amparo.law import facts_to_json
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.events import events_of_chain
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import NotVisible, Restricted


def visible_case(case_id: UUID, *, by: Actor, kind: str = CHILD) -> Case:
    """Return one child's case, or one report.

    Raises `NotVisible`, also for one of the other kind. Two queries.
    """
    require_visible_case(by, case_id)
    case = Case.objects.filter(id=case_id, kind=kind).first()
    if case is None:
        raise NotVisible
    return case


def file_for(case: Case, *, by: Actor) -> CaseFile:
    """Return the file of a case as far as `by` may read it. One query."""
    return read_file(case.id, case.country)


def whole_file(case: Case) -> CaseFile:
    """Return the whole file, for judging only: never shown. Call after `visible_case`.

    Four queries in a transaction.
    """
    with reading_whole_case(case.id):
        return read_file(case.id, case.country)


def file_to_judge(case: Case, *, by: Actor) -> CaseFile | None:
    """Return the whole file, for judging what `by` could do.

    None for who reads their own entries alone, or some groups of data. Those learn nothing of how the case stands. One
    query, and those of `whole_file`.
    """
    return whole_file(case) if reads_every_group(by, case.id) else None


def event_hash_at(case: Case, seq: int) -> str:
    """Return the hash of one event, also for those who may not read all it covers.

    A hash tells nothing by itself.

    Call after `visible_case`, for an entry that the reader sees. Four queries in a transaction.
    """
    with reading_whole_case(case.id):
        return events_of_chain(case.id).values_list("hash", flat=True).get(seq=seq)


def current_facts_json(case: Case, *, by: Actor, action: str = "") -> JsonObject:
    """Return all facts now, defaults written out.

    Raises `Restricted` unless `by` holds every compartment, and reads more than what was sent to them.
    """
    if not (by.may_read(EVERY) and reads_every_group(by, case.id)):
        raise Restricted
    return facts_to_json(compute_facts(whole_file(case), FactQuery(clock.now(), action)))
