"""Validation of untrusted JSON into typed inputs.

Its errors are in words, field by field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import get_args

from pydantic import BaseModel, ValidationError

from amparo.ledger.json import JsonMapping, JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui.fields import Part, complete_date

NOT_OFFERED = t("Elija una de las opciones de la lista.", "Choose one of the listed options.")
MAX_BYTES = 1_000_000
_MESSAGES = {
    "missing": t("Falta este dato.", "This answer is missing."),
    "extra_forbidden": t("Este dato no lo declara quien actúa: quítelo.",
                         "This is not for the person who acts to state: remove it."),
    "string_too_short": t("No puede quedar vacío.", "It cannot be empty."),
    "string_too_long": t("Es demasiado largo: acórtelo.", "It is too long: shorten it."),
    "line_break": t("Escríbalo en una sola línea.", "Write it in one line."),
    "no_word": t("Escriba al menos una letra o una cifra.", "Write at least one letter or digit."),
    "literal_error": NOT_OFFERED,
    "int_type": t("Escriba un número entero.", "Enter a whole number."),
    "int_parsing": t("Escriba un número entero.", "Enter a whole number."),
    "bool_parsing": t("Responda sí o no.", "Answer yes or no."),
    "date_from_datetime_inexact": t("Escriba una fecha que exista: día, mes y año.",
                                    "Enter a date that exists: day, month and year."),
    "bool_type": t("Responda sí o no.", "Answer yes or no."),
    "string_type": t("Debe ser un texto.", "It must be text."),
    "list_type": t("Debe ser una lista.", "It must be a list."),
    "timezone_aware": t("Indique la zona horaria (por ejemplo -06:00).", "Give the time zone (for example -06:00)."),
    "greater_than_equal": t("El número es demasiado pequeño.", "The number is too small."),
    "less_than_equal": t("El número es demasiado grande.", "The number is too large."),
    "too_long": t("Hay demasiados elementos en la lista.", "The list has too many items."),
    "too_short": t("Faltan elementos en la lista.", "The list has too few items."),
    "date_from_datetime_parsing": t("Escriba una fecha que exista: día, mes y año.",
                                    "Enter a date that exists: day, month and year."),
    "date_parsing": t("Escriba una fecha que exista: día, mes y año.",
                      "Enter a date that exists: day, month and year."),
    "datetime_from_date_parsing": t("Escriba una fecha y hora que existan, con su zona.",
                                    "Enter a date and time that exist, with their zone."),
    "datetime_parsing": t("Escriba una fecha y hora que existan, con su zona.",
                          "Enter a date and time that exist, with their zone."),
    "uuid_parsing": t("El identificador no es válido.", "The identifier is not valid."),
}  # fmt: skip
_WITH_BOUND = {
    "string_too_short": ("min_length", t("Escriba al menos {n} caracteres.", "Write at least {n} characters.")),
    "string_too_long": ("max_length", t("Es demasiado largo: caben {n} caracteres.",
                                        "It is too long: {n} characters fit.")),
    "greater_than_equal": ("ge", t("El número es demasiado pequeño: al menos {n}.",
                                   "The number is too small: at least {n}.")),
    "less_than_equal": ("le", t("El número es demasiado grande: a lo sumo {n}.",
                                "The number is too large: at most {n}.")),
    "too_long": ("max_length", t("Hay demasiados elementos en la lista: caben {n}.",
                                 "The list has too many items: {n} fit.")),
}  # fmt: skip
"""Errors that say their bound, by the name that pydantic gives it."""
_ANY = t("El dato no tiene la forma esperada.", "The answer is not of the expected form.")


class InvalidAnswer(ValueError):
    """An error of an input's own validators, in words.

    `raise InvalidAnswer(t("…", "…"))`.
    """

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def parse_json(body: bytes) -> JsonObject:
    """Return the JSON object of a request body.

    Raises `BadInput`: too large, not UTF-8, not JSON, not an object, NUL.
    """
    if len(body) > MAX_BYTES:
        raise BadInput(FieldError("", t("Es demasiado grande.", "It is too large.")))
    try:
        value = json.loads(body.decode() or "{}", parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BadInput(FieldError("", t("No es JSON válido en UTF-8.", "It is not valid JSON in UTF-8."))) from error
    if not isinstance(value, dict):
        raise BadInput(FieldError("", t("Debe ser un objeto JSON.", "It must be a JSON object.")))
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def parse_model[M: BaseModel](model: type[M], value: JsonMapping) -> M:
    """Return a model validated from untrusted JSON.

    Raises `BadInput` with every error and its path.
    """
    try:
        return model.model_validate_json(json.dumps(_complete_dates(model, value)))
    except ValidationError as error:
        raise BadInput(*field_errors(error)) from error
    except ValueError as error:  # lone surrogates and the like
        raise BadInput(FieldError("", _ANY)) from error


def _complete_dates(model: type[BaseModel], value: JsonMapping) -> JsonObject:
    """Return answers with the dates complete of which a year or month was told.

    Before validation: a strict model that a validator has touched takes no date as text.
    """
    found = dict(value)
    for name, info in model.model_fields.items():
        if (part := _part_in(info.annotation)) and name in found:
            found[name] = _complete_part(part, found[name])
    if issubclass(model, Part):
        for name, precision in model.date_precisions.items():
            found |= complete_date(found.get(name), found.get(precision), name=name, precision=precision)
    return found


def _complete_part(part: type[Part], answer: object) -> object:
    if isinstance(answer, list):
        return [_complete_part(part, item) for item in answer]
    return _complete_dates(part, answer) if isinstance(answer, dict) else answer


def _part_in(annotation: object) -> type[Part] | None:
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, Part) else None
    return next((part for inner in get_args(annotation) if (part := _part_in(inner))), None)


def field_errors(invalid: ValidationError) -> list[FieldError]:
    """Return the errors of a model in words, the first one of each path."""
    found: dict[str, FieldError] = {}
    for error in invalid.errors(include_url=False, include_input=False):
        path = ".".join(str(step) for step in error["loc"] if not _is_branch(step))
        found.setdefault(path, FieldError(path, _find_words(error["type"], error.get("ctx", {}))))
    return list(found.values())


def _find_words(kind: str, context: Mapping[str, object]) -> str:
    """Return an error in words, with its bound where there is one to say."""
    if isinstance(cause := context.get("error"), InvalidAnswer):
        return cause.words
    bound, words = _WITH_BOUND.get(kind, ("", ""))
    if (known := context.get(bound)) is not None and known != 1:
        return words.format(n=known)
    return _MESSAGES.get(kind, _ANY)


def _is_branch(step: object) -> bool:
    """Return whether a step of pydantic's path is a branch of a union, not a field."""
    return isinstance(step, str) and (step[:1].isupper() or "[" in step or step in {"none", "str", "list"})
