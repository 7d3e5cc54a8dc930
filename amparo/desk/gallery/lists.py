"""A list with its filters and pages."""

from django.http import QueryDict

from amparo.desk.gallery.invented import ANA, DONE, LATE, LUIS, OK, PLACES, SOON, UNKNOWN
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.narrowing import Narrowing, build_narrowing

COLUMNS: list[dict[str, object]] = [
    {"label": t("Niña, niño o adolescente", "Child"), "kind": "person"},
    {"label": t("Plazo", "Deadline"), "kind": "deadline"},
    {"label": t("Paso", "Step"), "kind": "tag"},
    {"label": t("Lugar", "Place")},
    {"label": t("Hermanos", "Siblings"), "kind": "number"},
]
_STEP = {"text": t("Interés superior", "Best interests"), "tone": "action"}
_ROWS: list[object] = [
    {"cells": [LUIS, LATE, _STEP, "Tenosique", 1], "state": "late"},
    {"cells": [ANA, SOON, _STEP, {"restricted": True}, 0], "state": "new"},
    [UNKNOWN, OK, {"text": t("Primera atención", "First care"), "tone": "neutral"}, "", 2],
]
_ROWS += [
    [ANA | {"name": n, "number": f"MEX-26-{400 - i:05}", "age": 9 + i % 8}, DONE, _STEP, "Tapachula", i % 3]
    for i, n in enumerate(["Brisa", "Camilo", "Dayana", "Elmer", "Flor", "Gael"] * 4)
]
ROWS = _ROWS[:25]
_FILTERS: list[JsonObject] = [
    {"kind": "select", "name": "where", "label": t("Lugar", "Place"), "choices": PLACES, "value": PLACES[0]["value"]},
    {"kind": "checkboxes", "name": "overdue", "label": t("Plazos", "Deadlines"), "value": ["1"],
     "choices": [{"value": "1", "label": t("Sólo con plazo vencido", "Only with an overdue deadline")}]},
]  # fmt: skip


def gallery_narrowing() -> Narrowing:
    """Return the list searched and filtered, in the reader's language."""
    return build_narrowing(QueryDict(f"q=ana&where={PLACES[0]['value']}&overdue=1"), _FILTERS, url="/components/")


PAGE: dict[str, object] = {"previous": "?before=a", "next": "?after=z", "text": t("26–50 de 312", "26–50 of 312")}
