"""Reports of missing children: the list, one report, its history, its files, who read it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.policy import AccountsPolicy
from amparo.accounts.roles import ROLES
from amparo.accounts.selectors import agency_names, names_of, readings_of
from amparo.accounts.steps import note_reading, note_readings
from amparo.core import clock, selectors
from amparo.core.actor import Actor
from amparo.core.acts import ACTS, Act
from amparo.core.codes import code_list, label
from amparo.core.compartments import PROTECTION
from amparo.core.file import CaseFile
from amparo.core.models import Case, Event
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.registry.matcher import MatcherSilent
from amparo.registry.selectors import files_of
from amparo.tracing.matches.results import reports_like
from amparo.tracing.reports import selectors as found_in
from amparo.tracing.reports.acts.files import BROUGHT
from amparo.tracing.reports.known import consents_of, known
from amparo.web import present
from amparo.web.compare import explained
from amparo.web.export import csv_file, csv_text, list_as_csv, wants_csv
from amparo.web.filing import chosen_file, file_report
from amparo.web.filters import report_filters_from
from amparo.web.narrowing import address, narrowing
from amparo.web.pages.base import ReaderRequest, report_or_404, signed_in, works_on_cases
from amparo.web.pages.bulletins import bulletin_row
from amparo.web.pages.files import as_attachment, read_or_404, upload_form
from amparo.web.pages.tracing import ROLES_THAT_COUNT
from amparo.web.words import READING_WORDS

_TONES = {"high": "danger", "normal": "neutral", "open": "action", "closed": "neutral", "withdrawn": "neutral"}
HEADS = (
    t("Número", "Number"), t("Nombre", "Name"), t("Edad", "Age"), t("Sexo", "Sex"), t("Urgencia", "Urgency"),
    t("Estado", "State"), t("Reportada el", "Reported on"), t("Última noticia", "Last news"),
    t("Autoridad responsable", "Responsible authority"),
)  # fmt: skip
_URGENCY = {"high": t("Urgencia alta", "High urgency"), "normal": t("Urgencia normal", "Normal urgency")}
"""Where no heading says what is high or normal."""
AT_ONCE = 200
_ONLY_AN_ID = frozenset({"bulletin", "photograph", "file"})


@signed_in
@works_on_cases
def reports(request: ReaderRequest) -> HttpResponse:
    """The list of reports, searched and filtered; the same as CSV with `?format=csv`."""
    by = request.actor
    try:
        filters = report_filters_from(request.GET)
        limit = AT_ONCE if wants_csv(request) else 25
        page = found_in.report_list(by=by, filters=filters, cursor=request.GET.get("cursor", ""), limit=limit)
    except BadInput:
        return redirect("reports")
    agencies = agency_names({row.agency for row in page.rows if row.agency})
    if wants_csv(request) and page.next is None:
        note_readings([row.id for row in page.rows], "download", by=by)
        return csv_file(csv_text(HEADS, (_cells(row, agencies, by) for row in page.rows)), len(page.rows))
    context = {
        "columns": [
            {"label": t("Niña, niño o adolescente", "Child"), "kind": "person"},
            {"label": t("Urgencia", "Urgency"), "kind": "tag"},
            {"label": t("Estado", "State"), "kind": "tag"},
            {"label": t("Reportada el", "Reported on")},
            {"label": t("Última noticia", "Last news")},
            {"label": t("Autoridad responsable", "Responsible authority")},
        ],
        "rows": [_row(row, agencies, by) for row in page.rows],
        "narrowed": narrowing(request.GET, _filter_fields(filters), at=reverse("reports")),
        "searched": filters != found_in.ReportFilters(),
        "count": page.total,
        "page": {"next": address(request.GET, cursor=page.next) if page.next else ""},
        "csv_href": address(request.GET, format="csv") if page.total <= AT_ONCE else "",
        "may_report": ROLES[by.role].may(ACTS["report_missing"]),
        "may_match": ROLES[by.role].may(ACTS["record_report_match"]),
        "may_count": by.role in ROLES_THAT_COUNT,
    }
    return render(request, "reports.html", context)


def _tag(name: str, code: str) -> dict[str, Any]:
    return {"text": str(label(name, code)).partition(":")[0], "tone": _TONES[code]}


def _row(row: found_in.ReportRow, agencies: dict[UUID, str], by: Actor) -> list[Any]:
    person = {"name": row.name, "age": row.age, "number": row.number, "href": reverse("report", args=[row.id])}
    return [
        person,
        _tag("report_urgency", row.urgency),
        _tag("report_state", row.state),
        present.when(row.reported_at, clock.now(), by),
        present.day(row.last_news_at.isoformat()) if row.last_news_at else "",
        agencies.get(row.agency, "") if row.agency else "",
    ]


def _cells(row: found_in.ReportRow, agencies: dict[UUID, str], by: Actor) -> list[Any]:
    return [
        row.number,
        row.name,
        row.age,
        label("sex", row.sex),
        _tag("report_urgency", row.urgency)["text"],
        _tag("report_state", row.state)["text"],
        present.local(row.reported_at, by).date().isoformat(),
        row.last_news_at or "",
        agencies.get(row.agency, "") if row.agency else "",
    ]


def _filter_fields(filters: found_in.ReportFilters) -> list[dict[str, Any]]:
    words = {
        "state": ("report_state", t("Estado", "State")),
        "urgency": ("report_urgency", t("Urgencia", "Urgency")),
        "age": ("search_age", t("Desde cuándo se busca", "How long the search has run")),
    }
    return [present.coded_filter(name, said, of, getattr(filters, name)) for name, (of, said) in words.items()]


def report_context(request: ReaderRequest, report: Case, file: CaseFile, current: str) -> dict[str, Any]:
    """What is always visible on the pages of a report: who is sought, how urgent it is, how it stands, tabs."""
    head = found_in.report_head(file)
    country = ", ".join(str(label("nationality", code)) for code in head.nationalities)
    tabs = (("report", t("Reporte", "Report")), ("report_history", t("Cronología", "Timeline")),
            ("report_files", t("Archivos", "Files")), ("report_readers", t("Quién lo leyó", "Who read it")))  # fmt: skip
    return {
        "report": report,
        "head": {
            "person": {"name": head.name, "age": head.age, "country": country, "number": report.number},
            "urgency": _tag("report_urgency", head.urgency) | {"text": _URGENCY[head.urgency]},
            "state": _tag("report_state", head.state),
            "reasons": [label("urgency_reason", reason) for reason in head.reasons],
            "last_news": present.day(head.last_news_on.isoformat()) if head.last_news_on else "",
            "searcher": head.searcher,
        },
        "tabs": [
            {"href": reverse(name, args=[report.id]), "label": words, "current": name == current}
            for name, words in tabs
        ],
    }


@signed_in
def report(request: ReaderRequest, report_id: UUID) -> HttpResponse:
    """Who is sought, what can be done now, what is known, the bulletins."""
    one, by = report_or_404(request, report_id), request.actor
    file = selectors.file_for(one, by=by)
    note_reading(one, "report", by=by)
    possible = found_in.possible_acts(file, by=by)
    context = report_context(request, one, file, "report") | {
        "acts": [_act_link(one, act.code) for act in possible],
        "tasks": _open_tasks(one, possible, by),
        "rows": present.answers(ACTS["report_missing"], _known(file), by),
        "restricted": not by.reads(frozenset({PROTECTION})),
        "bulletins": [bulletin_row(bulletin, by, whole=True) for bulletin in found_in.bulletins_of(one, by=by)],
        "alike": _alike(file, by),
    }
    return render(request, "report/index.html", context)


def _open_tasks(report: Case, possible: list[Act], by: Actor) -> list[dict[str, Any]]:
    """What is to be done: by the reader's agency with the act that does it, by another with whose it is."""
    rows, now = [row for row in selectors.tasks_of_case(report, by=by) if row.done_at is None], clock.now()
    whose = agency_names({row.agency for row in rows if row.agency and row.agency != by.agency})
    does = {code: act.code for act in possible for code in act.ends}
    return [
        {
            "what": present.task_words(row),
            "whose": whose.get(row.agency, "") if row.agency else "",
            "href": "" if row.agency in whose or row.code not in does else _act_link(report, does[row.code])["href"],
            "deadline": present.deadline(row.code, row.due_at, now, by) | {"label": ""} if row.due_at else None,
        }
        for row in rows
    ]


def _alike(file: CaseFile, by: Actor) -> list[dict[str, Any]]:
    """Other reports that may be of the same child; none while the matcher is silent."""
    with suppress(MatcherSilent):
        return [
            {
                "href": reverse("report", args=[one.card.case_id]),
                "number": one.card.number,
                "name": one.card.name,
                "likely": explained(one.match),
            }
            for one in reports_like(file, by=by)
        ]
    return []


def _act_link(report: Case, code: str) -> dict[str, Any]:
    href = reverse("report_files" if code == "record_report_file" else "report_act",
                   args=[report.id] if code == "record_report_file" else [report.id, code])  # fmt: skip
    return {"href": href, "label": ACTS[code].title}


def _known(file: CaseFile) -> dict[str, Any]:
    """The answers as they stand, as the first form would say them."""
    names: dict[str, Any] = {}
    for entry in file.all("report_missing", "record_report_news"):
        names |= entry.get("names", {})
    asked = ACTS["report_missing"].Input.model_fields
    found = {name: value for name in asked if (value := known(file, name)) is not None}
    agreed = consents_of(file)
    found["consents"] = [code for code in code_list("search_consent") if code in agreed]
    return found | ({"names": names} if names else {})


@signed_in
def history(request: ReaderRequest, report_id: UUID) -> HttpResponse:
    """Every event of the report with what it said, the latest first, as far as this reader may see it."""
    one, by, now = report_or_404(request, report_id), request.actor, clock.now()
    file = selectors.file_for(one, by=by)
    note_reading(one, "events", by=by)
    events = list(Event.objects.filter(case=one.id).order_by("-seq"))
    people = names_of({UUID(event.actor) for event in events})
    key = bytes(one.sealing_key) if one.sealing_key else None
    items = [
        {
            "title": ACTS[event.act].title if event.act in ACTS else event.act,
            "by": people.get(UUID(event.actor), ""),
            "at_text": present.when(event.occurred_at, now, by),
            "exact": present.exact(event.occurred_at, by),
            "body": _said(event, key, by),
        }
        for event in events
    ]
    return render(
        request, "report/history.html", report_context(request, one, file, "report_history") | {"items": items}
    )


def _said(event: Event, key: bytes | None, by: Actor) -> str:
    opened = selectors.opened_for(event, key, by)
    if opened is None or event.act not in ACTS:
        return ""
    body = {name: value for part in opened["parts"].values() for name, value in part.items()}
    return "\n".join(
        f"{row['key']}: {row['value']}" for row in present.answers(ACTS[event.act], body, by, without=_ONLY_AN_ID)
    )


@signed_in
def readers(request: ReaderRequest, report_id: UUID) -> HttpResponse:
    """Who read this report."""
    one, by = report_or_404(request, report_id), request.actor
    rows = [
        [
            row["person"],
            row["agency"],
            READING_WORDS.get(row["what"], row["what"]),
            present.exact(datetime.fromisoformat(row["at"]), by),
        ]
        for row in readings_of(one, by=by)
    ]
    columns = [{"label": t("Persona", "Person")}, {"label": t("Institución", "Agency")}, {"label": t("Qué leyó", "What they read")},
               {"label": t("Cuándo", "When")}]  # fmt: skip
    if wants_csv(request):
        return list_as_csv(columns, rows)
    context = report_context(request, one, selectors.file_for(one, by=by), "report_readers")
    return render(request, "report/readers.html", context | {"columns": columns, "rows": rows[:200]})


@signed_in
def files(request: ReaderRequest, report_id: UUID) -> HttpResponse:
    """Photographs and papers on the report, and the form that adds to them."""
    one, by = report_or_404(request, report_id), request.actor
    may_add = AccountsPolicy().role_may(by, ACTS["record_report_file"])
    errors: tuple[FieldError, ...] = ()
    if request.method == "POST":
        if not may_add:
            raise Http404
        try:
            content, kind = chosen_file(request, BROUGHT)
            file_report(one, content=content, kind=kind, shows=request.POST.get("shows", "").strip(), by=by)
        except BadInput as problem:
            errors = problem.errors
        else:
            messages.success(request, str(t("El archivo quedó en el reporte.", "The file is on the report.")))
            return redirect("report_files", one.id)
    return _files_page(request, one, errors, may_add=may_add)


def _files_page(request: ReaderRequest, report: Case, errors: tuple[FieldError, ...], *, may_add: bool) -> HttpResponse:
    by, now = request.actor, clock.now()
    rows = [
        [
            {"href": reverse("report_file", args=[report.id, row.id]), "text": str(label("file_kind", row.kind))},
            present.when(row.at, now, by),
        ]
        for row in files_of(report, by=by)
    ]
    shows = ("shows", t("Qué muestra y de cuándo es", "What it shows, and from when"))
    context = report_context(request, report, selectors.file_for(report, by=by), "report_files") | {
        "columns": [{"label": t("Archivo", "File"), "kind": "link"}, {"label": t("Cuándo", "When")}],
        "rows": rows,
        **upload_form(request, sorted(BROUGHT), shows, errors, may_add=may_add),
    }
    return render(request, "report/files.html", context, status=422 if errors else 200)


@signed_in
def file(request: ReaderRequest, report_id: UUID, file_id: UUID) -> HttpResponse:
    """The bytes of one file of the report."""
    one = report_or_404(request, report_id)
    row, content = read_or_404(file_id, of=one, by=request.actor)
    note_reading(one, "files", by=request.actor)
    return as_attachment(row, content)
