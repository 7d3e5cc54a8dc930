"""Candidates: pairs of files that may be of one child.

The worker finds them; they are stored until a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from amparo.cases.access import find_responsible
from amparo.cases.act import NewTask
from amparo.cases.compartments import EVERY
from amparo.cases.file import CaseFile, read_file
from amparo.cases.kinds import CHILD, REPORT
from amparo.cases.selectors import case_number, cases_by_id, unerased_case
from amparo.cases.task_steps import close_tasks, create_task
from amparo.cases.transaction import case_transaction, open_case_for_transaction
from amparo.ledger import clock
from amparo.ledger.json import JsonObject
from amparo.ledger.transaction import in_transaction
from amparo.registry import matcher
from amparo.registry.match_records import queue_match_search
from amparo.registry.matcher import Match
from amparo.registry.models import Candidate, Kinship, MatchRecord
from amparo.registry.threshold import minimum_probability

if TYPE_CHECKING:
    from amparo.cases.models import Case

MAX_CANDIDATES = 50
DUPLICATE_TASK, REPORT_TASK = "possible_duplicate", "possible_report_match"
TASKS = {"duplicate": DUPLICATE_TASK, "report": REPORT_TASK}
type DecisionReader = Callable[[CaseFile], Iterable[UUID]]
_DECISION_READERS: list[DecisionReader] = []


def reads_decisions(function: DecisionReader) -> DecisionReader:
    """Register a function that returns the files on which a file states a decision."""
    _DECISION_READERS.append(function)
    return function


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two files in their places: `child`, whose people may know of it, and the other."""

    child: Case
    other: Case
    kind: str
    match: Match


def find_candidates(case_id: UUID) -> None:
    """Save every pair of this file that is likely enough; mark the others as stale.

    For the worker. Raises `MatcherUnavailable`.
    """
    case = unerased_case(case_id)
    if case is None:
        return
    _store_decided_fingerprints(case)
    found = matcher.search_all(case_id, top=MAX_CANDIDATES, at_least=minimum_probability())
    others = cases_by_id(match.case for match in found)
    pairs = [_assign_places(case, others[match.case], match) for match in found if match.case in others]
    kept = {(pair.child.id, pair.other.id) for pair in pairs if pair and _save_candidate(pair)}
    for row in Candidate.objects.filter(Q(child=case) | Q(other=case), state="open"):
        if (row.child_id, row.other_id) not in kept:
            _mark_stale(row)


def _store_decided_fingerprints(case: Case) -> None:
    """Store the fingerprints of pairs that were just decided.

    A change of a file from here on makes the pair a new one.
    """
    for row in Candidate.objects.filter(Q(child=case) | Q(other=case), state="decided", child_fingerprint=""):
        child, other = _fingerprints(row.child_id, row.other_id)
        Candidate.objects.filter(id=row.id).update(child_fingerprint=child, other_fingerprint=other)


def _assign_places(case: Case, other: Case, match: Match) -> _Pair | None:
    """Return the pair with its places; None for two reports.

    Of two cases the people of the older may know of it, of a case and a report those of the case.
    """
    if case.kind == other.kind == REPORT:
        return None
    if case.kind == other.kind:
        first, second = sorted((case, other), key=lambda either: (either.opened_at, either.id))
        return _Pair(first, second, "duplicate", match)
    child, report = (case, other) if case.kind == CHILD else (other, case)
    return _Pair(child, report, "report", match)


@in_transaction
def _save_candidate(pair: _Pair) -> bool:
    """Write the pair, with a task when it becomes open; return whether it is open."""
    with case_transaction(pair.child.id):
        with open_case_for_transaction(pair.other.id):
            other_file = read_file(pair.other.id, pair.other.country)
        before = Candidate.objects.filter(child=pair.child, other=pair.other).first()
        state = _candidate_state(pair, before, other_file)
        columns = _candidate_columns(pair) | {"state": state}
        if before is None:
            Candidate.objects.create(child=pair.child, other=pair.other, found_at=clock.now(), **columns)
        else:
            Candidate.objects.filter(id=before.id).update(**columns)
        if state == "open" and (before is None or before.state != "open"):
            _create_comparison_task(pair)
    return state == "open"


def _candidate_state(pair: _Pair, before: Candidate | None, other_file: CaseFile) -> str:
    """Return `decided` after a decision, until something about one of the two changes."""
    if before is not None and before.state == "decided":
        now, then = _fingerprints(pair.child.id, pair.other.id), (before.child_fingerprint, before.other_fingerprint)
        return "decided" if now == then or _are_linked(pair) else "open"
    if before is not None and before.state == "open":
        return "open"
    child_file = read_file(pair.child.id, pair.child.country)
    is_decided = (
        pair.other.id in find_earlier_decisions(child_file)
        or pair.child.id in find_earlier_decisions(other_file)
        or _are_linked(pair)
    )
    return "decided" if is_decided else "open"


def find_earlier_decisions(file: CaseFile) -> set[UUID]:
    """Return the files of which this file states whether they are of the same child."""
    return {other for function in _DECISION_READERS for other in function(file)}


@reads_decisions
def _decided_cases(file: CaseFile) -> Iterable[UUID]:
    for entry in file.all("register", "record_duplicate", "record_link"):
        named = [*entry.get("distinct_from", []), *entry.get("siblings", [])]
        yield from map(UUID, named + [entry[name] for name in ("other", "case") if name in entry.body])


def _are_linked(pair: _Pair) -> bool:
    return Kinship.objects.filter(case=pair.child.id, other=pair.other.id, kind="same", ended_at=None).exists()


def _fingerprints(*cases: UUID) -> tuple[str, ...]:
    known: dict[UUID, str] = dict(MatchRecord.objects.filter(case__in=cases).values_list("case", "fingerprint"))
    return tuple(known.get(case, "") for case in cases)


def _candidate_columns(pair: _Pair) -> JsonObject:
    child, other = _fingerprints(pair.child.id, pair.other.id)
    return {
        "kind": pair.kind,
        "probability": pair.match.probability,
        "evidence": pair.match.evidence,
        "child_fingerprint": child,
        "other_fingerprint": other,
    }


def _create_comparison_task(pair: _Pair) -> None:
    """Create the task for the supervisors responsible for the child.

    Its detail names the other file, and nothing else of it.
    """
    agency, _ = find_responsible(pair.child.id)
    detail = {"number": pair.other.number, **({"report": str(pair.other.id)} if pair.kind == "report" else {})}
    task = NewTask(TASKS[pair.kind], agency=agency, role="protection_supervisor", detail=detail, compartments=EVERY)
    create_task(pair.child.id, task, at=clock.now())


@in_transaction
def _mark_stale(row: Candidate) -> None:
    """Mark a candidate that is no longer likely enough, and close its task."""
    with case_transaction(row.child_id):
        Candidate.objects.filter(id=row.id, state="open").update(state="stale")
        task = (TASKS[row.kind], {"number": case_number(row.other_id)})
        close_tasks(row.child_id, [task], by=None, at=clock.now())


def mark_decided(child_id: UUID, other_id: UUID) -> None:
    """Mark a pair as decided by a person.

    In the act, while the case `child_id` is judged. The worker, who reads both, then stores how the files stood.
    """
    candidates = Candidate.objects.filter(child=child_id, other=other_id)
    if candidates.update(state="decided", child_fingerprint="", other_fingerprint=""):
        queue_match_search(child_id)
