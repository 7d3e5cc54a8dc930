"""Acts that a person has begun, and acts that wait for another person's signature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from amparo.cases.act import ACTS, ActInput, parse_input
from amparo.cases.approvals import hash_input
from amparo.cases.models import Approval, Case, Draft, Involvement
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.problems import BadInput

type Typed = Mapping[str, list[str]]


def save(case: Case | None, act: str, typed: Typed, *, by: Actor) -> None:
    """Save what was typed as a draft; what waited for a signature no longer does."""
    _store(case, act, typed, by=by, given=None, wants="", reason="")


def submit(
    case: Case,
    act: str,
    typed: Typed,
    given: ActInput,
    *,
    wants: Literal["signature", "override"],
    reason: str,
    by: Actor,
) -> None:
    """Put an act before those who may sign it, or lift what holds it."""
    whole = given.model_dump(mode="json", exclude_none=True)
    _store(case, act, typed, by=by, given=whole, wants=wants, reason=reason)


def _store(case: Case | None, act: str, typed: Typed, *, by: Actor, **more: object) -> None:
    written = {"agency": by.agency, "typed": dict(typed), "saved_at": clock.now(), **more}
    Draft.objects.update_or_create(case=case, act=act, person=by.id, defaults=written)


def autosave(case: Case | None, act: str, typed: Typed, *, by: Actor) -> bool:
    """Keep what was typed so far, as it is typed.

    False, and nothing kept, while the draft waits for a signature.
    """
    now = {"typed": dict(typed), "given": None, "agency": by.agency, "saved_at": clock.now()}
    draft, is_new = Draft.objects.get_or_create(case=case, act=act, person=by.id, defaults=now)
    return is_new or bool(Draft.objects.filter(id=draft.id, wants="").update(**now))


def find_draft(case: Case | None, act: str, *, by: Actor) -> Draft | None:
    """Return the draft of this person for an act. One query."""
    return Draft.objects.filter(case=case, act=act, person=by.id).first()


def list_drafts(*, by: Actor) -> QuerySet[Draft]:
    """Return the drafts of this person, the latest first.

    None on a case that they no longer see: there is nowhere to go on.
    """
    return _reachable().filter(person=by.id).order_by("-saved_at", "-id")


def list_reachable(*, by: Actor) -> QuerySet[Draft]:
    """Return the drafts that this person may read: theirs, and those that they sign.

    None on a case that they no longer see.
    """
    awaiting = list_awaiting_approval(by=by).order_by().values("id")
    return _reachable().filter(Q(person=by.id) | Q(id__in=awaiting))


def _reachable() -> QuerySet[Draft]:
    on_case = Exists(Case.objects.filter(id=OuterRef("case")))
    return Draft.objects.filter(Q(case=None) | on_case).select_related("case")


def discard(case: Case | None, act: str, *, by: Actor) -> None:
    """Delete a draft: it was done, or given up."""
    Draft.objects.filter(case=case, act=act, person=by.id).delete()


def list_awaiting_approval(*, by: Actor) -> QuerySet[Draft]:
    """Return the drafts that wait for this person's approval, the oldest first."""
    kinds = ["signature", "override"] if by.supervisor else ["signature"]
    signing = Involvement.objects.filter(
        ground="responsible", ended_at=None, agency=by.agency, roles__contains=[by.role]
    )
    waiting = Draft.objects.filter(wants__in=kinds, case__in=signing.values("case")).exclude(person=by.id)
    return waiting.select_related("case").order_by("saved_at")


def list_unsigned(*, by: Actor) -> list[Draft]:
    """Return the drafts that wait for approval and have none in force. Two queries.

    An approval counts for the input as it now stands, until it is used or expires.
    """
    waiting = list(list_awaiting_approval(by=by))
    good = Approval.objects.filter(
        case__in={draft.case_id for draft in waiting}, used_at=None, expires_at__gt=clock.now()
    )
    given = set(good.values_list("case", "act", "kind", "input_hash"))
    return [draft for draft in waiting if (draft.case_id, draft.act, draft.wants, hash_draft(draft)) not in given]


def hash_draft(draft: Draft) -> str:
    """Return the hash of a draft's input, to which a signature is bound.

    Nothing when the act has changed since.
    """
    try:
        return hash_input(parse_draft_input(draft))
    except BadInput:
        return ""


def find_draft_to_sign(draft_id: UUID, *, by: Actor) -> Draft | None:
    """Return one of the drafts that wait for this person's approval, or None."""
    return list_awaiting_approval(by=by).filter(id=draft_id).first()


def parse_draft_input(draft: Draft) -> ActInput:
    """Return the input that is to be signed.

    Raises `BadInput` when the act has changed since.
    """
    given: ActInput = parse_input(ACTS[draft.act], draft.given or {})
    return given


def find_approvals(case: Case, act: str, given: ActInput, *, by: Actor) -> dict[str, UUID]:
    """Return the approvals by others on this very input that can still be used.

    By kind: `signature`, `override`.
    """
    found = Approval.objects.filter(
        case=case, act=act, input_hash=hash_input(given), used_at=None, expires_at__gt=clock.now()
    ).exclude(by=by.id)
    return {approval.kind: approval.id for approval in found.order_by("given_at")}
