"""A look in an emergency ("break-glass").

Reading, for minutes and with a reason, a case one is not involved in. It is read-only and shows what the reader's role
shows anyway: need for protection and trafficking lie in compartments that migration and police never hold. A consulate
opens nothing: whether its look was refused would tell whether the child fears its country. A wrong number gets the same
answer after the same time. The supervisors of the responsible agency are told at once and review it
within 72 hours. Source: *Protección de datos*, PP; the regional guidelines on confidentiality (S2:115, 118).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import F, QuerySet

from amparo.accounts.roles import ROLES
from amparo.cases.access import CaseIds, find_responsible, involvement_condition
from amparo.cases.compartments import GENERAL
from amparo.cases.involvement import involve_for_look
from amparo.cases.models import Case, EmergencyLook, Involvement, Reading, Task
from amparo.cases.numbers import read_case_number
from amparo.cases.roles import SUPERVISOR
from amparo.cases.task_steps import close_tasks
from amparo.cases.transaction import case_transaction, lock_until_commit
from amparo.ledger import clock, events
from amparo.ledger.actor import Actor
from amparo.ledger.kept_rows import add_rows, keep
from amparo.ledger.problems import BadInput, FieldError, NotVisible, Problem, RoleMayNot
from amparo.ledger.text import t
from amparo.ledger.transaction import in_own_transaction

type Look = EmergencyLook
GROUND = "emergency"
TASK = "review_emergency_look"
REVIEWED = "review_emergency_look"
"""The event of a review."""
MAX_MINUTES = 60
MIN_REASON_LENGTH = 10
MAX_REASON_LENGTH = 2000
REVIEW_WITHIN = timedelta(hours=72)
MAX_ATTEMPTS = 5
ATTEMPT_WINDOW = timedelta(hours=1)
RESPONSE_SECONDS = 0.4  # longer than any of the ways to an answer takes


class TooManyAttempts(Problem):
    """Nobody finds out by trying which numbers exist."""

    status, type, title = 429, "too-many", t("Demasiados intentos", "Too many attempts")
    remedy = t(
        "Espere una hora; si una niña, niño o adolescente está en peligro, llame a la autoridad de protección.",
        "Wait an hour; if a child is in danger, call the protection authority.",
    )


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case that is open to its reader until then."""

    case_id: UUID
    number: str
    until: datetime


def open_case(
    number: str, reason: str, minutes: int, *, by: Actor, finish: Callable[[OpenedCase], None] | None = None
) -> OpenedCase:
    """Open a case for reading; `finish` runs as the last step of the transaction.

    Raises `RoleMayNot`, `BadInput`, `TooManyAttempts`; `NotVisible` for a wrong number."""
    if not may_open_in_emergency(by):
        raise RoleMayNot
    _check_input(number, reason, minutes)
    began = time.monotonic()
    opened = _try_to_open(number, reason, minutes, by, finish)
    time.sleep(max(0.0, RESPONSE_SECONDS - (time.monotonic() - began)))
    if opened is None:
        raise NotVisible(t("Ningún expediente se abrió con ese número.", "No case was opened with that number."))
    return opened


@in_own_transaction
def _try_to_open(
    number: str, reason: str, minutes: int, by: Actor, finish: Callable[[OpenedCase], None] | None
) -> OpenedCase | None:
    _require_few_attempts(by)
    opened = _open(number, reason, minutes, by)
    if opened and finish:
        finish(opened)
    return opened


def may_open_in_emergency(by: Actor) -> bool:
    """Return whether this role may open a case for an emergency look."""
    return ROLES[by.role].sees_cases and by.agency is not None and by.org_kind != "consulate"


def _check_input(number: str, reason: str, minutes: int) -> None:
    errors = []
    if not number.strip():
        errors.append(FieldError("number", t("Escriba el número del expediente.", "Write the number of the case.")))
    if not MIN_REASON_LENGTH <= len(reason.strip()) <= MAX_REASON_LENGTH or not reason.replace("\n", " ").isprintable():
        words = t(
            "Escriba por qué lo necesita ahora, de 10 a 2000 letras.", "Write why you need it now, 10 to 2000 letters."
        )
        errors.append(FieldError("reason", words))
    if not 1 <= minutes <= MAX_MINUTES:
        errors.append(FieldError("minutes", t("De 1 a 60 minutos.", "From 1 to 60 minutes.")))
    if errors:
        raise BadInput(*errors)


def _require_few_attempts(by: Actor) -> None:
    """Raise `TooManyAttempts` over the limit.

    One attempt of a person at a time, so that none of many at once is missed.
    """
    lock_until_commit("emergency look", by.id)
    since = clock.now() - ATTEMPT_WINDOW
    if EmergencyLook.objects.filter(person=by.id, at__gt=since).count() >= MAX_ATTEMPTS:
        raise TooManyAttempts(t("Llame a la guardia de protección.", "Call the protection duty line."))


def _open(number: str, reason: str, minutes: int, by: Actor) -> OpenedCase | None:
    """Open the case of this number. One row whatever the answer is."""
    at, case_id = clock.now(), _find_case_id(number)
    if case_id is None:
        _refuse(reason, at, by)
        return None
    with case_transaction(case_id) as case:
        until = at + timedelta(minutes=minutes)
        look = EmergencyLook.objects.create(
            case=case, person=by.id, agency=by.agency, reason=reason.strip(), at=at, until=until
        )
        involve_for_look(case, by.id, GROUND, at=at, until=until)
        _create_review_task(case, look)
        keep(look)
        sealed = {"parts": {GENERAL: {"reason": look.reason}}}
        coded = {"outcome": "done", "minutes": minutes}
        events.append(
            case, act=GROUND, coded=coded, sealed=sealed, by=by, occurred_at=at, compartments=_EVENT_COMPARTMENTS
        )
        case.save_chain_end()
        return OpenedCase(case.id, case.number, until)


_EVENT_COMPARTMENTS = frozenset({GENERAL})


def _refuse(reason: str, at: datetime, by: Actor) -> None:
    EmergencyLook.objects.create(case=None, person=by.id, agency=by.agency, reason=reason.strip(), at=at, until=None)


def _find_case_id(number: str) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("select case_id from app_case_of_number(%s)", [read_case_number(number) or ""])
        row = cursor.fetchone()
    return row[0] if row else None


def _create_review_task(case: Case, look: EmergencyLook) -> None:
    agency, _ = find_responsible(case.id)
    task = Task(
        case=case,
        code=TASK,
        detail={"look": str(look.id)},
        agency=agency,
        role=SUPERVISOR,
        due_at=look.at + REVIEW_WITHIN,
        created_at=look.at,
        created_by=look.person,
        compartments=[GENERAL],
    )
    add_rows(task)


def open_until(case: Case, *, by: Actor) -> datetime | None:
    """Return until when an emergency look lets this person read the case.

    None for all others. One query.
    """
    found = Involvement.objects.filter(involvement_condition(by), case=case).values_list("until", flat=True)
    ends = list(found)
    return max((end for end in ends if end), default=None) if None not in ends else None


def looks_visible_to(*, by: Actor) -> QuerySet[EmergencyLook]:
    """Return a person's own looks, and those at cases that they supervise.

    Unreviewed first, then the latest.
    """
    found = EmergencyLook.objects.select_related("case").order_by(F("reviewed_at").desc(nulls_first=True), "-at")
    mine = found.filter(person=by.id)
    return mine | found.filter(case__in=_supervised_cases(by)) if by.role == SUPERVISOR and by.agency else mine


def _supervised_cases(by: Actor) -> CaseIds:
    return Involvement.objects.filter(ground="responsible", ended_at=None, agency=by.agency).values("case")


def may_review(look: EmergencyLook, *, by: Actor) -> bool:
    """Return whether this person may review a look.

    A supervisor of the responsible agency may, once, never their own look.
    """
    waits = look.case_id is not None and look.reviewed_at is None and look.person != by.id
    return waits and by.role == SUPERVISOR and _supervised_cases(by).filter(case=look.case_id).exists()


def list_readings_during(look: EmergencyLook) -> list[Reading]:
    """Return what the person read of the case while it was open, in order. One query."""
    return list(
        Reading.objects.filter(
            case=look.case_id, person=look.person, at__gte=look.at, at__lte=look.until or look.at
        ).order_by("at")
    )


@in_own_transaction
def review(look_id: UUID, *, justified: bool, words: str, by: Actor) -> EmergencyLook:
    """Say whether it was justified, and why. Raises `NotVisible`, `BadInput`."""
    look = looks_visible_to(by=by).filter(id=look_id).first()
    if look is None or look.case_id is None or not may_review(look, by=by):
        raise NotVisible
    if not MIN_REASON_LENGTH <= len(words.strip()) <= MAX_REASON_LENGTH:
        raise BadInput(
            FieldError("review", t("Escriba el motivo, de 10 a 2000 letras.", "Write the reason, 10 to 2000 letters."))
        )
    at = clock.now()
    look.reviewed_at, look.reviewed_by = at, by.id
    look.justified, look.review = justified, words.strip()
    with case_transaction(look.case_id) as case:
        look.save(update_fields=["reviewed_at", "reviewed_by", "justified", "review"])
        keep(look)
        close_tasks(case.id, [(TASK, {"look": str(look.id)})], by=by, at=at)
        coded = {"outcome": "done", "justified": justified}
        events.append(
            case, act=REVIEWED, coded=coded, sealed={}, by=by, occurred_at=at, compartments=_EVENT_COMPARTMENTS
        )
        case.save_chain_end()
    return look
