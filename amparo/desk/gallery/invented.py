"""The invented children, deadlines and choices that the components show."""

from amparo.ledger.text import t

ANA = {
    "name": "Ana",
    "age": 14,
    "country": "Guatemala",
    "with_whom": t("sola", "alone"),
    "number": "MEX-26-00417",
    "href": "#ana",
}
LUIS = {"name": "Luis y Marta", "age": t("unos 8 y 5 años", "about 8 and 5 years old"), "country": "Honduras"}
LUIS |= {"with_whom": t("con su hermana mayor", "with their elder sister"), "number": "MEX-26-00388", "href": "#luis"}
UNKNOWN = {"number": "MEX-26-00420"}
SOON = {
    "label": t("Avisar a protección", "Tell protection"),
    "due_text": t("hoy 14:20, quedan 40 min", "today 14:20, 40 min left"),
    "exact": "2026-11-22 14:20 UTC−6",
    "state": "soon",
}
OK = {
    "label": t("Entrevista", "Interview"),
    "due_text": t("mañana 09:00, quedan 18 h", "tomorrow 09:00, 18 h left"),
    "exact": "2026-11-23 09:00 UTC−6",
    "state": "ok",
}
LATE = {
    "label": t("Cita con consulado", "Consular visit"),
    "due_text": t("ayer 17:00, hace 15 h", "yesterday 17:00, 15 h ago"),
    "exact": "2026-11-21 17:00 UTC−6",
    "state": "late",
}
DONE = {
    "label": t("Intérprete", "Interpreter"),
    "due_text": t("hoy 08:10", "today 08:10"),
    "exact": "2026-11-22 08:10 UTC−6",
    "state": "done",
}
CHOICES = [
    {"value": "yes", "label": t("Sí", "Yes")},
    {"value": "no", "label": t("No", "No")},
    {
        "value": "unknown",
        "label": t("No sé", "I do not know"),
        "hint": t("También es una respuesta", "This is an answer too"),
    },
]
PLACES = [
    {"value": "tap", "label": "Tapachula", "group": "Chiapas"},
    {"value": "pal", "label": "Palenque", "group": "Chiapas"},
    {"value": "ten", "label": "Tenosique", "group": "Tabasco"},
]
ERROR = t("Escriba el año con cuatro cifras, como 2012", "Write the year in four digits, like 2012")
