"""Lines of one's own work: of whom, what, until when, and where it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from amparo.accounts.selectors import agency_names, person_names
from amparo.cases import components, drafts, selectors
from amparo.cases.act import ACTS
from amparo.cases.checklist import DO, deadline_href, task_way
from amparo.cases.kinds import CHILD
from amparo.cases.links import act_href, case_href, opening_href
from amparo.cases.task_kinds import TASK_KINDS, task_label
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.registry.components import child_line_of
from amparo.registry.selectors import NO_NAME, CaseRow, read_lines
from amparo.tracing.selectors.reports import report_names
from amparo.ui import present

if TYPE_CHECKING:
    from amparo.cases.models import Case, Deadline, Draft, Task
    from amparo.registry.models import Card

REVIEWS_OF_CARE = ("placement_review", "placement_review_periodic")
_OUT_OF_SIGHT = t("de un expediente que ya no ve", "of a case that you no longer see")


@dataclass(frozen=True, slots=True)
class Names:
    """Of whom each line is.

    Cards of the children here, names of those who are sought, by case.
    """

    cards: Mapping[UUID, Card | CaseRow]
    sought: Mapping[UUID, str]

    def line(self, case: Case, href: str) -> JsonObject:
        """Return the child of a case, or who is sought, in a line."""
        if case.kind == CHILD:
            return child_line_of(case, self.cards.get(case.id), href=href)
        return {"name": self.sought.get(case.id) or NO_NAME, "number": case.number, "href": href}


@dataclass(frozen=True, slots=True)
class Owners:
    """Who must meet each deadline: names of people and of agencies, by id."""

    people: Mapping[UUID, str]
    agencies: Mapping[UUID, str]

    def words(self, row: Deadline) -> str:
        """Return who must meet a deadline: officer and agency, if they are named."""
        agency = self.agencies.get(row.agency, "") if row.agency else ""
        return ", ".join(name for name in (self.people.get(row.person, "") if row.person else "", agency) if name)


def read_owners(rows: Iterable[Deadline]) -> Owners:
    """Return who must meet these deadlines. Two queries, none without deadlines."""
    found = list(rows)
    if not found:
        return Owners({}, {})
    people, agencies = {row.person for row in found if row.person}, {row.agency for row in found if row.agency}
    return Owners(person_names(people), agency_names(agencies))


def read_names(rows: Iterable[Deadline | Task | Draft], by: Actor) -> Names:
    """Return of whom these rows are. Two queries."""
    cases = {row.case for row in rows if row.case}
    children = {case.id for case in cases if case.kind == CHILD}
    cards = read_lines(children, by=by)
    return Names(cards, report_names({case.id for case in cases} - children, by=by))


def tasks_of(by: Actor) -> QuerySet[Task]:
    """Return the open tasks of a person, each with its case where they see it.

    The earliest due first. Two queries.
    """
    return selectors.my_tasks(by=by, on_case=[kind.code for kind in TASK_KINDS.values() if kind.is_on_case])


def is_late(row: JsonObject) -> bool:
    return bool(row["deadline"]) and row["deadline"]["state"] == "late"


def build_deadline_rows(
    rows: list[Deadline], most: int, by: Actor, names: Names, owners: Owners | None = None
) -> list[JsonObject]:
    """Return one line a child, for so many at most.

    The earliest of their deadlines, and how many more there are. `owners`: to say also who must meet it.
    """
    now = clock.now()
    of_case: dict[UUID, list[Deadline]] = {}
    for row in rows:
        of_case.setdefault(row.case_id, []).append(row)
    built = [_build_deadline_row(found, now, by, names) for found in list(of_case.values())[:most]]
    if owners:
        for line, found in zip(built, of_case.values(), strict=False):
            line["from_whom"] = owners.words(found[0])
            line["button"] = {"href": case_href(found[0].case), "label": t("Abrir", "Open")}
    return built


def _build_deadline_row(rows: list[Deadline], now: datetime, by: Actor, names: Names) -> JsonObject:
    first, more = rows[0], len(rows) - 1
    shown = components.build_deadline(first.code, first.due_at, now, by, opened_at=first.opened_at)
    href, label = case_href(first.case), str(shown["label"])
    way = deadline_href(first.code, first.case_id, by)
    return {
        "who": names.line(first.case, href),
        "what": t("{what} y {n} más", "{what} and {n} more", what=label, n=more) if more else label,
        "deadline": shown | {"label": ""},
        "button": {"href": way or href, "label": DO if way else t("Abrir", "Open")},
    }


def build_task_row(task: Task, now: datetime, by: Actor, names: Names) -> JsonObject:
    href, is_on_case = task_way(task, by) or reverse("home"), TASK_KINDS[task.code].is_on_case
    is_out_of_sight = is_on_case and task.case is None and task.case_id is not None
    return {
        "who": names.line(task.case, href) if task.case and is_on_case else None,
        "what": task_label(task),
        "from_whom": _OUT_OF_SIGHT if is_out_of_sight else _say_since(task, now, by),
        "deadline": components.build_deadline(task.code, task.due_at, now, by) | {"label": ""} if task.due_at else None,
        "button": None if is_out_of_sight else {"href": href, "label": t("Abrir", "Open")},
    }


def _say_since(task: Task, now: datetime, by: Actor) -> str:
    """Return since when others wait for an answer."""
    if not TASK_KINDS[task.code].is_inbox:
        return ""
    return t("esperan respuesta desde {when}", "waiting for an answer since {when}",
             when=present.format_local_date(task.created_at, by))  # fmt: skip


def build_sign_row(draft: Draft, names: Names) -> JsonObject:
    return {
        "who": names.line(draft.case, case_href(draft.case)) if draft.case else None,
        "what": ACTS[draft.act].title,
        "deadline": None,
        "button": {"href": reverse("sign", args=[draft.id]), "label": t("Leer y firmar", "Read and sign")},
    }


def build_draft_row(draft: Draft, now: datetime, by: Actor, names: Names) -> JsonObject:
    case, button = draft.case, {"href": _draft_href(draft), "label": t("Seguir", "Continue")}
    row: JsonObject = {"who": None, "what": ACTS[draft.act].title, "deadline": None, "button": button}
    if case is None:
        return row
    saved = present.format_relative(draft.saved_at, now, by)
    from_whom = (
        t("espera firma", "waits for a signature")
        if draft.wants and not drafts.find_approvals(case, draft.act, drafts.parse_draft_input(draft), by=by)
        else t("borrador de {when}", "draft of {when}", when=saved)
    )
    return row | {"who": names.line(case, case_href(case)), "from_whom": from_whom}


def _draft_href(draft: Draft) -> str:
    """Return the page on which a draft was begun."""
    return act_href(draft.case.id, draft.act, draft.case.kind) if draft.case else opening_href(draft.act)
