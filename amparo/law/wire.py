"""Requests and decisions as JSON, as the specification writes it.

Lists of a request behave as sets: they are written sorted. Instants are written in their own offset.
"""

from datetime import UTC, date, datetime
from typing import Any

from amparo.law.engine import Decision
from amparo.law.facts import FACTS, Facts
from amparo.law.fields import FieldSpec
from amparo.law.json_value import JsonObject, JsonValue
from amparo.law.params import PARAMS, Params
from amparo.law.request import Request

type Json = dict[str, Any]  # responses are filtered for their readers, member by member, by name


def instant_text(instant: datetime) -> str:
    """Return `YYYY-MM-DDTHH:MM:SS` with the offset of the instant, `Z` for UTC.

    Raises: ValueError when the instant is naive or finer than a second: it could not be read back as it was.

    >>> instant_text(datetime(2026, 3, 10, 10, 0, tzinfo=UTC))
    '2026-03-10T10:00:00Z'
    """
    offset = instant.utcoffset()
    if offset is None or instant.microsecond or offset.seconds % 60:
        message = f"{instant!r} has no offset, or is finer than a second: make it aware and cut it to whole seconds."
        raise ValueError(message)
    return instant.isoformat() if offset else f"{instant:%Y-%m-%dT%H:%M:%S}Z"


def utc_text(instant: datetime) -> str:
    """Return the instant in UTC, as `YYYY-MM-DDTHH:MM:SSZ`."""
    return instant.astimezone(UTC).isoformat()[:19] + "Z"


def facts_to_json(facts: Facts) -> JsonObject:
    """Return all facts, with their defaults written out."""
    return _object_to_json(facts, FACTS)


def params_to_json(params: Params) -> JsonObject:
    """Return all parameters, with their defaults written out."""
    return _object_to_json(params, PARAMS)


def request_to_json(request: Request) -> JsonObject:
    """Return the whole request, from which it can be decided again."""
    return {
        "id": request.id,
        "action": request.action,
        "as_of": instant_text(request.as_of),
        "country": request.country,
        "facts": facts_to_json(request.facts),
        "params": params_to_json(request.params),
    }


def decision_to_json(request: Request, decision: Decision) -> Json:
    """Return the response to a request."""
    return {
        "id": request.id,
        "action": request.action,
        "allowed": decision.allowed,
        "blocks": [{"rule": each.rule, "code": each.code, "level": each.level} for each in decision.blocks],
        "warnings": [{"rule": each.rule, "code": each.code} for each in decision.warnings],
        "deadlines": [{"code": each.code, "due_at": utc_text(each.due_at)} for each in decision.deadlines],
    }


def _object_to_json(value: object, specs: dict[str, FieldSpec]) -> JsonObject:
    return {name: _value_to_json(getattr(value, name), spec) for name, spec in specs.items()}


def _value_to_json(value: object, spec: FieldSpec) -> JsonValue:
    match value:
        case frozenset():
            return sorted(value)
        case datetime():
            return instant_text(value)
        case date():
            return value.isoformat()
        case None | str() | bool() | int():
            return value
        case _:
            return _object_to_json(value, spec.members)
