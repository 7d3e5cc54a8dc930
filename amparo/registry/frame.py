"""The frame of the pages of a child's case.

The child, alerts, steps, deadlines and tabs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from amparo.cases import components, selectors
from amparo.cases.access import groups_of_grounds
from amparo.cases.case_kinds import CASE_KINDS, CaseKind
from amparo.cases.checklist import deadline_href
from amparo.cases.emergency import open_until
from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.file import CaseFile
from amparo.cases.kinds import CHILD
from amparo.cases.tabs import tabs_in_order
from amparo.law import Facts
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.registry import Registry
from amparo.ledger.text import t
from amparo.registry.components import child_line, step_line
from amparo.registry.models import Card
from amparo.registry.projection import case_step, steps_with_evidence
from amparo.registry.selectors import case_contact, child_card, linked_cards_by_kind
from amparo.ui.present import format_exact

if TYPE_CHECKING:
    from amparo.cases.models import Case, Deadline

_CLOCKS_SHOWN = 4  # the others are folded
_RETURNING_ACTS = ("execute_return", "receive_return")
_KIN = {
    "sibling": t("Hermanas y hermanos", "Sisters and brothers"),
    "companion": t("Viaja con", "Travels with"),
}

_ANOTHER_CASE = t("¿Tiene otro expediente? Comparar", "Is there another case? Compare")


@dataclass(frozen=True, slots=True)
class Head:
    """The context of the head of a case.

    `facts` are None for a reader who reads their own entries alone, or some groups of data.
    """

    case: Case
    file: CaseFile
    facts: Facts | None
    by: Actor


HEAD_PARTS: Registry[Callable[[Head], JsonObject]] = Registry("part of the head")
"""What higher contexts add to the head of a child's case."""


def child_frame(case: Case, file: CaseFile, by: Actor, current: str) -> JsonObject:
    """Return the frame of a child's case as far as this reader may know it."""
    now, until = clock.now(), open_until(case, by=by)
    grounds = groups_of_grounds(by, case.id)
    reads_every_group = any(not groups for groups in grounds)
    whole = selectors.whole_file(case) if reads_every_group else None
    head = Head(case, file, compute_facts(whole, FactQuery(now)) if whole else None, by)
    officer, phone = case_contact(case) if grounds and not until else (None, "")
    linked = linked_cards_by_kind(case, file, by=by)
    running = [row for row in selectors.deadlines_of_case(case, by=by) if row.closed_at is None]
    shown = {
        "person": child_line(child_card(case, file)),
        "number": case.number,
        "answers": officer,
        "also": [_same_child(case, card) for card in linked.get("same", ())],
        "steps": _build_steps(head.facts, whole) if head.facts and whole else [],
        **_clocks(running, case, by),
    }
    for part in HEAD_PARTS.values():
        shown |= part(head)
    return {
        "base": "registry/case.html",
        "head": shown,
        "open_until": format_exact(until, by) if until else "",
        "sent": _list_sent_groups(grounds),
        "is_handed_over": not grounds,
        "judged_file": whole,
        "running_deadlines": running,
        "tabs": _tabs(case, current),
        "phone": phone,
        "back_href": reverse("cases"),
        "links": [{"href": reverse("duplicates", args=[case.id]), "label": _ANOTHER_CASE}],
        "kin": [
            {"title": title, "people": [_linked_child(card) for card in cards]}
            for kind, title in _KIN.items()
            if (cards := linked.get(kind))
        ],
    }


def _list_sent_groups(grounds: list[list[str]]) -> list[str]:
    """Return, in words, the groups of data to which all grounds limit the reader."""
    sent = {code for groups in grounds for code in groups} if all(grounds) else set()
    return [str(label("data_group", code)) for code in sorted(sent)]


def _build_steps(facts: Facts, file: CaseFile) -> list[JsonObject]:
    has_returned = file.last(*_RETURNING_ACTS) is not None
    return step_line(case_step(facts), steps_with_evidence(facts, has_returned=has_returned))


def _clocks(running: list[Deadline], case: Case, by: Actor) -> JsonObject:
    now = clock.now()
    clocks = [_build_clock(row, case, now, by) for row in running]
    return {"clocks": clocks[:_CLOCKS_SHOWN], "more_clocks": clocks[_CLOCKS_SHOWN:]}


def _build_clock(row: Deadline, case: Case, now: datetime, by: Actor) -> JsonObject:
    href = deadline_href(row.code, case.id, by)
    return components.build_deadline(row.code, row.due_at, now, by, opened_at=row.opened_at, href=href)


def _linked_child(card: Card) -> JsonObject:
    return child_line(card, number=card.number, href=reverse("case", args=[card.case_id]))


def _same_child(case: Case, card: Card) -> JsonObject:
    """Return another case of the same child, and where the two are separated."""
    return {"who": _linked_child(card), "compare": reverse("compare", args=[case.id, card.case_id])}


def _tabs(case: Case, current: str) -> list[JsonObject]:
    pages = [
        ("next", reverse("case", args=[case.id]), t("Qué sigue", "What is next")),
        ("timeline", reverse("case_timeline", args=[case.id]), t("Cronología", "Timeline")),
        *((tab.slug, reverse("case_tab", args=[case.id, tab.slug]), tab.title) for tab in tabs_in_order()),
        ("files", reverse("case_files", args=[case.id]), t("Archivos", "Files")),
        ("readers", reverse("case_readers", args=[case.id]), t("Quién lo leyó", "Who read it")),
    ]
    return [{"href": href, "label": label, "current": current == page} for page, href, label in pages]


CASE_KINDS.add(CHILD, CaseKind(CHILD, "case", "cases", "register", child_frame))
