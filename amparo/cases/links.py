"""Where things about a case are: its pages, and the pages on which acts are done."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from amparo.cases.act import ACTS
from amparo.cases.case_kinds import CASE_KINDS, kind_of
from amparo.cases.kinds import CHILD
from amparo.cases.models import Case
from amparo.cases.rights import role_may
from amparo.ledger.actor import Actor


def case_href(case: Case, page: str = "", *more: object) -> str:
    """Return the address of a page of a case (`timeline`, `files`), or of the case itself."""
    name = kind_of(case).name
    return reverse(f"{name}_{page}" if page else name, args=[case.id, *more])


def act_href(case_id: UUID | str, act: str, kind: str = CHILD) -> str:
    """Return where an act is done on a case of this kind."""
    return reverse(f"{CASE_KINDS[kind].name}_act", args=[case_id, act])


def act_href_if_allowed(act: str, case_id: UUID, by: Actor) -> str:
    """Return where an act is done on a child's case, to those whose role includes it; else nothing."""
    return act_href(case_id, act) if role_may(by, ACTS[act]) else ""


def opening_href(act: str) -> str:
    """Return where an act that opens a case is done."""
    kind = next(kind for kind in CASE_KINDS.values() if kind.opened_by == act)
    return reverse(f"new_{kind.name}")


def norm_href(norm_id: str) -> str:
    """Return the address of the page of a norm."""
    return reverse("norm", args=[norm_id])
