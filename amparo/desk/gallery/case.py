"""The head of a case, its tabs, facts on file, and two records side by side."""

from amparo.desk.gallery.invented import ANA, LATE, OK, SOON
from amparo.ledger.text import t

_STATES = ["done", "done", "current", "todo", "todo", "todo"]
_NAMES = [
    t("Detección", "Detection"),
    t("Primera atención", "First care"),
    t("Interés superior", "Best interests"),
    t("Restitución", "Restitution"),
    t("Ejecución", "Carrying out"),
    t("Seguimiento", "Follow-up"),
]
_TABS = [
    ("Qué sigue", "What is next"),
    ("Cronología", "Timeline"),
    ("NNA y familia", "Child and family"),
    ("Protección", "Protection"),
    ("Interés superior", "Best interests"),
    ("Tutela y cuidado", "Guardian and care"),
    ("Búsqueda familiar", "Family search"),
    ("Consular", "Consular"),
    ("Archivos", "Files"),
    ("Quién lo leyó", "Who read it"),
]
HEAD: dict[str, object] = {
    "person": ANA | {"href": "", "number": ""},
    "number": "MEX-26-00417",
    "where": t("Albergue El Roble, Tapachula", "El Roble shelter, Tapachula"),
    "officer": "Lic. Rosa Méndez",
    "alerts": [
        t("No avisar al consulado", "Do not tell the consulate"),
        {
            "text": t("Viaja con una persona que no es familiar", "Travels with someone who is not family"),
            "tone": "time",
        },
    ],
    "steps": [{"label": n, "state": s} for n, s in zip(_NAMES, _STATES, strict=True)],
    "clocks": [SOON, OK, LATE],
}
TABS: list[dict[str, object]] = [
    {"href": f"#place-{n}", "label": t(*p), "current": n == 0, "count": 3 if n == 1 else None}
    for n, p in enumerate(_TABS)
]
FACTS: list[dict[str, object]] = [
    {
        "key": t("Nombre que usa", "Name used"),
        "value": "Ana",
        "href": "#name",
        "note": t("Dicho por ella, 22 nov", "Said by her, 22 Nov"),
    },
    {"key": t("Salud", "Health"), "restricted": True},
    {"key": t("Lengua", "Language"), "href": "#language", "action": t("Añadir", "Add")},
    {"key": t("Hermanos", "Siblings"), "value": 0},
]
LEFT: dict[str, object] = ANA
RIGHT: dict[str, object] = ANA | {"name": "Ana María", "number": "MEX-26-00102", "href": "#other"}
DIFFERENCES: list[dict[str, object]] = [
    {"label": t("Apellido", "Surname"), "left": "López", "right": "López"},
    {
        "label": t("Nacimiento", "Birth"),
        "left": "2012-03-27",
        "right": "2012-05-27",
        "note": t("solo cambia el mes", "only the month differs"),
    },
    {"label": t("Lugar", "Place"), "left": "Huehuetenango", "right": ""},
]
