"""The page that shows every component in every state, with invented content.

For people who build, and for the browser tests.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amparo.desk.gallery.acts import ACTS, DENY, EVENTS, HOLD, STEPS_DONE, STEPS_NOW, TASKS, WARN
from amparo.desk.gallery.case import DIFFERENCES, FACTS, HEAD, LEFT, RIGHT, TABS
from amparo.desk.gallery.fields import CHOSEN, REST, WRITTEN
from amparo.desk.gallery.invented import ANA, DONE, ERROR, LATE, LUIS, OK, SOON, UNKNOWN
from amparo.desk.gallery.lists import COLUMNS, PAGE, ROWS, gallery_narrowing
from amparo.ledger.text import t

NAVIGATION = [
    {"href": "#work", "label": t("Mi trabajo", "My work"), "count": 7},
    {"href": "#cases", "label": t("Casos", "Cases"), "current": True},
    {"href": "#search", "label": t("Buscar", "Search")},
    {"href": "#duty", "label": t("Guardia", "On duty")},
    {"href": "#library", "label": t("Biblioteca", "Library")},
]
SIGNED_IN = {
    "name": "Rosa Méndez",
    "agency": t("Procuraduría de Protección Las Ceibas", "Las Ceibas Protection Office"),
    "account_href": "#account",
    "sign_out_href": "#out",
}
SOURCES = [
    t("Dicho por Ana, 22 nov", "Said by Ana, 22 Nov"),
    {
        "text": t("Opinión Consultiva 21, párr. 100", "Advisory Opinion 21, para. 100"),
        "href": "#oc21",
        "note": t("Orienta", "Guides"),
    },
]
TAGS = [
    (t("Abierto", "Open"), "neutral"),
    (t("Nuevo", "New"), "action"),
    (t("Hoy", "Today"), "time"),
    (t("Riesgo", "Risk"), "danger"),
    (t("Cerrado", "Closed"), "done"),
]
ERRORS = [
    {"href": "#birth", "text": ERROR},
    {"href": "#place", "text": t("Elija el lugar", "Choose the place")},
]


def gallery(request: HttpRequest) -> HttpResponse:
    """Show all components (`/components/`); reads no data."""
    return render(
        request,
        "desk/gallery.html",
        _build_page_context() | _build_case_context() | _build_list_context() | _build_work_context(),
    )


def _build_page_context() -> dict[str, object]:
    return {
        "navigation": NAVIGATION,
        "signed_in": SIGNED_IN,
        "demo": True,
        "fields": [*WRITTEN, *CHOSEN, *REST],
        "errors": ERRORS,
    }


def _build_case_context() -> dict[str, object]:
    sides: dict[str, object] = {"left": LEFT, "right": RIGHT, "differences": DIFFERENCES}
    return {
        **sides,
        "base": "registry/case.html",
        "head": HEAD,
        "tabs": TABS,
        "facts": FACTS,
        "sources": SOURCES,
        "events": EVENTS,
    }


def _build_list_context() -> dict[str, object]:
    return {
        "columns": COLUMNS,
        "rows": ROWS,
        "narrowed": gallery_narrowing(),
        "page": PAGE,
        "people": [ANA, LUIS, UNKNOWN],
        "tags": TAGS,
    }


def _build_work_context() -> dict[str, object]:
    return {
        "deadlines": [OK, SOON, LATE, DONE],
        "verdicts": [DENY, HOLD, WARN],
        "tasks": TASKS,
        "steps_now": STEPS_NOW,
        "steps_done": STEPS_DONE,
        "acts": ACTS,
    }
