"""Pairs of files that may be of one child: found by the worker, kept until a person has said whether they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
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
from amparo.registry import matcher
from amparo.registry.match_records import ask_to_look
from amparo.registry.matcher import Match
from amparo.registry.models import Candidate, Kinship, MatchRecord
from amparo.registry.threshold import least_kept

if TYPE_CHECKING:
    from amparo.cases.models import Case

MOST = 50
DUPLICATE_TASK, REPORT_TASK = "possible_duplicate", "possible_report_match"
TASKS = {"duplicate": DUPLICATE_TASK, "report": REPORT_TASK}
type Tells = Callable[[CaseFile], Iterable[UUID]]
_TELLS: list[Tells] = []


def tells(function: Tells) -> Tells:
    """Register a function that finds on a file of which others somebody said whether they are of the same child."""
    _TELLS.append(function)
    return function


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two files in their places: `child`, whose people may know of it, and the other."""

    child: Case
    other: Case
    kind: str
    match: Match


def look_for(case_id: UUID) -> None:
    """Keep every pair of this file with another that is likely enough; what is so no more grows stale.

    For the worker. Raises `MatcherSilent`.
    """
    case = unerased_case(case_id)
    if case is None:
        return
    _note_decided(case)
    found = matcher.find_all(case_id, top=MOST, at_least=least_kept())
    others = cases_by_id(match.case for match in found)
    pairs = [_pair(case, others[match.case], match) for match in found if match.case in others]
    kept = {pair for one in pairs if one for pair in [(one.child.id, one.other.id)] if _keep(one)}
    waiting = Candidate.objects.filter(Q(child=case) | Q(other=case), state="open")
    for row in waiting:
        if (row.child_id, row.other_id) not in kept:
            _let_go(row)


def _note_decided(case: Case) -> None:
    """How the files stood when somebody said whether they are of one child: whatever changes from here on counts as new."""
    for row in Candidate.objects.filter(Q(child=case) | Q(other=case), state="decided", child_fingerprint=""):
        child, other = _fingerprints(row.child_id, row.other_id)
        Candidate.objects.filter(id=row.id).update(child_fingerprint=child, other_fingerprint=other)


def _pair(case: Case, other: Case, match: Match) -> _Pair | None:
    """Who may know: of two cases the people of the older, of a case and a report those of the case."""
    if case.kind == other.kind == REPORT:
        return None
    if case.kind == other.kind:
        first, second = sorted((case, other), key=lambda one: (one.opened_at, one.id))
        return _Pair(first, second, "duplicate", match)
    child, report = (case, other) if case.kind == CHILD else (other, case)
    return _Pair(child, report, "report", match)


def _keep(pair: _Pair) -> bool:
    """Write the pair down as it is now, and leave a task when it is to be asked about; whether it stays open."""
    with case_transaction(pair.child.id):
        with open_case_for_transaction(pair.other.id):
            theirs = read_file(pair.other.id, pair.other.country)
        before = Candidate.objects.filter(child=pair.child, other=pair.other).first()
        state = _state(pair, before, theirs)
        columns = _columns(pair) | {"state": state}
        if before is None:
            Candidate.objects.create(child=pair.child, other=pair.other, found_at=clock.now(), **columns)
        else:
            Candidate.objects.filter(id=before.id).update(**columns)
        if state == "open" and (before is None or before.state != "open"):
            _leave_task(pair)
    return state == "open"


def _state(pair: _Pair, before: Candidate | None, theirs: CaseFile) -> str:
    """`decided` once somebody has said whether they are one child, until something about one of them changes."""
    if before is not None and before.state == "decided":
        now, then = _fingerprints(pair.child.id, pair.other.id), (before.child_fingerprint, before.other_fingerprint)
        return "decided" if now == then or _are_linked(pair) else "open"
    if before is not None and before.state == "open":
        return "open"
    ours = read_file(pair.child.id, pair.child.country)
    is_said = pair.other.id in told_of(ours) or pair.child.id in told_of(theirs)
    return "decided" if is_said or _are_linked(pair) else "open"


def told_of(file: CaseFile) -> set[UUID]:
    """Files of which somebody said on this one, or was told from the other, whether they are of the same child."""
    return {other for function in _TELLS for other in function(file)}


@tells
def _cases_told_of(file: CaseFile) -> Iterable[UUID]:
    for entry in file.all("register", "record_duplicate", "record_link"):
        named = [*entry.get("distinct_from", []), *entry.get("siblings", [])]
        yield from map(UUID, named + [entry[name] for name in ("other", "case") if name in entry.body])


def _are_linked(pair: _Pair) -> bool:
    return Kinship.objects.filter(case=pair.child.id, other=pair.other.id, kind="same", ended_at=None).exists()


def _fingerprints(*cases: UUID) -> tuple[str, ...]:
    known: dict[UUID, str] = dict(MatchRecord.objects.filter(case__in=cases).values_list("case", "fingerprint"))
    return tuple(known.get(case, "") for case in cases)


def _columns(pair: _Pair) -> dict[str, Any]:
    child, other = _fingerprints(pair.child.id, pair.other.id)
    return {
        "kind": pair.kind,
        "probability": pair.match.probability,
        "evidence": pair.match.evidence,
        "child_fingerprint": child,
        "other_fingerprint": other,
    }


def _leave_task(pair: _Pair) -> None:
    """For the supervisors who answer for the child: its detail names the other file, and nothing else of it."""
    agency, _ = find_responsible(pair.child.id)
    detail = {"number": pair.other.number, **({"report": str(pair.other.id)} if pair.kind == "report" else {})}
    task = NewTask(TASKS[pair.kind], agency=agency, role="protection_supervisor", detail=detail, compartments=EVERY)
    create_task(pair.child.id, task, at=clock.now())


def _let_go(row: Candidate) -> None:
    """What speaks for it no longer suffices: nobody is asked any more."""
    with case_transaction(row.child_id):
        Candidate.objects.filter(id=row.id, state="open").update(state="stale")
        asked = (TASKS[row.kind], {"number": case_number(row.other_id)})
        close_tasks(row.child_id, [asked], by=None, at=clock.now())


def settle(child_id: UUID, other_id: UUID) -> None:
    """Somebody said whether the two are one child. Within the act, while the case `child_id` is judged.

    The worker, who reads both, notes how they stood (`_note_decided`).
    """
    asked = Candidate.objects.filter(child=child_id, other=other_id)
    if asked.update(state="decided", child_fingerprint="", other_fingerprint=""):
        ask_to_look(child_id)
