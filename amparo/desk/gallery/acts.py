"""What can be done, what stands in the way, and what was done."""

from amparo.desk.gallery.invented import ANA, LATE, LUIS, SOON
from amparo.ledger.text import t

DENY = {
    "what": t("No se puede aprobar el retorno.", "The return cannot be approved."),
    "why": t(
        "Su solicitud de protección sigue abierta desde el 3 de marzo.",
        "The protection request has been open since 3 March.",
    ),
    "opens": [
        {"href": "#resolve", "label": t("Ver el estado de la solicitud", "See how the request stands")},
        {"href": "#views", "label": t("Escuchar otra vez a Ana", "Hear Ana again")},
    ],
    "norm": {
        "text": t("Ley de protección, art. 118", "Protection Act, art. 118"),
        "href": "#norm",
        "note": t("Obliga", "Binds"),
    },
}
HOLD = {
    "what": t("Falta tutoría.", "There is no guardian."),
    "why": t("Nadie la representa desde hace dos días.", "Nobody has represented her for two days."),
    "level": "hold",
    "opens": [{"href": "#g", "label": t("Nombrar tutoría", "Appoint a guardian")}],
    "norm": t("Ley general, art. 106", "General Act, art. 106"),
}
WARN = {
    "what": t("Puede seguir.", "You may go on."),
    "why": t("El intérprete está confirmado solo por teléfono.", "The interpreter is confirmed by telephone only."),
    "level": "warn",
}

TASKS: list[dict[str, object]] = [
    {
        "who": LUIS,
        "what": t("Pedir cita al consulado", "Ask the consulate for a visit"),
        "deadline": LATE | {"label": ""},
        "button": {"href": "#a", "label": t("Abrir", "Open")},
    },
    {
        "who": ANA,
        "what": t("Firmar la determinación", "Sign the determination"),
        "from_whom": t("pide Lic. Méndez", "asked by Ms Méndez"),
        "deadline": SOON | {"label": ""},
        "button": {"href": "#b", "label": t("Firmar", "Sign")},
    },
]
STEPS_NOW: list[dict[str, object]] = [
    {
        "what": t("Tamizaje", "Screening"),
        "href": "#screen",
        "button": t("Hacer", "Do"),
        "notes": [t("Tamizaje inicial", "Initial screening"), t("Tamizaje completo", "Complete screening")],
        "deadline": LATE | {"label": ""},
    },
    {
        "what": t("Derivar al refugio", "Refer to asylum"),
        "href": "#hear",
        "button": t("Primero", "First"),
        "before": t("Escuchar a Ana", "Hear Ana"),
        "deadline": SOON | {"label": ""},
    },
    {"what": t("Llamar a la tía", "Call the aunt"), "finish": "#finish"},
    {
        "what": t("Acuse del refugio", "Acknowledgement of asylum"),
        "who": t("Comisión de Refugio", "Refugee Commission"),
        "reach": {"href": "tel:+525500000000", "label": "+52 55 0000 0000"},
        "since": t("3 de marzo", "3 March"),
        "deadline": SOON | {"label": ""},
    },
]
STEPS_DONE: list[dict[str, object]] = [
    {
        "what": t("Tutoría", "Guardian"),
        "result": t("Designada", "Appointed"),
        "at_text": t("ayer 10:20", "yesterday 10:20"),
        "exact": "2026-03-02 10:20",
        "who": t("Rosa M.", "Rosa M."),
        "href": "#read",
    },
    {"what": t("Información", "Information"), "at_text": t("el lunes", "on Monday"), "exact": "2026-03-01", "who": ""},
]
ACTS: list[dict[str, object]] = [
    {
        "code": "hear",
        "title": t("Escuchar a Ana", "Hear Ana"),
        "state": "ready",
        "href": "#hear",
        "line": t("Anota su opinión antes de decidir.", "Records her views before a decision."),
    },
    {
        "code": "search",
        "title": t("Abrir búsqueda familiar", "Open family search"),
        "state": "ready",
        "href": "#search",
        "line": t("Avisa a quienes buscan en Guatemala.", "Tells the tracing officers in Guatemala."),
    },
    {
        "code": "asylum",
        "title": t("Resolver la solicitud", "Decide the request"),
        "state": "other",
        "who": t("la autoridad de refugio", "the refugee authority"),
        "reach": {"href": "tel:+525500000000", "label": "+52 55 0000 0000"},
    },
    {
        "code": "return",
        "title": t("Aprobar el plan de retorno", "Approve the return plan"),
        "state": "blocked",
        "blocks": [DENY, HOLD],
    },
]
EVENTS: list[dict[str, object]] = [
    {
        "title": t("Escuchada por primera vez", "Heard for the first time"),
        "by": "Lic. Rosa Méndez",
        "at_text": t("hoy 10:05", "today 10:05"),
        "exact": "2026-11-22 10:05 UTC−6",
        "body": t("Quiere vivir con su tía en Puebla.", "She wants to live with her aunt in Puebla."),
        "href": "#e3",
    },
    {
        "title": t("Traslado a un lugar de detención", "Transfer to a place of detention"),
        "by": t("Agencia de frontera", "Border agency"),
        "at_text": t("ayer 18:30", "yesterday 18:30"),
        "exact": "2026-11-21 18:30 UTC−6",
        "refused": True,
        "body": t(
            "La norma no permite detener a ninguna niña, niño o adolescente.",
            "The law allows no child to be detained.",
        ),
    },
    {
        "title": t("Acta de nacimiento", "Birth certificate"),
        "by": t("Consulado de Guatemala", "Consulate of Guatemala"),
        "at_text": t("el jueves", "on Thursday"),
        "received": True,
    },
]
