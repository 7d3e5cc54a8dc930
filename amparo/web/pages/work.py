"""My work: what is late, what waits for me, what comes up; and tasks added by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.emergency import TASK as EMERGENCY_LOOK
from amparo.accounts.roles import ROLES
from amparo.core import clock, drafts, selectors, tasks
from amparo.core.actor import Actor
from amparo.core.acts import ACTS
from amparo.core.effects import ESCALATED
from amparo.core.models import REPORT
from amparo.core.text import t
from amparo.registry.candidates import REPORT_TASK
from amparo.registry.selectors import NO_NAME
from amparo.tracing.matches.selectors import Pair, pairs
from amparo.tracing.reports.selectors import report_names
from amparo.web import present
from amparo.web.compare import share
from amparo.web.pages.base import ReaderRequest, case_or_404, signed_in
from amparo.web.pages.case import next_page
from amparo.web.words import OF_BULLETINS

LINES, MATCHES, MOST = 30, 5, 400
SHOWN_BY_WHAT_THEY_ARE_ABOUT = frozenset({ESCALATED, REPORT_TASK})
"""Tasks beside which their deadline, or the match itself, stands on the same page."""
HOW_A_TASK_IS_WRITTEN = t(
    "Escriba la tarea (3 a 500 letras) y, si quiere, en cuántos días (0 a 366).",
    "Write the task (3 to 500 letters) and, if you wish, in how many days (0 to 366).",
)


@signed_in
def my_work(request: ReaderRequest) -> HttpResponse:
    """Three questions in this order: what is late, what waits for me, what comes up."""
    by, now = request.actor, clock.now()
    if not ROLES[by.role].sees_cases:
        return redirect("directory")
    deadlines = list(selectors.my_deadlines(by=by, most=MOST))
    all_read = len(deadlines) < MOST
    mine = [row for row in selectors.my_tasks(by=by) if row.code not in SHOWN_BY_WHAT_THEY_ARE_ABOUT]
    sought = report_names({row.case_id for row in mine if row.case_id and _of_report(row)}, by=by)
    rows = [(_task_row(row, now, by, sought), row.code in OF_BULLETINS) for row in mine]
    todo = [(row, is_asked) for row, is_asked in rows if not _is_late(row)]
    late = [row for row in deadlines if row.due_at <= now]
    coming = [row for row in deadlines if row.due_at > now]
    context = {
        "late": _by_child(late, now, by) + [row for row, _ in rows if _is_late(row)],
        "more_late": f"{reverse('cases')}?overdue=1" if _children(late) > LINES else "",
        "waiting": [_sign_row(d, by) for d in drafts.unsigned(by=by)]
        + [row for row, is_asked in todo if is_asked]
        + _match_rows(by)
        + [_draft_row(d, now, by) for d in drafts.all_mine(by=by)[:20]],
        "coming": [row for row, is_asked in todo if not is_asked] + _by_child(coming, now, by),
        "more_coming": reverse("cases") if _children(coming) > LINES or not all_read else "",
    }
    return render(request, "work.html", context)


def _is_late(row: dict[str, Any]) -> bool:
    return bool(row["deadline"]) and row["deadline"]["state"] == "late"


def _children(rows: list[Any]) -> int:
    return len({row.case_id for row in rows})


def _by_child(rows: list[Any], now: Any, by: Any) -> list[dict[str, Any]]:
    """One line a child: the earliest of their deadlines, and how many more."""
    of_case: dict[UUID, list[Any]] = {}
    for row in rows:
        of_case.setdefault(row.case_id, []).append(row)
    return [_deadline_row(found, now, by) for found in list(of_case.values())[:LINES]]


def _deadline_row(rows: list[Any], now: Any, by: Any) -> dict[str, Any]:
    first, more = rows[0], len(rows) - 1
    said = present.deadline(first.code, first.due_at, now, by)
    href = reverse("case", args=[first.case_id])
    label = str(said.pop("label"))
    return {
        "who": present.child_of(first.case, href=href),
        "what": t("{what} y {n} más", "{what} and {n} more", what=label, n=more) if more else label,
        "deadline": said | {"label": ""},
        "button": {"href": href, "label": t("Abrir", "Open")},
    }


def _of_report(row: Any) -> bool:
    """Whether a task is of a report that its reader sees: a recipient of a bulletin does not."""
    return bool(row.case_id) and row.code not in OF_BULLETINS and row.case.kind == REPORT


def _task_row(row: Any, now: Any, by: Any, sought: dict[UUID, str]) -> dict[str, Any]:
    what = present.task_words(row)
    href = present.task_href(row) if row.case_id else reverse("my_work")
    if row.code == EMERGENCY_LOOK:
        href = reverse("emergency_look", args=[row.detail["look"]])
    return {
        "who": _who(row, href, sought),
        "what": what,
        "deadline": present.deadline(row.code, row.due_at, now, by) | {"label": ""} if row.due_at else None,
        "button": {"href": href, "label": t("Abrir", "Open")},
    }


def _who(row: Any, href: str, sought: dict[UUID, str]) -> dict[str, Any] | None:
    """Of whom a task is: a child who is here, or one who is sought; nobody for a bulletin, which says so itself."""
    if not row.case_id or row.code in OF_BULLETINS:
        return None
    if _of_report(row):
        return {"name": sought.get(row.case_id) or NO_NAME, "number": row.case.number, "href": href}
    return present.child_of(row.case, href=href)


def _match_rows(by: Actor) -> list[dict[str, Any]]:
    """The likeliest of the children here who may be sought by a report, with how likely it is."""
    if not ROLES[by.role].may(ACTS["record_report_match"]):
        return []
    found, count = pairs(by=by, limit=MATCHES)
    rows = [_match_row(one) for one in found]
    if count > len(rows):
        more = t("Hay {n} coincidencias más por comparar", "There are {n} more matches to compare", n=count - len(rows))
        rows.append(
            {"who": None, "what": more, "deadline": None,
             "button": {"href": reverse("matches"), "label": t("Verlas", "See them")}}
        )  # fmt: skip
    return rows


def _match_row(one: Pair) -> dict[str, Any]:
    href = reverse("report_match", args=[one.child.case_id, one.report.id])
    return {
        "who": present.child(one.child, number=one.child.number, href=href),
        "what": t(
            "Puede ser a quien se busca en {number}", "May be who is sought in {number}", number=one.report.number
        ),
        "from_whom": share(one.probability),
        "deadline": None,
        "button": {"href": href, "label": t("Comparar", "Compare")},
    }


def _sign_row(draft: Any, by: Any) -> dict[str, Any]:
    return {
        "who": present.child_of(draft.case, href=reverse("case", args=[draft.case_id])),
        "what": ACTS[draft.act].title,
        "deadline": None,
        "button": {"href": reverse("sign", args=[draft.id]), "label": t("Leer y firmar", "Read and sign")},
    }


def _draft_row(draft: Any, now: Any, by: Any) -> dict[str, Any]:
    if draft.case_id is None:
        return {
            "who": None,
            "what": ACTS[draft.act].title,
            "deadline": None,
            "button": {"href": _begun_at(draft), "label": t("Seguir", "Continue")},
        }
    waits = draft.wants and not drafts.approved(draft.case, draft.act, drafts.input_of(draft), by=by)
    return {
        "who": present.child_of(
            draft.case,
            href=reverse("report" if draft.case.kind == REPORT else "case", args=[draft.case_id]),
        ),
        "what": ACTS[draft.act].title,
        "from_whom": t("espera firma", "waits for a signature")
        if waits
        else t("borrador de {when}", "draft of {when}", when=present.when(draft.saved_at, now, by)),
        "deadline": None,
        "button": {"href": _begun_at(draft), "label": t("Seguir", "Continue")},
    }


def _begun_at(draft: Any) -> str:
    """The page on which a draft was begun."""
    if REPORT in ACTS[draft.act].about:
        return reverse("report_act", args=[draft.case_id, draft.act]) if draft.case_id else reverse("new_report")
    return present.act_href(draft.case_id, draft.act) if draft.case_id else reverse("new_case")


@signed_in
def add_task(request: ReaderRequest, case_id: UUID) -> HttpResponse:
    """Add a task by hand on a case."""
    case = case_or_404(request, case_id)
    text, day = request.POST.get("text", "").strip(), request.POST.get("due", "").strip()
    due = _due(day)
    if request.method == "POST" and 3 <= len(text) <= 500 and text.isprintable() and due is not False:
        tasks.add(case, text, due, by=request.actor)
        messages.success(request, str(t("Tarea añadida.", "Task added.")))
    elif request.method == "POST":
        return next_page(request, case, wrong=str(HOW_A_TASK_IS_WRITTEN))
    return redirect("case", case.id)


def _due(days: str) -> Any:
    if not days:
        return None
    return (
        clock.now() + timedelta(days=int(days)) if days.isdecimal() and len(days) <= 3 and int(days) <= 366 else False
    )


@signed_in
def task_done(request: ReaderRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    """Mark a task as done."""
    case = case_or_404(request, case_id)
    if request.method != "POST" or not tasks.finish(case, task_id, by=request.actor):
        raise Http404
    return redirect("case", case.id)
