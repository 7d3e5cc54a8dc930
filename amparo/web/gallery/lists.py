"""A list with its filters and pages."""

from amparo.core.text import t
from amparo.web.gallery.invented import ANA, DONE, LATE, LUIS, OK, PLACES, SOON, UNKNOWN

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
FILTERS: list[dict[str, object]] = [
    {"kind": "text", "name": "q", "label": t("Nombre o número", "Name or number")},
    {"kind": "select", "name": "where", "label": t("Lugar", "Place"), "choices": PLACES},
]
ACTIVE: list[dict[str, object]] = [
    {"text": "Tapachula", "href": "#less"},
    {"text": t("con plazo vencido", "with overdue deadline"), "href": "#less"},
]
PAGE: dict[str, object] = {"previous": "?before=a", "next": "?after=z", "text": t("26–50 de 312", "26–50 of 312")}
