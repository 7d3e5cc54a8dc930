"""Second signatures and overrides.

Given by another entitled person on one very input, used once, within 24 hours.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from amparo.cases.access import may_approve, require_involvement
from amparo.cases.act import ACTS, ENVELOPE, ActInput
from amparo.cases.models import Approval, Case
from amparo.cases.transaction import case_transaction
from amparo.cases.visibility import compartments_of_refusals
from amparo.ledger import clock, events
from amparo.ledger.actor import Actor
from amparo.ledger.canonical import sha256
from amparo.ledger.kept_rows import add_rows, keep
from amparo.ledger.problems import BadInput, FieldError, RoleMayNot
from amparo.ledger.text import t
from amparo.ledger.transaction import in_transaction

LIFETIME = timedelta(hours=24)
GIVEN = "give_approval"
"""The code of the event of an approval."""


def hash_input(given: ActInput) -> str:
    """Return the RFC 8785 hash of an input without its envelope.

    What a signature is bound to.
    """
    return sha256(given.model_dump(mode="json", exclude_none=True, exclude=set(ENVELOPE)))


@in_transaction
def give_approval(
    case: Case,
    act: str,
    given: ActInput,
    *,
    kind: str,
    reason: str,
    by: Actor,
    finish: Callable[[Approval], None] = lambda approval: None,
) -> Approval:
    """Sign, or lift with a reason, what another person is about to do.

    `finish` runs as the last step of the transaction. Raises `NotVisible`, and `RoleMayNot` when this person may not
    give it.
    """
    require_involvement(by, case.id)
    if not may_approve(by, case, kind):
        raise RoleMayNot
    at = clock.now()
    with case_transaction(case.id) as locked:
        approval = Approval(
            case=locked,
            kind=kind,
            act=act,
            input_hash=hash_input(given),
            reason=reason,
            by=by.id,
            agency=by.agency,
            supervisor=by.supervisor,
            given_at=at,
            expires_at=at + LIFETIME,
        )
        add_rows(approval)
        _append_event(locked, approval, by)
        locked.save_chain_end()
        finish(approval)
    return approval


def _append_event(case: Case, approval: Approval, by: Actor) -> None:
    events.append(
        case,
        act=GIVEN,
        coded={"outcome": "done", "kind": approval.kind, "of": approval.act},
        sealed={},
        by=by,
        occurred_at=approval.given_at,
        compartments=compartments_of_refusals(ACTS[approval.act]),
    )


def use_approval(case: Case, act: str, given: ActInput, *, kind: str, by: Actor) -> Approval | None:
    """Return the approval that the input names, marked as used; None if it names none.

    The case must be locked. Raises `BadInput` when it is not good for this act: another input, another case, used,
    expired, or one's own.
    """
    approval_id: UUID | None = getattr(given, kind)
    if approval_id is None:
        return None
    approval = Approval.objects.filter(id=approval_id, case=case, kind=kind).first()
    why = _find_problem(approval, act, given, by)
    if approval is None or why:
        raise BadInput(FieldError(kind, why))
    approval.used_at = clock.now()
    approval.save(update_fields=["used_at"])
    keep(approval)
    return approval


def _find_problem(approval: Approval | None, act: str, given: ActInput, by: Actor) -> str:
    if approval is None:
        return t("Esa firma no existe en este expediente.", "There is no such signature on this case.")
    if approval.by == by.id:
        return t("Debe firmar otra persona.", "Another person must sign.")
    if approval.act != act or approval.input_hash != hash_input(given):
        return t("Se firmó otra cosa: los datos cambiaron. Pida una firma nueva.",
                 "Something else was signed: the data changed. Ask for a new signature.")  # fmt: skip
    if approval.used_at is not None:
        return t("Esa firma ya se usó. Pida una nueva.", "That signature was used. Ask for a new one.")
    if approval.expires_at <= clock.now():
        return t(
            "La firma venció a las 24 horas. Pida una nueva.",
            "The signature expired after 24 hours. Ask for a new one.",
        )
    if approval.kind == "signature" and not (approval.supervisor or by.supervisor):
        return t("Una de las dos firmas debe ser de supervisión.", "One of the two signatures must be a supervisor's.")
    return ""


def approval_json(approval: Approval) -> dict[str, str]:
    """Return the answer to whoever gave it."""
    return {"id": str(approval.id), "expires_at": approval.expires_at.isoformat()}
