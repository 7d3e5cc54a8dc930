"""The case as a checklist by clock.

What is now, what others must do, what was done, what comes later.

A line of *now* leads to the act that ends its deadline or task, or to what must be on record first; a line of *waiting*
names who must do it and how to call them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from amparo.accounts.selectors import agency_contacts, person_names
from amparo.cases import components, selectors, task_steps
from amparo.cases.act import ACTS, AnyAct
from amparo.cases.answers import question_rows
from amparo.cases.deadlines import ESCALATED
from amparo.cases.duties import deadlines_met_by
from amparo.cases.file import CaseFile, Entry
from amparo.cases.links import act_href, case_href, norm_href
from amparo.cases.obstacles import action_card
from amparo.cases.rights import role_may
from amparo.cases.task_kinds import TASK_KINDS, task_href, task_label
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui import present
from amparo.ui.forms.shape import shapes_of

if TYPE_CHECKING:
    from amparo.cases.models import Case, Deadline, Task

DONE_SHOWN = 4
FAR = timedelta(days=30)
"""What is due later than this is no work of today."""
DO, FIRST = t("Hacer", "Do"), t("Primero", "First")


def acts_that_meet(deadline: str) -> list[AnyAct]:
    """Return the acts that end a deadline of the law.

    Those that the law does not judge come first.
    """
    return sorted((act for act in ACTS.values() if deadline in act.meets), key=lambda act: act.kind != "record")


def deadline_href(deadline: str, case_id: UUID, by: Actor) -> str:
    """Return where this person meets a deadline of a child's case.

    Empty where others must. An action is only theirs whose work the deadline is: without the case nobody is judged.
    """
    is_their_work = by.org_kind == "protection" or deadline in deadlines_met_by(by.role)
    mine = (act for act in acts_that_meet(deadline) if role_may(by, act) and (is_their_work or act.kind == "record"))
    return next((act_href(case_id, act.code) for act in mine), "")


def task_way(task: Task, by: Actor) -> str:
    """Return where a task is done.

    Its own place, else the act of this person that closes it, else its case. Empty for a task of no case that names no
    other place.
    """
    href = task_href(task)
    if task.case is None or href != case_href(task.case):
        return href
    mine = (act.code for act in ACTS.values() if task.code in act.closes_tasks and role_may(by, act))
    return next((act_href(task.case.id, code, task.case.kind) for code in mine), href)


@dataclass(frozen=True)
class Checklist:
    """What is to be done on the case of a child, as its reader may know it.

    `contact`: name and telephone of who answers for the case. `agencies`: those of whose tasks are open on it.
    """

    case: Case
    file: CaseFile
    by: Actor
    states: list[JsonObject]
    deadlines: list[Deadline]
    tasks: list[Task]
    contact: tuple[str, str]
    agencies: Mapping[UUID, tuple[str, str]]

    @cached_property
    def now(self) -> list[JsonObject]:
        """Return what this person must do, the most urgent first.

        Each with where it is done.
        """
        return [row for row in self._mine if not _is_far(row)]

    @cached_property
    def far(self) -> list[JsonObject]:
        """Return what this person must do in more than a month."""
        return [row for row in self._mine if _is_far(row)]

    @cached_property
    def _mine(self) -> list[JsonObject]:
        rows = [*self._clock_rows.values(), *(self._task_row(task) for task in self.tasks if self._is_mine(task))]
        return sorted(rows, key=_by_clock)

    @cached_property
    def waiting(self) -> list[JsonObject]:
        """Return what somebody else must do, with who and how to call them."""
        late = [self._waiting_clock(row) for row in self.deadlines if not self._ways[row.code]]
        left = [self._waiting_task(task) for task in self.tasks if not self._is_mine(task) and task.code != ESCALATED]
        return sorted((row for row in [*late, *left] if not _is_far(row)), key=_by_clock)

    @property
    def possible(self) -> list[JsonObject]:
        """Return the actions that this person can do besides, for the first time."""
        return [card for card in self._other_cards("ready") if not self.file.last(card["code"])]

    @property
    def folded(self) -> list[JsonObject]:
        """Return what is asked for less often, in groups that are opened."""
        again = [card for card in self._other_cards("ready") if self.file.last(card["code"])]
        groups = (
            (t("Hecho ya: puede hacerse otra vez", "Done already: can be done again"), again),
            (t("Todavía no: qué falta", "Not yet: what is missing"), self._other_cards("blocked")),
            (t("Le toca a otra institución", "For another institution"), self._other_cards("other")),
        )
        return [{"title": title, "cards": cards} for title, cards in groups if cards]

    @cached_property
    def done(self) -> list[JsonObject]:
        """Return the last things that are on record, the latest first. Two queries."""
        last = [entry for entry in reversed(self.file.entries) if entry.act in ACTS][:DONE_SHOWN]
        people = person_names({entry.by for entry in last})
        seen = selectors.visible_places(self.case, (entry.seq for entry in last))
        return [
            {
                "what": ACTS[entry.act].title,
                "result": self._result_of(entry),
                "who": people.get(entry.by, ""),
                "at_text": present.format_relative(entry.occurred_at, clock.now(), self.by),
                "exact": present.format_exact(entry.occurred_at, self.by),
                "href": reverse("case_why", args=[self.case.id, entry.seq]) if entry.seq in seen else "",
            }
            for entry in last
        ]

    def _result_of(self, entry: Entry) -> str:
        """Return the first coded answer of an entry in words: it needs no query."""
        shapes = (shape for shape in shapes_of(ACTS[entry.act].Input) if shape.kind == "code")
        rows = [row for shape in shapes for row in question_rows(shape, entry.body, self.by)]
        return f"{rows[0]['key']}: {rows[0]['value']}" if rows else ""

    def _other_cards(self, state: str) -> list[JsonObject]:
        used = {row["act"] for row in self._clock_rows.values()}
        return [card for code, card in self._cards.items() if card["state"] == state and code not in used]

    @cached_property
    def _cards(self) -> Mapping[str, JsonObject]:
        return {state["code"]: self._build_card(state) for state in self.states}

    def _build_card(self, state: JsonObject) -> JsonObject:
        """Return the card of an action. What must be on record before stands in its way."""
        card = action_card(state, self.case, self.by, phone=self.contact[1])
        before = sorted(ACTS[state["code"]].comes_after)
        if card["state"] != "ready" or not before or self.file.last(*before):
            return card
        opens = [components.link_to_act(act, self.case.id) for act in before]
        missing = {"what": t("Falta anotar antes:", "To be recorded first:"), "why": "", "opens": opens, "norm": {}}
        return card | {"state": "blocked", "blocks": [missing]}

    @cached_property
    def _clock_rows(self) -> Mapping[str, JsonObject]:
        """Return one row for each act that deadlines ask of this person.

        By its code.
        """
        rows: dict[str, JsonObject] = {}
        for deadline in self.deadlines:
            if way := self._ways[deadline.code]:
                row = rows.setdefault(way["act"], self._start_row(deadline) | way | {"notes": []})
                name = str(components.deadline_label(deadline.code))
                row["notes"] += [name] if name != str(row["what"]) else []
        return rows

    @cached_property
    def _ways(self) -> Mapping[str, JsonObject]:
        return {row.code: self._find_way(row.code) for row in self.deadlines}

    def _find_way(self, deadline: str) -> JsonObject:
        """Return the act of this person that ends a deadline, or what must come before it.

        Empty where no act of theirs does.
        """
        acts = [act for act in acts_that_meet(deadline) if self._may_do(act)]
        for act in sorted(acts, key=lambda act: not self._is_ready(act)):
            if self._is_ready(act):
                return _lead_to(act.code, act.title, act_href(self.case.id, act.code))
            if opens := self._first_step(self._cards.get(act.code, {})):
                return _lead_to(act.code, act.title, opens["href"], before=opens["label"])
        return {}

    def _may_do(self, act: AnyAct) -> bool:
        """Return whether an act is this person's, by role and by competence."""
        return role_may(self.by, act) and bool(self._cards.get(act.code, {"is_mine": True})["is_mine"])

    def _is_ready(self, act: AnyAct) -> bool:
        card = self._cards.get(act.code)
        return act.is_possible(self.file) if card is None else card["state"] == "ready"

    def _first_step(self, card: JsonObject, tried: frozenset[str] = frozenset()) -> JsonObject:
        """Return the first act of this person that removes what stands in the way.

        Or what removes what stands in the way of that act.
        """
        every: list[JsonObject] = [opens for block in card.get("blocks", ()) for opens in block["opens"]]
        offered = [opens for opens in every if opens["act"] not in tried]
        for opens in offered:
            if self._is_ready(ACTS[opens["act"]]):
                return opens
        tried |= {opens["act"] for opens in offered}
        further = (self._first_step(self._cards.get(opens["act"], {}), tried) for opens in offered)
        return next((opens for opens in further if opens), {})

    def _start_row(self, deadline: Deadline) -> JsonObject:
        shown = components.build_deadline(
            deadline.code, deadline.due_at, clock.now(), self.by, opened_at=deadline.opened_at
        )
        return {"due_at": deadline.due_at, "deadline": shown | {"label": ""}}

    def _waiting_clock(self, deadline: Deadline) -> JsonObject:
        what = components.deadline_label(deadline.code)
        return self._start_row(deadline) | {"what": what, "since": ""} | _call(*self.contact)

    def _is_mine(self, task: Task) -> bool:
        return task_steps.is_task_of(self.by, task)

    def _task_row(self, task: Task) -> JsonObject:
        may_finish = task_steps.may_finish(self.by, task)
        finish = reverse("finish_task", args=[self.case.id, task.id]) if may_finish else ""
        return self._start_task(task) | self._lead_to_end_of(task) | {"finish": finish}

    def _lead_to_end_of(self, task: Task) -> JsonObject:
        """Return where a task is done.

        Of a warning of the law the act that answers it, else its norm.
        """
        href = task_way(task, self.by)
        if href != case_href(self.case):
            return {"href": href, "button": DO}
        if way := self._find_way(task.detail.get("deadline", "")):
            return {"href": way["href"], "button": way["button"], "notes": [way["what"]]}
        if not (rule := task.detail.get("rule")):
            return {"href": "", "button": ""}
        for opens in components.list_helpful_acts(rule, self.case.id, self.by):
            return {"href": opens["href"], "button": DO, "notes": [opens["label"]]}
        return {"href": norm_href(rule), "button": ""}

    def _waiting_task(self, task: Task) -> JsonObject:
        since = present.format_local_date(task.created_at, self.by)
        contact = self.agencies.get(task.agency, self.contact) if task.agency else self.contact
        return self._start_task(task) | {"since": since} | _call(*contact)

    def _start_task(self, task: Task) -> JsonObject:
        due = components.build_deadline(task.code, task.due_at, clock.now(), self.by) if task.due_at else None
        return {
            "act": "",
            "is_alarm": TASK_KINDS[task.code].is_alarm,
            "what": task_label(task),
            "due_at": task.due_at,
            "deadline": due and due | {"label": ""},
        }


def _call(name: str, phone: str) -> JsonObject:
    return {"who": name, "reach": {"href": f"tel:{phone}", "label": phone} if phone else None}


def read_checklist(case: Case, file: CaseFile, frame: JsonObject, by: Actor) -> Checklist:
    """Return the checklist of a child's case, within the frame of its pages.

    Three queries.
    """
    tasks = [task for task in selectors.tasks_of_case(case, by=by) if task.done_at is None]
    for task in tasks:
        task.case = case  # or each task would read it once more
    states = [] if frame["is_handed_over"] else selectors.action_states_on(frame["judged_file"], by=by)
    agencies = agency_contacts({task.agency for task in tasks if task.agency})
    contact = (frame["head"]["answers"] or "", frame["phone"])
    return Checklist(case, file, by, states, frame["running_deadlines"], tasks, contact, agencies)


def _lead_to(act: str, what: str, href: str, *, before: str = "") -> JsonObject:
    """Return where a deadline is met. `before`: what must be on record before the act."""
    return {"act": act, "what": what, "href": href, "button": FIRST if before else DO, "before": before}


def _is_far(row: JsonObject) -> bool:
    return row["due_at"] is not None and row["due_at"] > clock.now() + FAR


def _by_clock(row: JsonObject) -> tuple[bool, bool, datetime]:
    """Return the place of a line: alarms first, then the earliest clock."""
    due: datetime | None = row["due_at"]
    return not row.get("is_alarm"), due is None, due or clock.now()
