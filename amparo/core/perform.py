"""The pipeline through which every change to a child's situation goes (`architecture.md` §2).

Lock, access, request, law, apply, event, effects: one transaction that refuses to nest. A refusal is rolled back first
and then recorded as its own event.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amparo.core import clock, events
from amparo.core.access import judge_whole_case, require_role
from amparo.core.actor import Actor
from amparo.core.acts import ACTS, Act, ActInput, Action, Effects
from amparo.core.approvals import take
from amparo.core.canonical import FIRST_HASH
from amparo.core.compartments import GENERAL, Compartment
from amparo.core.days import local_time
from amparo.core.effects import end_tasks, leave_tasks, sync_deadlines, tasks_from_warnings
from amparo.core.facts import Question, facts_of
from amparo.core.file import CaseFile, Entry, read_file
from amparo.core.ids import new_case_number, new_id
from amparo.core.judgement import Judged, judge, refusal_members, rests_on, visible_blocks
from amparo.core.keys import new_wrapped_key
from amparo.core.models import CHILD, REPORT, STATEMENT_TABLES, Case, Event
from amparo.core.params import Asking
from amparo.core.problems import BadInput, FieldError, NotVisible, Refused, Stale
from amparo.core.text import t
from amparo.law import RULES, RULES_VERSION, Facts

MAY_LIE_BACK = timedelta(hours=72)
MAY_LIE_AHEAD = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Context:
    """What an act's `apply()` may need: who, when, the file before the act, and the facts that were judged."""

    by: Actor
    at: datetime
    occurred_at: datetime
    file: CaseFile
    facts: Facts
    entry_id: UUID


@dataclass(frozen=True, slots=True)
class Happened:
    """What subscribers learn: the act, the case, the file with the new entry in it, and the facts as they are now."""

    act: Act
    given: ActInput
    case: Case
    file: CaseFile
    facts: Facts
    entry: Entry
    event: Event
    context: Context


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done. `judged` is empty for records; `event` is None after a dry run."""

    case: Case
    event: Event | None
    entry: Entry | None
    judged: tuple[Judged, ...]


class Subscriber(Protocol):
    """Called inside the transaction of the act; raising rolls it back."""

    def __call__(self, happened: Happened) -> None: ...


SUBSCRIBERS: list[Subscriber] = []
REPORT_SUBSCRIBERS: list[Subscriber] = []


def subscribe(subscriber: Subscriber) -> Subscriber:
    """Register a function that hears of every act on a child's case, in order of registration."""
    SUBSCRIBERS.append(subscriber)
    return subscriber


def subscribe_to_reports(subscriber: Subscriber) -> Subscriber:
    """Register a function that hears of every act on a report of a missing child; its `facts` are none."""
    REPORT_SUBSCRIBERS.append(subscriber)
    return subscriber


def perform(
    code: str,
    case_id: UUID | None,
    given: ActInput,
    *,
    by: Actor,
    if_version: int | None = None,
    dry_run: bool = False,
    finish: Callable[[Outcome], None] | None = None,
) -> Outcome:
    """Do an act, or state a record, on a case (`case_id` is None for the act that opens one).

    `finish` runs as the last step of the transaction. Raises `RoleMayNot`, `NotVisible`, `Stale`, `BadInput`,
    `Refused` (which leaves an event of its own) and what the act itself raises.
    """
    declared = ACTS[code]
    require_role(by, declared)
    try:
        with transaction.atomic(durable=True):
            outcome = _perform(declared, case_id, given, by, if_version, dry_run=dry_run)
            if finish and not dry_run:
                finish(outcome)
    except Refused as refused:
        if not dry_run:
            _record_refusal(declared, case_id, given, by, refused)
        raise
    return outcome


def _perform(
    declared: Act, case_id: UUID | None, given: ActInput, by: Actor, if_version: int | None, *, dry_run: bool
) -> Outcome:
    at = clock.now()
    occurred_at = _when(given, at)
    case = _lock(declared, case_id, by, if_version) if case_id else _new_case(declared, given, at)
    file = read_file(case.id, case.country) if case_id else CaseFile(case.id, case.country, ())
    declared.check(file, given)
    judged = _judge(declared, case, file, given, by, at, occurred_at)
    if dry_run:
        transaction.set_rollback(True)
        return Outcome(case, None, None, judged)
    facts = judged[-1].request.facts if judged else _facts_now(case, file, at)
    context = Context(by, at, occurred_at, file, facts, new_id())
    if not case_id:
        case.save(force_insert=True)
    effects = declared.apply(case, given, context)
    entry = _state(declared, case, given, context, effects)
    event = _append(declared, case, given, by, occurred_at, entry, judged)
    case.version += 1
    case.save(update_fields=["version", "last_seq", "last_hash", "country"])
    after = replace(file, country=case.country, entries=_in_order(file.entries, entry))
    now_facts = _facts_now(case, after, at)
    if case.kind == CHILD:  # the law's deadlines are owed to a child who is here
        sync_deadlines(case, now_facts, at, judged)
    end_tasks(case, (*_ended(declared, given), *effects.done), by=by, at=at)
    leave_tasks(case, effects.tasks + tasks_from_warnings(judged), by=by, at=at, entry=entry.id)
    happened = Happened(declared, given, case, after, now_facts, entry, event, context)
    for subscriber in SUBSCRIBERS if case.kind == CHILD else REPORT_SUBSCRIBERS:
        subscriber(happened)
    return Outcome(case, event, entry, judged)


def _facts_now(case: Case, file: CaseFile, at: datetime) -> Facts:
    """The facts of a child; a report says what others remember, from which the law concludes nothing."""
    return facts_of(file, Question(at)) if case.kind == CHILD else Facts()


def _ended(declared: Act, given: ActInput) -> list[tuple[str, dict[str, Any]]]:
    return [(code, declared.concerns(given)) for code in sorted(declared.ends)]


def _when(given: ActInput, at: datetime) -> datetime:
    occurred_at = given.occurred_at or at
    if not at - MAY_LIE_BACK <= occurred_at <= at + MAY_LIE_AHEAD:
        words = t("Puede anotar lo ocurrido en las últimas 72 horas, y no en el futuro.",
                  "You may enter what occurred in the last 72 hours, and not in the future.")  # fmt: skip
        raise BadInput(FieldError("occurred_at", words))
    return occurred_at


def _lock(declared: Act, case_id: UUID, by: Actor, if_version: int | None) -> Case:
    """The case, locked, its whole file open to this transaction; only for those whom the act lets reach it."""
    declared.require_reach(by, case_id)
    judge_whole_case(case_id)
    case = Case.objects.select_for_update(of=("self",)).filter(id=case_id, kind__in=declared.about).first()
    if case is None:
        raise NotVisible
    if if_version is not None and case.version != if_version:
        raise Stale(t("Lea lo que cambió y confirme.", "Read what changed, then confirm."))
    return case


def _new_case(declared: Act, given: ActInput, at: datetime) -> Case:
    country = getattr(given, "country", None) or settings.NODE
    case_id = new_id()
    judge_whole_case(case_id)
    return Case(
        id=case_id,
        number=new_case_number(country),
        kind=CHILD if CHILD in declared.about else REPORT,
        country=country,
        opened_at=at,
        last_hash=FIRST_HASH,
        sealing_key=new_wrapped_key(str(case_id)),
    )


def _judge(
    declared: Act, case: Case, file: CaseFile, given: ActInput, by: Actor, at: datetime, occurred_at: datetime
) -> tuple[Judged, ...]:
    """The law's answer for then, if the act lies back, and for now: both must allow. Raises `Refused`."""
    if not isinstance(declared, Action):
        require_signature(declared, case, file, given, by)
        return ()
    signature = take(case, declared.code, given, kind="signature", by=by)
    override = take(case, declared.code, given, kind="override", by=by)
    moments = [occurred_at, at] if given.occurred_at is not None and occurred_at < at else [at]
    judged = tuple(
        judge(Asking(declared.code, file.until(moment), given, by, moment, signature, override), local_time(moment))
        for moment in moments
    )
    failed = next((one for one in reversed(judged) if not one.decision.allowed), None)
    if failed:
        raise Refused(failed.decision, failed.request, refusal_members(failed, by))
    return judged


def require_signature(declared: Act, case: Case, file: CaseFile, given: ActInput, by: Actor) -> None:
    """Some records need a second signature too. Raises `BadInput`, saying how to get it."""
    approval = take(case, declared.code, given, kind="signature", by=by)
    needed = getattr(declared, "needs_signature", None)
    if needed and approval is None and needed(file, given):
        words = t("Este registro necesita la firma de otra persona formada de la institución de protección.",
                  "This record needs the signature of another trained person of the protection agency.")  # fmt: skip
        raise BadInput(FieldError("signature", words))


def _state(declared: Act, case: Case, given: ActInput, context: Context, effects: Effects) -> Entry:
    """Store what the act said, each part in the table of its compartment."""
    parts = declared.parts(given)
    for compartment, more in effects.stated.items():
        parts[compartment] = parts.get(compartment, {}) | more
    parts = parts or {declared.compartment: {}}
    seq = case.last_seq + 1
    common = dict(
        entry=context.entry_id,
        case=case,
        act=declared.code,
        seq=seq,
        by=context.by.id,
        agency=context.by.agency,
        occurred_at=context.occurred_at,
        recorded_at=context.at,
    )
    for table in STATEMENT_TABLES:
        if table.compartment in parts:
            table(body=parts[table.compartment], **common).save(force_insert=True)
    body = {name: value for part in parts.values() for name, value in part.items()}
    return Entry(
        context.entry_id,
        declared.code,
        seq,
        body,
        context.by.id,
        context.by.agency,
        context.occurred_at,
        context.at,
        parts,
    )


def _append(
    declared: Act,
    case: Case,
    given: ActInput,
    by: Actor,
    occurred_at: datetime,
    entry: Entry,
    judged: tuple[Judged, ...],
) -> Event:
    compartments = declared.covers().union(entry.parts)
    coded = {"outcome": "done", **declared.coded(given)}
    warned = sorted({w.rule for one in judged for w in one.decision.warnings if rests_on(w.rule) <= compartments})
    if warned:
        coded["warnings"] = warned
    sealed = {
        "entry": str(entry.id),
        "parts": entry.parts,
        "judged": [one.stored() for one in judged],
        "rules": RULES_VERSION,
    }
    return events.append(
        case, act=declared.code, coded=coded, sealed=sealed, by=by, occurred_at=occurred_at, compartments=compartments
    )


def _in_order(entries: tuple[Entry, ...], new: Entry) -> tuple[Entry, ...]:
    return tuple(sorted((*entries, new), key=lambda entry: (entry.occurred_at, entry.seq)))


def _record_refusal(declared: Act, case_id: UUID | None, given: ActInput, by: Actor, refused: Refused) -> None:
    """A refusal is itself an event: of the case, or of the node when the case was never opened."""
    with transaction.atomic(durable=True):
        case = None
        if case_id:
            judge_whole_case(case_id)
            case = Case.objects.select_for_update(of=("self",)).get(id=case_id)
        parts = declared.parts(given)
        told = visible_blocks(refused.decision, by)
        judged = Judged(refused.request, refused.decision)
        events.append(
            case,
            act=declared.code,
            coded={"outcome": "refused", "blocks": [{"rule": b.rule, "code": b.code, "level": b.level} for b in told]},
            sealed={"parts": parts, "judged": [judged.stored()], "rules": RULES_VERSION},
            by=by,
            occurred_at=refused.request.as_of,
            compartments=declared.covers().union(parts, *map(rests_on, _rules_of(declared))),
        )
        if case:
            case.save(update_fields=["last_seq", "last_hash"])


def _rules_of(declared: Act) -> list[str]:
    """Whether a refusal is seen must not depend on which of these refused: that would tell what they rest on."""
    return [rule.id for rule in RULES.values() if declared.code in rule.guards]


def note(
    case: Case, *, act: str, body: dict[str, Any], by: Actor, at: datetime, compartment: Compartment = GENERAL
) -> None:
    """What an act on one case leaves on another's file: a statement with an event of its own. The case is locked."""
    table = next(one for one in STATEMENT_TABLES if one.compartment == compartment)
    entry_id = new_id()
    common = dict(entry=entry_id, case=case, act=act, by=by.id, agency=by.agency, occurred_at=at, recorded_at=at)
    table(body=body, seq=case.last_seq + 1, **common).save(force_insert=True)
    sealed = {"entry": str(entry_id), "parts": {compartment: body}, "judged": [], "rules": RULES_VERSION}
    events.append(
        case,
        act=act,
        coded={"outcome": "done"},
        sealed=sealed,
        by=by,
        occurred_at=at,
        compartments=frozenset({compartment}),
    )
    case.version += 1
    case.save(update_fields=["version", "last_seq", "last_hash"])
    if case.kind == CHILD:
        sync_deadlines(case, facts_of(read_file(case.id, case.country), Question(at)), at)
