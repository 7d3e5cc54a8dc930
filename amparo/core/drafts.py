"""Acts that a person has begun, and acts that wait for another person's signature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from amparo.core import clock
from amparo.core.actor import Actor
from amparo.core.acts import ACTS, ActInput
from amparo.core.approvals import input_hash
from amparo.core.inputs import parse_input
from amparo.core.models import Approval, Case, Draft
from amparo.core.problems import BadInput


def save(
    case: Case | None,
    act: str,
    typed: Mapping[str, list[str]],
    *,
    by: Actor,
    given: ActInput | None = None,
    wants: str = "",
    reason: str = "",
) -> Draft:
    """Keep what was typed; with `wants`, put it before those who may sign or lift."""
    whole = given.model_dump(mode="json", exclude_none=True) if given else None
    draft, _ = Draft.objects.update_or_create(
        case=case,
        act=act,
        person=by.id,
        defaults={
            "agency": by.agency,
            "typed": dict(typed),
            "given": whole,
            "wants": wants,
            "reason": reason,
            "saved_at": clock.now(),
        },
    )
    return draft


def keep(case: Case | None, act: str, typed: Mapping[str, list[str]], *, by: Actor) -> bool:
    """Keep what was typed so far, as it is typed. False, and nothing kept, while the draft waits for a signature."""
    now = {"typed": dict(typed), "given": None, "agency": by.agency, "saved_at": clock.now()}
    draft, is_new = Draft.objects.get_or_create(case=case, act=act, person=by.id, defaults=now)
    return is_new or bool(Draft.objects.filter(id=draft.id, wants="").update(**now))


def mine(case: Case | None, act: str, *, by: Actor) -> Draft | None:
    """What this person has begun to write. One query."""
    return Draft.objects.filter(case=case, act=act, person=by.id).first()


def all_mine(*, by: Actor) -> QuerySet[Draft]:
    """Everything that this person has begun, the latest first."""
    return Draft.objects.filter(person=by.id).select_related("case__card").order_by("-saved_at", "-id")


def drop(case: Case | None, act: str, *, by: Actor) -> None:
    """Forget a draft: it was done, or given up."""
    Draft.objects.filter(case=case, act=act, person=by.id).delete()


def awaiting(*, by: Actor) -> QuerySet[Draft]:
    """What others want signed or lifted by those who may sign on the case, the oldest first."""
    kinds = ["signature", "override"] if by.supervisor else ["signature"]
    return (
        Draft.objects.filter(
            wants__in=kinds,
            case__involvements__ground="responsible",
            case__involvements__ended_at=None,
            case__involvements__agency=by.agency,
            case__involvements__roles__contains=[by.role],
        )
        .exclude(person=by.id)
        .select_related("case__card")
        .order_by("saved_at")
    )


def unsigned(*, by: Actor) -> list[Draft]:
    """Of those, what nobody has signed or lifted yet as it now stands, or whose signature lapsed. Two queries."""
    waiting = list(awaiting(by=by))
    good = Approval.objects.filter(
        case__in={draft.case_id for draft in waiting}, used_at=None, expires_at__gt=clock.now()
    )
    given = set(good.values_list("case", "act", "kind", "input_hash"))
    return [draft for draft in waiting if (draft.case_id, draft.act, draft.wants, mark_of(draft)) not in given]


def mark_of(draft: Draft) -> str:
    """What tells one input from another, as a signature is bound to it; nothing when the act has changed since."""
    try:
        return input_hash(input_of(draft))
    except BadInput:
        return ""


def to_sign(draft_id: UUID, *, by: Actor) -> Draft | None:
    """One of those, or None."""
    return awaiting(by=by).filter(id=draft_id).first()


def input_of(draft: Draft) -> ActInput:
    """The input that is to be signed. Raises `BadInput` when the act has changed since."""
    return parse_input(ACTS[draft.act], draft.given or {})


def approved(case: Case, act: str, given: ActInput, *, by: Actor) -> dict[str, Any]:
    """The signature and the override that others gave on this very input and that can still be used."""
    found = Approval.objects.filter(
        case=case, act=act, input_hash=input_hash(given), used_at=None, expires_at__gt=clock.now()
    ).exclude(by=by.id)
    return {approval.kind: approval.id for approval in found.order_by("given_at")}
