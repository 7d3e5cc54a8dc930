"""My work: what is late, what waits for me, what comes up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from amparo.accounts.roles import ROLES
from amparo.cases import components, drafts, selectors
from amparo.cases.act import ACTS
from amparo.cases.kinds import CHILD
from amparo.cases.links import act_href, case_href, opening_href
from amparo.cases.rights import role_may
from amparo.cases.task_kinds import TASK_KINDS, task_href, task_label
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.registry.comparison import probability_words
from amparo.registry.components import child_line, child_line_of
from amparo.registry.selectors import NO_NAME, visible_cards
from amparo.tracing.selectors.matches import MatchPair, undecided_pairs
from amparo.tracing.selectors.reports import report_names
from amparo.ui import present
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.pages.home import home

if TYPE_CHECKING:
    from amparo.cases.models import Case, Deadline, Draft, Task
    from amparo.registry.models import Card

LINES, MATCHES, MOST = 30, 5, 400
_DRAFTS = 20
_OUT_OF_SIGHT = t("de un expediente que ya no ve", "of a case that you no longer see")
_TASKS, _MOST_TASKS = 60, 1000


@dataclass(frozen=True, slots=True)
class Names:
    """Of whom each line is.

    Cards of the children here, names of those who are sought, by case.
    """

    cards: Mapping[UUID, Card]
    sought: Mapping[UUID, str]

    def line(self, case: Case, href: str) -> JsonObject:
        """Return the child of a case, or who is sought, in a line."""
        if case.kind == CHILD:
            return child_line_of(case, self.cards.get(case.id), href=href)
        return {"name": self.sought.get(case.id) or NO_NAME, "number": case.number, "href": href}


@signed_in
def my_work(request: ReaderRequest) -> HttpResponse:
    """Answer three questions in this order.

    What is late, what waits for me, what comes up.
    """
    by, now = request.actor, clock.now()
    if not ROLES[by.role].sees_cases:
        return home(request)
    deadlines = list(selectors.my_deadlines(by=by, most=MOST))
    most = _MOST_TASKS if "all" in request.GET else _TASKS
    found = list(
        selectors.my_tasks(by=by, most=most + 1, but=_list_kinds_shown_elsewhere(), on_case=_list_kinds_on_case())
    )
    tasks, has_more_tasks = found[:most], len(found) > most
    to_sign, begun_drafts = drafts.list_unsigned(by=by), list(drafts.list_drafts(by=by)[:_DRAFTS])
    names = _read_names([*deadlines, *tasks, *to_sign, *begun_drafts], by)
    rows = [(_build_task_row(task, now, by, names), task) for task in tasks]
    todo = [(row, task) for row, task in rows if not _is_late(row)]
    late = [row for row in deadlines if selectors.deadline_urgency(row, now) == "late"]
    coming = [row for row in deadlines if row not in late]
    context = {
        "late": _build_deadline_rows(late, now, by, names) + [row for row, _ in rows if _is_late(row)],
        "more_late": f"{reverse('cases')}?overdue=1" if _count_cases(late) > LINES else "",
        "waiting": [_build_sign_row(draft, names) for draft in to_sign]
        + [row for row, task in todo if _waits_for_an_answer(task)]
        + _build_match_rows(by)
        + [_build_draft_row(draft, now, by, names) for draft in begun_drafts],
        "coming": [row for row, task in todo if not _waits_for_an_answer(task)]
        + _build_deadline_rows(coming, now, by, names),
        "more_tasks": f"{reverse('home')}?all=1" if has_more_tasks else "",
        "more_coming": reverse("cases") if _count_cases(coming) > LINES or len(deadlines) == MOST else "",
    }
    return render(request, "desk/work.html", context)


def _waits_for_an_answer(task: Task) -> bool:
    kind = TASK_KINDS[task.code]
    return kind.is_inbox or not kind.is_on_case


def _list_kinds_on_case() -> list[str]:
    return [kind.code for kind in TASK_KINDS.values() if kind.is_on_case]


def _list_kinds_shown_elsewhere() -> list[str]:
    """Return the kinds of task whose cause is a row of its own."""
    return [kind.code for kind in TASK_KINDS.values() if kind.is_shown_elsewhere]


def _read_names(rows: Iterable[Deadline | Task | Draft], by: Actor) -> Names:
    """Return of whom these rows are. Two queries."""
    cases = {row.case for row in rows if row.case}
    children = {case.id for case in cases if case.kind == CHILD}
    cards = visible_cards(children, by=by)
    return Names(cards, report_names({case.id for case in cases} - children, by=by))


def _is_late(row: JsonObject) -> bool:
    return bool(row["deadline"]) and row["deadline"]["state"] == "late"


def _count_cases(rows: list[Deadline]) -> int:
    return len({row.case_id for row in rows})


def _build_deadline_rows(rows: list[Deadline], now: datetime, by: Actor, names: Names) -> list[JsonObject]:
    """Return one line a child: the earliest of their deadlines, and how many more."""
    of_case: dict[UUID, list[Deadline]] = {}
    for row in rows:
        of_case.setdefault(row.case_id, []).append(row)
    return [_build_deadline_row(found, now, by, names) for found in list(of_case.values())[:LINES]]


def _build_deadline_row(rows: list[Deadline], now: datetime, by: Actor, names: Names) -> JsonObject:
    first, more = rows[0], len(rows) - 1
    shown = components.build_deadline(first.code, first.due_at, now, by, opened_at=first.opened_at)
    href, label = case_href(first.case), str(shown["label"])
    return {
        "who": names.line(first.case, href),
        "what": t("{what} y {n} más", "{what} and {n} more", what=label, n=more) if more else label,
        "deadline": shown | {"label": ""},
        "button": {"href": href, "label": t("Abrir", "Open")},
    }


def _build_task_row(task: Task, now: datetime, by: Actor, names: Names) -> JsonObject:
    href, is_on_case = task_href(task) or reverse("home"), TASK_KINDS[task.code].is_on_case
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


def _build_match_rows(by: Actor) -> list[JsonObject]:
    """Return the likeliest matches of a child here with a report."""
    if not role_may(by, ACTS["record_report_match"]):
        return []
    found, count = undecided_pairs(by=by, limit=MATCHES)
    rows = [_build_match_row(pair) for pair in found]
    if count > len(rows):
        more = t("Hay {n} coincidencias más por comparar", "There are {n} more matches to compare", n=count - len(rows))
        see = {"href": reverse("matches"), "label": t("Verlas", "See them")}
        rows.append({"who": None, "what": more, "deadline": None, "button": see})
    return rows


def _build_match_row(pair: MatchPair) -> JsonObject:
    href, number = reverse("report_match", args=[pair.child.case_id, pair.report.id]), pair.report.number
    return {
        "who": child_line(pair.child, number=pair.child.number, href=href),
        "what": t("Puede ser a quien se busca en {number}", "May be who is sought in {number}", number=number),
        "from_whom": probability_words(pair.probability),
        "deadline": None,
        "button": {"href": href, "label": t("Comparar", "Compare")},
    }


def _build_sign_row(draft: Draft, names: Names) -> JsonObject:
    return {
        "who": names.line(draft.case, case_href(draft.case)) if draft.case else None,
        "what": ACTS[draft.act].title,
        "deadline": None,
        "button": {"href": reverse("sign", args=[draft.id]), "label": t("Leer y firmar", "Read and sign")},
    }


def _build_draft_row(draft: Draft, now: datetime, by: Actor, names: Names) -> JsonObject:
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
