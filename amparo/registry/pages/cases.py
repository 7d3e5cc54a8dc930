"""The list of cases: searched, narrowed, taken along; and of those handed over."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.selectors import agency_names
from amparo.cases import components
from amparo.cases.access import has_handed_over
from amparo.cases.act import ACTS
from amparo.cases.emergency import may_look
from amparo.cases.pages.base import works_on_cases
from amparo.cases.readings import log_readings
from amparo.cases.rights import role_may
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import code_list
from amparo.ledger.problems import BadInput
from amparo.ledger.text import t
from amparo.registry.components import STEPS, child_line
from amparo.registry.filters import filters_from
from amparo.registry.lists import sheet
from amparo.registry.selectors import Filters, Page, Row, case_list, handed_over_list
from amparo.ui import present
from amparo.ui.choices import options
from amparo.ui.export import csv_file, list_as_csv, wants_csv
from amparo.ui.narrowing import address, narrowing
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.pages.downloads import query_of_list

AT_ONCE = 200  # a longer list is prepared by the worker


@signed_in
@works_on_cases
def cases(request: ReaderRequest) -> HttpResponse:
    """The list of cases, searched and filtered; the same as CSV with `?format=csv`."""
    by, now = request.actor, clock.now()
    try:
        filters = filters_from(request.GET)
        page = case_list(by=by, filters=filters, cursor=request.GET.get("cursor", ""), limit=25, counted=True)
    except BadInput as problem:
        return _without_unread(request, problem)
    if wants_csv(request):
        return _as_csv(request, page, filters)
    agencies = agency_names({row.agency for row in page.rows if row.agency})
    rows = [_case_row(row, agencies, now, by) for row in page.rows]
    context = {
        "columns": [
            {"label": t("Niña, niño o adolescente", "Child"), "kind": "person"},
            {"label": t("Próximo plazo", "Next deadline"), "kind": "deadline"},
            {"label": t("Paso", "Step"), "kind": "tag"},
            {"label": t("Autoridad responsable", "Responsible authority")},
        ],
        "rows": rows,
        "narrowed": narrowing(request.GET, _filter_fields(filters, by), at=reverse("cases")),
        "searched": filters != Filters(),
        "count": page.total,
        "page": {"next": address(request.GET, cursor=page.next) if page.next else ""},
        "csv_href": address(request.GET, format="csv"),
        "at_once": (page.total or 0) <= AT_ONCE,
        "list_query": query_of_list(request.GET),
        "may_look": may_look(by),
        "handed_over": has_handed_over(by),
        "may_compare": role_may(by, ACTS["record_duplicate"]),
        "may_register": role_may(by, ACTS["register"]),
    }
    return render(request, "registry/cases.html", context)


def _without_unread(request: ReaderRequest, problem: BadInput) -> HttpResponse:
    """The same list without the filter that cannot be read, saying so: what else was asked for stays."""
    names = {str(field["name"]): str(field["label"]) for field in _filter_fields(Filters(), request.actor)}
    for error in problem.errors:
        name = names.get(error.path, "")
        messages.error(request, f"{name}: {error.message}" if name else str(error.message))
    left = address(request.GET, **{error.path: "" for error in problem.errors})
    return redirect(f"{reverse('cases')}{left}")


@signed_in
@works_on_cases
def handed_over(request: ReaderRequest) -> HttpResponse:
    """Children whom the reader handed over: what they wrote themselves stays theirs to read, and nothing else."""
    by, now = request.actor, clock.now()
    found = handed_over_list(by=by)
    columns = [
        {"label": t("Niña, niño o adolescente", "Child"), "kind": "person"},
        {"label": t("Desde", "Since")},
    ]
    if wants_csv(request):
        return list_as_csv(columns, ([row.name, present.exact(row.since, by)] for row in found))
    rows = [
        [
            {"name": row.name, "number": row.number, "href": reverse("case", args=[row.id])},
            present.when(row.since, now, by),
        ]
        for row in found
    ]
    return render(
        request, "registry/handed_over.html", {"columns": columns, "rows": rows, "back_href": reverse("cases")}
    )


def _case_row(row: Row, agencies: dict[UUID, str], now: datetime, by: Actor) -> dict[str, Any]:
    href = reverse("case", args=[row.id])
    due = components.deadline("", row.next_due_at, now, by) if row.next_due_at else None
    step = {"text": STEPS[row.step - 1], "tone": "neutral"}
    cells = [
        child_line(row, number=row.number, href=href),
        due or "",
        step,
        agencies.get(row.agency, "") if row.agency else "",
    ]
    return {"cells": cells, "state": "late" if due and due["state"] == "late" else ""}


def _as_csv(request: ReaderRequest, page: Page, filters: Filters) -> HttpResponse:
    """At once where all of it fits on one page of the list; else where it is prepared."""
    if page.total is None or page.total > AT_ONCE:
        return redirect(f"{reverse('downloads')}?list=cases&{query_of_list(request.GET)}")
    made = sheet(filters, by=request.actor)
    if len(made.ids) != page.total:
        words = t("La lista cambió mientras se descargaba: vuelva a pedirla.",
                  "The list changed while it was being downloaded: ask for it again.")  # fmt: skip
        messages.error(request, str(words))
        return redirect(f"{reverse('cases')}?{query_of_list(request.GET)}")
    log_readings(made.ids, "download", by=request.actor)
    return csv_file(made.text, len(made.ids))


def _filter_fields(filters: Any, by: Any) -> list[dict[str, Any]]:
    steps = [{"value": str(n), "label": words} for n, words in enumerate(STEPS, 1)]
    countries = [{"value": c.code, "label": c.label} for c in code_list("nationality").values()]
    found: list[dict[str, Any]] = [
        {"kind": "select", "name": "step", "label": t("Paso", "Step"), "choices": steps, "value": filters.step},
        {"kind": "select", "name": "country", "label": t("País en que está", "Country where they are"), "value": filters.country,
         "choices": [{"value": c.code, "label": c.label} for c in code_list("country").values()]},
        {"kind": "select", "name": "origin", "label": t("País de origen", "Country of origin"), "choices": countries, "value": filters.origin},
        {"kind": "number", "name": "age_from", "label": t("Edad desde", "Age from"), "width": 2, "value": filters.age_from},
        {"kind": "number", "name": "age_to", "label": t("Edad hasta", "Age to"), "width": 2, "value": filters.age_to},
        {"kind": "checkboxes", "name": "overdue", "label": t("Plazos", "Deadlines"), "value": ["1"] if filters.overdue else [],
         "choices": [{"value": "1", "label": t("Sólo con plazo vencido", "Only with an overdue deadline")}]},
    ]  # fmt: skip
    found += [
        _chosen_filter(
            "agency", t("Autoridad responsable", "Responsible authority"), "protection_agency", filters.agency, by
        )
    ]
    if by.agency and by.org_kind == "protection":
        found += [_chosen_filter("officer", t("Responsable", "Officer"), "officer", filters.officer, by)]
    if "protection" in by.compartments:
        profiles = [{"value": c.code, "label": c.label} for c in code_list("vulnerability_profile").values()]
        found.insert(
            1,
            {
                "kind": "select",
                "name": "profile",
                "label": t("Perfil", "Profile"),
                "choices": profiles,
                "value": filters.profile,
            },
        )
    return found


def _chosen_filter(name: str, words: str, source: str, value: UUID | None, by: Actor) -> dict[str, Any]:
    offered = [{"value": str(o.id), "label": o.label} for o in options(source, by, None)]
    return {"kind": "select", "name": name, "label": words, "choices": offered, "value": str(value or "")}
