"""Kinds of case: a child's own, a report of a missing child.

Each context declares its kind; acts and pages serve them all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from amparo.cases.access import sees_case
from amparo.cases.act import Act, AnyAct
from amparo.cases.file import CaseFile
from amparo.cases.models import Case
from amparo.cases.selectors import visible_case
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import NotVisible
from amparo.ledger.registry import Registry


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A kind of case.

    `code` is `Case.kind`; `name` begins the names of its pages' addresses (`case`, `case_act`); `collection` is its
    place in the API; `opened_by` the act that opens one. `frame` gives what stands around each of its pages: the
    template that they extend (`base`), the head, the tabs. `shows_answers_in_history`: its history shows what every
    event said, not only that it was.
    """

    code: str
    name: str
    collection: str
    opened_by: str
    frame: Callable[[Case, CaseFile, Actor, str], JsonObject]
    shows_answers_in_history: bool = False


CASE_KINDS: Registry[CaseKind] = Registry("kind of case")


def get_case_kind(case: Case) -> CaseKind:
    """Return the kind of a case."""
    return CASE_KINDS[case.kind]


def build_frame(case: Case, file: CaseFile, *, by: Actor, current: str = "") -> JsonObject:
    """Return what stands around a page of a case.

    The case itself, and what its kind adds. `current` names the page.
    """
    every: JsonObject = {"case": case, "version": file.version, "back_href": "", "open_until": ""}
    return every | get_case_kind(case).frame(case, file, by, current)


def require_reachable_case(act: AnyAct, case_id: UUID, *, kind: str, by: Actor) -> None:
    """Raise `NotVisible` unless the case is visible or the act admits the actor."""
    try:
        visible_case(case_id, by=by, kind=kind)
    except NotVisible:
        if type(act).require_access is Act.require_access:
            raise
        act.require_access(by, case_id)


def may_see_outcome(act: AnyAct, case_id: UUID, *, by: Actor) -> bool:
    """Return whether the actor may know of the case's chain.

    Who may act without seeing a case learns nothing of it.
    """
    return type(act).require_access is Act.require_access or sees_case(by, case_id)
