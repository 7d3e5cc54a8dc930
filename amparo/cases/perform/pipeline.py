"""Perform an act.

Lock, access, law, apply, event, effects, in one transaction that refuses to nest. A refusal is rolled back first and
then recorded as its own event.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amparo.cases.access import as_told, reads_every_group
from amparo.cases.act import ACTS, ActContext, ActInput, Action, AnyAct, Record
from amparo.cases.approvals import use_approval
from amparo.cases.deadlines import sync_deadlines
from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.file import CaseFile, Entry, read_file, visible_version
from amparo.cases.judgement import Judgement, judge
from amparo.cases.kinds import CHILD, REPORT
from amparo.cases.models import Case
from amparo.cases.numbers import new_case_number
from amparo.cases.param_providers import DecisionContext
from amparo.cases.perform.refusals import record_refusal
from amparo.cases.perform.statements import append_act_event, write_act_statement
from amparo.cases.perform.subscribers import STEPS_BEFORE_EVENT, SUBSCRIBERS, ActPerformed, ActStated
from amparo.cases.problems import Refused
from amparo.cases.rights import require_role
from amparo.cases.task_steps import close_tasks, create_tasks, tasks_from_warnings
from amparo.cases.transaction import (
    as_its_reader_sees,
    keeping_case_rows,
    lock_cases,
    lock_rows,
    open_case_for_transaction,
)
from amparo.cases.visibility import refusal_members, visible_blocks
from amparo.law import Facts
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.canonical import FIRST_HASH
from amparo.ledger.ids import new_id
from amparo.ledger.kept_rows import keep
from amparo.ledger.keys import new_wrapped_key
from amparo.ledger.problems import BadInput, FieldError, NotVisible, Restricted, Stale
from amparo.ledger.text import t
from amparo.ledger.transaction import run_in_transaction

if TYPE_CHECKING:
    from amparo.ledger.models import Event

MAX_BACKDATING: Final = timedelta(hours=72)
MAX_POSTDATING: Final = timedelta(minutes=5)
NOT_COMPETENT: Final = "actor_not_competent"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done.

    `judgements` is empty for records; `event` and `entry` are None after a dry run.
    """

    case: Case
    event: Event | None
    entry: Entry | None
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One call of `perform`: what is tried, by whom, when."""

    act: AnyAct
    case_id: UUID | None
    given: ActInput
    by: Actor
    if_version: int | None
    at: datetime

    @property
    def occurred_at(self) -> datetime:
        """Return when it happened, as stated; now unless it is said."""
        return self.given.occurred_at or self.at

    @property
    def is_backdated(self) -> bool:
        """Return whether it is stated to have happened earlier."""
        return self.given.occurred_at is not None and self.given.occurred_at < self.at


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
    """Perform an act, an action or a record, on a case.

    `case_id` is None for the act that opens one.

    `finish` runs as the last step of the transaction. Raises `RoleMayNot`, `NotVisible`, `Stale`, `BadInput`,
    `Refused` (which leaves an event of its own) and what the act itself raises.
    """
    act = ACTS[code]
    require_role(by, act)

    def work() -> Outcome:
        outcome = _perform(_Attempt(act, case_id, given, by, if_version, clock.now()), dry_run=dry_run)
        if finish and not dry_run:
            finish(outcome)
        return outcome

    try:
        return run_in_transaction(work)
    except Refused as refused:
        if not dry_run:
            record_refusal(act, case_id, given, by, refused)
        raise


def _perform(attempt: _Attempt, *, dry_run: bool) -> Outcome:
    _require_possible_time(attempt)
    if attempt.case_id is not None:
        attempt.act.require_access(attempt.by, attempt.case_id)
    case_id = attempt.case_id or new_id()
    with open_case_for_transaction(case_id), keeping_case_rows():
        case, others = _lock(attempt, case_id)
        file = read_file(case.id, case.country) if attempt.case_id else CaseFile(case.id, case.country, ())
        _require_after_opening(attempt, file)
        lock_rows(attempt.act.rows_to_lock(file, attempt.given))
        attempt.act.check(file, attempt.given)
        attempt.act.require_author(file, attempt.given, attempt.by)
        judgements = _judge(attempt, case, file, dry_run=dry_run)
        if dry_run:
            transaction.set_rollback(True)
            return Outcome(case, None, None, judgements)
        judged = judgements[-1].request.facts if judgements else None
        context = ActContext(attempt.by, attempt.at, attempt.occurred_at, file, judged, new_id(), others)
        return _carry_out(attempt, case, context, judgements)


def _require_possible_time(attempt: _Attempt) -> None:
    if not attempt.at - MAX_BACKDATING <= attempt.occurred_at <= attempt.at + MAX_POSTDATING:
        words = t("Puede anotar lo ocurrido en las últimas 72 horas, y no en el futuro.",
                  "You may enter what occurred in the last 72 hours, and not in the future.")  # fmt: skip
        raise BadInput(FieldError("occurred_at", words))


def _require_after_opening(attempt: _Attempt, file: CaseFile) -> None:
    """Refuse what is said to have occurred on a case before there was one.

    Of that time the file knows nothing, and the law would be asked of a child without an age.
    """
    opened_at = next((entry.occurred_at for entry in file.entries if ACTS[entry.act].opens_case), None)
    if opened_at is not None and attempt.occurred_at < opened_at:
        words = t("No puede haber ocurrido antes de abrirse el expediente: diga en el texto cuándo fue.",
                  "It cannot have occurred before the case was opened: say in the text when it was.")  # fmt: skip
        raise BadInput(FieldError("occurred_at", words))


def _lock(attempt: _Attempt, case_id: UUID) -> tuple[Case, dict[UUID, Case]]:
    """Lock the case and the others that the act will change, in order of their ids."""
    act = attempt.act
    others = act.cases_to_lock(attempt.case_id, attempt.given)
    if attempt.case_id is None:
        return _build_case(attempt, case_id), lock_cases(others)
    locked = lock_cases([*others, case_id])
    case = locked.pop(case_id)
    if case.kind not in act.case_kinds:
        raise NotVisible
    _require_version(attempt, case.id)
    return case, locked


def _require_version(attempt: _Attempt, case_id: UUID) -> None:
    """Raise `Stale` unless the actor acts on what they would read now.

    What changed in compartments that they may not read is nothing to them: it must not show here either.
    """
    if attempt.if_version is None:
        return
    with as_its_reader_sees():
        version = visible_version(case_id)
    if version != attempt.if_version:
        raise Stale(t("Lea lo que cambió y confirme.", "Read what changed, then confirm."))


def _build_case(attempt: _Attempt, case_id: UUID) -> Case:
    country = getattr(attempt.given, "country", None) or settings.NODE
    return Case(
        id=case_id,
        number=new_case_number(country),
        kind=CHILD if CHILD in attempt.act.case_kinds else REPORT,
        country=country,
        opened_at=attempt.at,
        last_hash=FIRST_HASH,
        sealing_key=new_wrapped_key(str(case_id)),
    )


def _compute_current_facts(case: Case, file: CaseFile, at: datetime) -> Facts:
    """Return the facts of a child.

    A report says what others remember, from which the law concludes nothing.
    """
    return compute_facts(file, FactQuery(at)) if case.kind == CHILD else Facts()


def _judge(attempt: _Attempt, case: Case, file: CaseFile, *, dry_run: bool) -> tuple[Judgement, ...]:
    """Ask the law for then, if the act lies back, and for now: both must allow.

    Who only tries is told of no reason that they may not read, not even that there is one: a trial leaves no trace, and
    would tell of every child who asked for asylum. Raises `Refused`.
    """
    act, given, by = attempt.act, attempt.given, attempt.by
    signature = use_approval(case, act.code, given, kind="signature", by=by)
    if not isinstance(act, Action):
        _require_no_override(given)
        _require_signature(act, file, given, is_signed=signature is not None)
        return ()
    override = use_approval(case, act.code, given, kind="override", by=by)
    moments = [attempt.occurred_at, attempt.at] if attempt.is_backdated else [attempt.at]
    judgements = tuple(
        judge(DecisionContext(act.code, file.until(moment), given, by, moment, signature, override))
        for moment in moments
    )
    _require_own_competence(attempt, judgements)
    failed = next((judgement for judgement in reversed(judgements) if not judgement.decision.allowed), None)
    if failed or dry_run:  # a trial asks as much whatever comes of it
        told = by if attempt.case_id is None else as_told(by, case.id)
        if failed and (not dry_run or visible_blocks(failed.decision, told)):
            raise Refused(failed.decision, failed.request, refusal_members(failed, told))
    return judgements


def _require_own_competence(attempt: _Attempt, judgements: tuple[Judgement, ...]) -> None:
    """Refuse what only a danger would let a recipient of a part of the case do.

    They may state the danger themselves: it calls the authority that answers for the child, and gives nobody the child.
    """
    warned = {warning.code for judgement in judgements for warning in judgement.decision.warnings}
    if attempt.case_id is None or NOT_COMPETENT not in warned or reads_every_group(attempt.by, attempt.case_id):
        return
    words = t("Se le envió una parte del expediente: aun con peligro esto lo hace la autoridad de protección. Llámela.",
              "A part of the case was sent to you: even in danger this is for the protection authority. Call it.",
              )  # fmt: skip
    raise Restricted(words)


def _require_no_override(given: ActInput) -> None:
    """Refuse an override where the law refuses nothing: it would be used for nothing."""
    if given.override:
        words = t("Aquí no hay espera que levantar: quítelo.", "There is no hold here to lift: remove it.")
        raise BadInput(FieldError("override", words))


def _require_signature(act: AnyAct, file: CaseFile, given: ActInput, *, is_signed: bool) -> None:
    """Refuse a record that needs a second signature, saying how to get it."""
    if isinstance(act, Record) and not is_signed and act.needs_signature(file, given):
        words = t("Este registro necesita la firma de otra persona formada de la institución de protección.",
                  "This record needs the signature of another trained person of the protection agency.")  # fmt: skip
        raise BadInput(FieldError("signature", words))


def _carry_out(attempt: _Attempt, case: Case, context: ActContext, judgements: tuple[Judgement, ...]) -> Outcome:
    """Apply the act, its deadlines and tasks, append the event, tell subscribers.

    The event keeps every row that was changed until then.
    """
    act, given, at = attempt.act, attempt.given, attempt.at
    if attempt.case_id is None:
        case.save(force_insert=True)
        keep(case)
    effects = act.apply(case, given, context)
    entry = write_act_statement(act, case, given, context, effects)
    for step in STEPS_BEFORE_EVENT[case.kind]:
        step(ActStated(act, case, entry, context))
    file = replace(context.file, country=case.country, entries=_insert_in_order(context.file.entries, entry))
    facts = _compute_current_facts(case, file, at)
    if case.kind == CHILD:  # the law's deadlines are owed to a child who is here
        sync_deadlines(case, facts, at, judgements)
    closed = [(code, act.closed_task_detail(given)) for code in sorted(act.closes_tasks)]
    close_tasks(case.id, [*closed, *effects.closed_tasks], by=attempt.by, at=at)
    create_tasks(case, effects.tasks + tasks_from_warnings(judgements), by=attempt.by, at=at, entry=entry.id)
    event = append_act_event(act, case, given, attempt.by, entry, judgements)
    case.save_chain_end()
    performed = ActPerformed(act, given, case, file, facts, entry, event, context)
    for subscriber in SUBSCRIBERS[case.kind]:
        subscriber(performed)
    return Outcome(case, event, entry, judgements)


def _insert_in_order(entries: tuple[Entry, ...], new: Entry) -> tuple[Entry, ...]:
    return tuple(sorted((*entries, new), key=lambda entry: (entry.occurred_at, entry.seq)))
