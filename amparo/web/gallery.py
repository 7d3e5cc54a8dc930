"""The page that shows every component in every state, with invented content: for people who build, and for the browser tests."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amparo.core.text import t

_ANA = {
    "name": "Ana",
    "age": 14,
    "country": "Guatemala",
    "with_whom": t("sola", "alone"),
    "number": "MEX-26-00417",
    "href": "#ana",
}
_LUIS = {"name": "Luis y Marta", "age": t("unos 8 y 5 años", "about 8 and 5 years old"), "country": "Honduras"}
_LUIS |= {"with_whom": t("con su hermana mayor", "with their elder sister"), "number": "MEX-26-00388", "href": "#luis"}
_UNKNOWN = {"number": "MEX-26-00420"}
_SOON = {
    "label": t("Avisar a protección", "Tell protection"),
    "due_text": t("hoy 14:20, quedan 40 min", "today 14:20, 40 min left"),
    "exact": "2026-11-22 14:20 UTC−6",
    "state": "soon",
}
_OK = {
    "label": t("Entrevista", "Interview"),
    "due_text": t("mañana 09:00, quedan 18 h", "tomorrow 09:00, 18 h left"),
    "exact": "2026-11-23 09:00 UTC−6",
    "state": "ok",
}
_LATE = {
    "label": t("Cita con consulado", "Consular visit"),
    "due_text": t("ayer 17:00, hace 15 h", "yesterday 17:00, 15 h ago"),
    "exact": "2026-11-21 17:00 UTC−6",
    "state": "late",
}
_DONE = {
    "label": t("Intérprete", "Interpreter"),
    "due_text": t("hoy 08:10", "today 08:10"),
    "exact": "2026-11-22 08:10 UTC−6",
    "state": "done",
}
_CHOICES = [
    {"value": "yes", "label": t("Sí", "Yes")},
    {"value": "no", "label": t("No", "No")},
    {
        "value": "unknown",
        "label": t("No sé", "I do not know"),
        "hint": t("También es una respuesta", "This is an answer too"),
    },
]
_PLACES = [
    {"value": "tap", "label": "Tapachula", "group": "Chiapas"},
    {"value": "pal", "label": "Palenque", "group": "Chiapas"},
    {"value": "ten", "label": "Tenosique", "group": "Tabasco"},
]
_ERROR = t("Escriba el año con cuatro cifras, como 2012", "Write the year in four digits, like 2012")


def _fields() -> list[dict[str, object]]:
    return [
        {
            "kind": "heading",
            "name": "h",
            "label": t("Identidad", "Identity"),
            "hint": t("Lo que la niña, niño o adolescente dice de sí.", "What the child says about themselves."),
        },
        {
            "kind": "text",
            "name": "given",
            "label": t("¿Cómo quiere que le llamen?", "What do they want to be called?"),
            "hint": t("El nombre que usa cada día", "The name they use every day"),
            "why": t("Así le hablamos desde el primer momento.", "So that we use it from the first moment."),
            "value": "Ana",
            "required": True,
            "maxlength": 80,
        },
        {
            "kind": "number",
            "name": "age",
            "label": t("Edad aproximada", "Approximate age"),
            "suffix": t("años", "years"),
            "width": 2,
        },
        {"kind": "password", "name": "secret", "label": t("Contraseña", "Password"), "required": True},
        {
            "kind": "date",
            "name": "birth",
            "label": t("Fecha de nacimiento", "Date of birth"),
            "hint": t("Por ejemplo, 27 3 2012", "For example, 27 3 2012"),
            "value": {"day": "27", "month": "3", "year": "12"},
            "errors": [_ERROR],
            "required": True,
        },
        {
            "kind": "datetime",
            "name": "met",
            "label": t("¿Cuándo tuvo contacto?", "When was the contact?"),
            "value": "2026-11-22T14:20",
            "required": True,
        },
        {
            "kind": "radios",
            "name": "alone",
            "label": t("¿Viaja sin compañía?", "Travelling alone?"),
            "choices": _CHOICES,
            "why": t("De esto depende a quién se avisa y en qué plazo.", "It decides who is told, and how soon."),
            "required": True,
        },
        {
            "kind": "radios",
            "name": "sleepy",
            "label": t("¿Se ve con sueño o cansancio?", "Do they look sleepy or tired?"),
            "choices": _CHOICES,
            "observed": True,
            "inline": True,
            "value": "no",
        },
        {
            "kind": "checkboxes",
            "name": "needs",
            "label": t("¿Qué necesita ahora?", "What is needed now?"),
            "choices": [
                {"value": "water", "label": t("Agua y comida", "Water and food")},
                {"value": "rest", "label": t("Descanso", "Rest")},
                {"value": "doctor", "label": t("Atención de salud", "Health care")},
            ],
            "value": ["water", "rest"],
        },
        {
            "kind": "select",
            "name": "place",
            "label": t("Lugar", "Place"),
            "choices": _PLACES,
            "errors": [t("Elija el lugar", "Choose the place")],
            "required": True,
        },
        {
            "kind": "textarea",
            "name": "words",
            "label": t("En sus palabras", "In their own words"),
            "rows": 3,
            "maxlength": 500,
        },
        {
            "kind": "file",
            "name": "paper",
            "label": t("Foto de un papel que trae", "Photo of a paper they carry"),
            "accept": "image/*",
        },
        {
            "kind": "people",
            "name": "siblings",
            "label": t("Hermanas y hermanos", "Sisters and brothers"),
            "rows": [
                [
                    {
                        "kind": "text",
                        "name": "siblings-0-name",
                        "label": t("Nombre", "Name"),
                        "value": "Pedro",
                        "required": True,
                    }
                ],
                [
                    {
                        "kind": "text",
                        "name": "siblings-1-name",
                        "label": t("Nombre", "Name"),
                        "required": True,
                        "errors": [
                            t("Escriba el nombre, o quite esta persona", "Write the name, or remove this person")
                        ],
                    }
                ],
            ],
        },
        {"kind": "hidden", "name": "version", "value": "3"},
    ]


_DENY = {
    "what": t("No se puede aprobar el retorno.", "The return cannot be approved."),
    "why": t(
        "Su solicitud de protección sigue abierta desde el 3 de marzo.",
        "The protection request has been open since 3 March.",
    ),
    "opens": [
        {"href": "#resolve", "label": t("Ver el estado de la solicitud", "See how the request stands")},
        {"href": "#views", "label": t("Escuchar otra vez a Ana", "Hear Ana again")},
    ],
    "norm": t("Ley de protección, art. 118", "Protection Act, art. 118"),
    "verified": False,
}
_HOLD = {
    "what": t("Falta tutoría.", "There is no guardian."),
    "why": t("Nadie la representa desde hace dos días.", "Nobody has represented her for two days."),
    "level": "hold",
    "opens": [{"href": "#g", "label": t("Nombrar tutoría", "Appoint a guardian")}],
    "norm": t("Ley general, art. 106", "General Act, art. 106"),
}
_WARN = {
    "what": t("Puede seguir.", "You may go on."),
    "why": t("El intérprete está confirmado solo por teléfono.", "The interpreter is confirmed by telephone only."),
    "level": "warn",
}


def _case() -> dict[str, object]:
    states = ["done", "done", "current", "todo", "todo", "todo"]
    names = [
        t("Detección", "Detection"),
        t("Primera atención", "First care"),
        t("Interés superior", "Best interests"),
        t("Restitución", "Restitution"),
        t("Ejecución", "Carrying out"),
        t("Seguimiento", "Follow-up"),
    ]
    places = [
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
    return {
        "head": {
            "person": _ANA | {"href": "", "number": ""},
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
            "steps": [{"label": n, "state": s} for n, s in zip(names, states, strict=True)],
            "clocks": [_SOON, _OK, _LATE],
        },
        "tabs": [
            {"href": f"#place-{n}", "label": t(*p), "current": n == 0, "count": 3 if n == 1 else None}
            for n, p in enumerate(places)
        ],
    }


def _lists() -> dict[str, object]:
    columns = [
        {"label": t("Niña, niño o adolescente", "Child"), "kind": "person"},
        {"label": t("Plazo", "Deadline"), "kind": "deadline"},
        {"label": t("Paso", "Step"), "kind": "tag"},
        {"label": t("Lugar", "Place")},
        {"label": t("Hermanos", "Siblings"), "kind": "number"},
    ]
    step = {"text": t("Interés superior", "Best interests"), "tone": "action"}
    rows = [
        {"cells": [_LUIS, _LATE, step, "Tenosique", 1], "state": "late"},
        {"cells": [_ANA, _SOON, step, {"restricted": True}, 0], "state": "new"},
        [_UNKNOWN, _OK, {"text": t("Primera atención", "First care"), "tone": "neutral"}, "", 2],
    ]
    rows += [
        [_ANA | {"name": n, "number": f"MEX-26-{400 - i:05}", "age": 9 + i % 8}, _DONE, step, "Tapachula", i % 3]
        for i, n in enumerate(["Brisa", "Camilo", "Dayana", "Elmer", "Flor", "Gael"] * 4)
    ]
    return {"columns": columns, "rows": rows[:25]}


def gallery(request: HttpRequest) -> HttpResponse:
    """All components (`/components/`); reads no data."""
    see = t("Abrir", "Open")
    context = {
        **_case(),
        **_lists(),
        "navigation": [
            {"href": "#work", "label": t("Mi trabajo", "My work"), "count": 7},
            {"href": "#cases", "label": t("Casos", "Cases"), "current": True},
            {"href": "#search", "label": t("Buscar", "Search")},
            {"href": "#duty", "label": t("Guardia", "On duty")},
            {"href": "#library", "label": t("Biblioteca", "Library")},
        ],
        "signed_in": {
            "name": "Rosa Méndez",
            "agency": t("Procuraduría de Protección Las Ceibas", "Las Ceibas Protection Office"),
            "account_href": "#account",
            "sign_out_href": "#out",
        },
        "demo": True,
        "fields": _fields(),
        "errors": [
            {"href": "#birth", "text": _ERROR},
            {"href": "#place", "text": t("Elija el lugar", "Choose the place")},
        ],
        "filters": [
            {"kind": "text", "name": "q", "label": t("Nombre o número", "Name or number")},
            {"kind": "select", "name": "where", "label": t("Lugar", "Place"), "choices": _PLACES},
        ],
        "active": [
            {"text": "Tapachula", "href": "#less"},
            {"text": t("con plazo vencido", "with overdue deadline"), "href": "#less"},
        ],
        "people": [_ANA, _LUIS, _UNKNOWN],
        "deadlines": [_OK, _SOON, _LATE, _DONE],
        "verdicts": [_DENY, _HOLD, _WARN],
        "sources": [
            t("Dicho por Ana, 22 nov", "Said by Ana, 22 Nov"),
            {
                "text": t("Opinión Consultiva 21, párr. 100", "Advisory Opinion 21, para. 100"),
                "href": "#oc21",
                "verified": False,
            },
        ],
        "tags": [
            (t("Abierto", "Open"), "neutral"),
            (t("Nuevo", "New"), "action"),
            (t("Hoy", "Today"), "time"),
            (t("Riesgo", "Risk"), "danger"),
            (t("Cerrado", "Closed"), "done"),
        ],
        "tasks": [
            {
                "who": _LUIS,
                "what": t("Pedir cita al consulado", "Ask the consulate for a visit"),
                "deadline": _LATE | {"label": ""},
                "button": {"href": "#a", "label": see},
            },
            {
                "who": _ANA,
                "what": t("Firmar la determinación", "Sign the determination"),
                "from_whom": t("pide Lic. Méndez", "asked by Ms Méndez"),
                "deadline": _SOON | {"label": ""},
                "button": {"href": "#b", "label": t("Firmar", "Sign")},
            },
        ],
        "acts": [
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
                "blocks": [_DENY, _HOLD],
            },
        ],
        "events": [
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
        ],
        "facts": [
            {
                "key": t("Nombre que usa", "Name used"),
                "value": "Ana",
                "href": "#name",
                "note": t("Dicho por ella, 22 nov", "Said by her, 22 Nov"),
            },
            {"key": t("Salud", "Health"), "restricted": True},
            {"key": t("Lengua", "Language"), "href": "#language", "action": t("Añadir", "Add")},
            {"key": t("Hermanos", "Siblings"), "value": 0},
        ],
        "left": _ANA,
        "right": _ANA | {"name": "Ana María", "number": "MEX-26-00102", "href": "#other"},
        "differences": [
            {"label": t("Apellido", "Surname"), "left": "López", "right": "López"},
            {
                "label": t("Nacimiento", "Birth"),
                "left": "2012-03-27",
                "right": "2012-05-27",
                "note": t("solo cambia el mes", "only the month differs"),
            },
            {"label": t("Lugar", "Place"), "left": "Huehuetenango", "right": ""},
        ],
        "page": {"previous": "?before=a", "next": "?after=z", "text": t("26–50 de 312", "26–50 of 312")},
    }
    return render(request, "gallery.html", context)
