"""Every kind of question, in its states: written, chosen, and the rest."""

from amparo.desk.gallery.invented import CHOICES, ERROR, PLACES
from amparo.ledger.text import t

WRITTEN: list[dict[str, object]] = [
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
        "errors": [ERROR],
        "required": True,
    },
    {
        "kind": "datetime",
        "name": "met",
        "label": t("¿Cuándo tuvo contacto?", "When was the contact?"),
        "value": "2026-11-22T14:20",
        "required": True,
    },
]
CHOSEN: list[dict[str, object]] = [
    {
        "kind": "radios",
        "name": "alone",
        "label": t("¿Viaja sin compañía?", "Travelling alone?"),
        "choices": CHOICES,
        "why": t("De esto depende a quién se avisa y en qué plazo.", "It decides who is told, and how soon."),
        "required": True,
    },
    {
        "kind": "radios",
        "name": "sleepy",
        "label": t("¿Se ve con sueño o cansancio?", "Do they look sleepy or tired?"),
        "choices": CHOICES,
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
        "choices": PLACES,
        "errors": [t("Elija el lugar", "Choose the place")],
        "required": True,
    },
]
REST: list[dict[str, object]] = [
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
                    "errors": [t("Escriba el nombre, o quite esta persona", "Write the name, or remove this person")],
                }
            ],
        ],
    },
    {"kind": "hidden", "name": "version", "value": "3"},
]
