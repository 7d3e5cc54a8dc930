"""Reads of the core: what may be done on a case, its events, deadlines, tasks."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from amparo.core import clock, events
from amparo.core.access import judge_whole_case, policy, require_sight
from amparo.core.actor import Actor
from amparo.core.acts import ACTS, Act, ActInput
from amparo.core.canonical import instant
from amparo.core.compartments import EVERY, Compartment
from amparo.core.days import local_time
from amparo.core.facts import Question, facts_of
from amparo.core.file import CaseFile, read_file
from amparo.core.judgement import Judged, deadline_rests_on, judge, restricted_block, rests_on, told
from amparo.core.models import CHILD, Approval, Case, Deadline, Event, Task
from amparo.core.params import Asking
from amparo.core.problems import NotVisible, Restricted
from amparo.law import ACTIONS, RULES, facts_to_json

NOT_ON_A_CASE = frozenset({"register", "publish_statistics"})


def visible_case(case_id: UUID, *, by: Actor, kind: str = CHILD) -> Case:
    """One child's case, or one report. Raises `NotVisible`, also for one of the other kind. Two queries."""
    require_sight(by, case_id)
    case = Case.objects.filter(id=case_id, kind=kind).first()
    if case is None:
        raise NotVisible
    return case


def file_for(case: Case, *, by: Actor) -> CaseFile:
    """The file of a case as far as `by` may read it. One query."""
    return read_file(case.id, case.country)


def whole_file(case: Case) -> CaseFile:
    """The whole file, for judging only: never shown. Call after `visible_case`. Two queries in a transaction."""
    with transaction.atomic():
        judge_whole_case(case.id)
        return read_file(case.id, case.country)


def file_to_judge(case: Case, *, by: Actor) -> CaseFile | None:
    """The whole file, for judging what `by` could do; None for who reads their own entries alone. Three queries.

    Those learn nothing of how the case stands.
    """
    return whole_file(case) if policy().sees_whole(by, case.id) else None


def hash_of(case: Case, seq: int) -> str:
    """The hash of one event, also for those who may read only a part of what it covers: it tells nothing by itself.

    Call after `visible_case`, for an entry that the reader sees. Two queries in a transaction.
    """
    with transaction.atomic():
        judge_whole_case(case.id)
        return Event.objects.values_list("hash", flat=True).get(case=case.id, seq=seq)


def facts_json(case: Case, *, by: Actor, action: str = "") -> dict[str, Any]:
    """All facts now, defaults written out. Raises `Restricted` unless `by` holds every compartment."""
    if not by.reads(EVERY):
        raise Restricted
    return facts_to_json(facts_of(whole_file(case), Question(clock.now(), action)))


def case_actions() -> list[Act]:
    """The kernel's actions on a case, in the kernel's order."""
    return [ACTS[code] for code in ACTIONS if code in ACTS and code not in NOT_ON_A_CASE]


def judged_without_input(
    declared: Act, file: CaseFile, *, by: Actor, at: datetime, supposing: ActInput | None = None
) -> Judged:
    """The law's answer on an action with the parameters that need no input, the others as supposed or at their default."""
    return judge(Asking(declared.code, file, supposing, by, at), local_time(at))


def state_of(judged: Judged) -> str:
    """`blocked` when a rule fails that reads only facts, country and actor; else `ready`."""
    return "blocked" if any(RULES[block.rule].needs == "facts" for block in judged.decision.blocks) else "ready"


def next_actions(case: Case, *, by: Actor) -> list[dict[str, Any]]:
    """Every action on the case with its state and what stands in its way, in words. As `file_to_judge`, and the parameters."""
    return actions_on(file_to_judge(case, by=by), by=by)


def actions_on(file: CaseFile | None, *, by: Actor) -> list[dict[str, Any]]:
    """`next_actions` on a file that was read with `file_to_judge`. The parameters' queries."""
    at = clock.now()
    return [_standing(declared, file, by, at) for declared in case_actions()]


def next_action(code: str, case: Case, *, by: Actor, supposing: ActInput | None = None) -> dict[str, Any]:
    """One action on the case, as `next_actions` would show it. As `file_to_judge`, and the parameters.

    `supposing`: what the person would state, where only what is on record is asked about.
    """
    return _standing(ACTS[code], file_to_judge(case, by=by), by, clock.now(), supposing)


def _standing(
    declared: Act, file: CaseFile | None, by: Actor, at: datetime, supposing: ActInput | None = None
) -> dict[str, Any]:
    if file is None:
        return _action(declared, "blocked", [restricted_block()], by)
    judged = judged_without_input(declared, file, by=by, at=at, supposing=supposing)
    return _action(declared, state_of(judged), told(judged.decision.blocks, by), by)


def _action(declared: Act, state: str, blocks: list[dict[str, Any]], by: Actor) -> dict[str, Any]:
    return {
        "code": declared.code,
        "title": str(declared.title),
        "state": state,
        "allowed": state == "ready",
        "blocks": blocks,
        "may": policy().role_may(by, declared),
    }


def last_signer(case: Case, act: str) -> UUID | None:
    """Who gave the second signature with which this act was last done. One query."""
    given = Approval.objects.filter(case=case, act=act, kind="signature", used_at__isnull=False)
    return given.order_by("-used_at").values_list("by", flat=True).first()


def chain(case: Case, *, by: Actor) -> list[dict[str, Any]]:
    """The events of a case that `by` may read, oldest first, each with what of it they may open. One query."""
    key = bytes(case.sealing_key) if case.sealing_key else None
    return [
        {**events.hashed_members(event), "opened": opened_for(event, key, by)}
        for event in Event.objects.filter(case=case.id).order_by("seq")
    ]


def opened_for(event: Event, key: bytes | None, by: Actor) -> dict[str, Any] | None:
    """What of a sealed event this reader may read: the parts of their compartments, or all of their own entry."""
    sealed = events.opened(event, key)
    if sealed is None:
        return None
    own = event.actor == str(by.id)
    parts = {name: part for name, part in sealed["parts"].items() if own or Compartment(name) in by.compartments}
    shown: dict[str, Any] = {"entry": sealed.get("entry"), "parts": parts, "rules": sealed["rules"]}
    if by.reads(EVERY):
        return shown | {"judged": sealed["judged"]}
    shown["judged"] = [{"decision": _decision_for(one["decision"], by)} for one in sealed["judged"]]
    return shown


def _decision_for(decision: dict[str, Any], by: Actor) -> dict[str, Any]:
    blocks = [block for block in decision["blocks"] if by.reads(rests_on(block["rule"]))]
    if len(blocks) < len(decision["blocks"]):
        blocks.append({"rule": None, "code": "restricted", "level": "deny"})
    return decision | {
        "blocks": blocks,
        "warnings": [w for w in decision["warnings"] if by.reads(rests_on(w["rule"]))],
        "deadlines": [d for d in decision["deadlines"] if by.reads(deadline_rests_on(d["code"]))],
    }


def deadlines_of_case(case: Case, *, by: Actor) -> QuerySet[Deadline]:
    """Deadlines of the case that `by` may know of, the open ones first, the earliest first. One query."""
    known = Deadline.objects.filter(case=case, case__in=policy().whole_cases(by))
    return known.filter(compartments__contained_by=sorted(by.compartments)).order_by(
        F("closed_at").desc(nulls_first=True), "due_at", "code", "id"
    )


def tasks_of_case(case: Case, *, by: Actor) -> QuerySet[Task]:
    """Tasks of the case that `by` may know of, the open ones first. One query."""
    known = Task.objects.filter(case=case, case__in=policy().whole_cases(by))
    return known.filter(compartments__contained_by=sorted(by.compartments)).order_by(
        "done_at", "due_at", "created_at", "code", "id"
    )


def urgency(due_at: datetime | None, at: datetime) -> str:
    """`late` once it is over, `soon` in the last 24 hours, else `ok`."""
    if due_at is None or (left := (due_at - at).total_seconds()) > 24 * 3600:
        return "ok"
    return "late" if left <= 0 else "soon"


def deadline_json(row: Deadline, at: datetime) -> dict[str, Any]:
    """A deadline for the API."""
    return {
        "id": str(row.id),
        "code": row.code,
        "due_at": instant(row.due_at),
        "opened_at": instant(row.opened_at),
        "closed_at": instant(row.closed_at) if row.closed_at else None,
        "state": "done" if row.closed_at else urgency(row.due_at, at),
        "agency": str(row.agency) if row.agency else None,
        "person": str(row.person) if row.person else None,
    }


def task_json(row: Task, at: datetime) -> dict[str, Any]:
    """A task for the API."""
    return {
        "id": str(row.id),
        "code": row.code,
        "detail": row.detail,
        "due_at": instant(row.due_at) if row.due_at else None,
        "created_at": instant(row.created_at),
        "done_at": instant(row.done_at) if row.done_at else None,
        "state": "done" if row.done_at else urgency(row.due_at, at),
        "agency": str(row.agency) if row.agency else None,
        "person": str(row.person) if row.person else None,
    }


def my_deadlines(*, by: Actor, most: int = 400) -> QuerySet[Deadline]:
    """Open deadlines that this person answers for, alone or with their agency, the earliest first. Three queries."""
    return (
        Deadline.objects.filter(
            Q(person=by.id) | Q(person=None),
            agency=by.agency,
            closed_at=None,
            compartments__contained_by=sorted(by.compartments),
        )
        .prefetch_related("case__card")  # of the few that are shown, not of all that are sorted
        .order_by("due_at", "code", "id")[:most]
    )


def my_tasks(*, by: Actor, most: int = 60) -> QuerySet[Task]:
    """Open tasks of this person, of their role, or of their agency, the earliest due first. Three queries."""
    return (
        Task.objects.filter(
            Q(person=by.id) | Q(person=None, role__in=["", by.role], agency=by.agency),
            done_at=None,
            compartments__contained_by=sorted(by.compartments),
        )
        .prefetch_related("case__card")
        .order_by(F("due_at").asc(nulls_last=True), "created_at", "code", "id")[:most]
    )
