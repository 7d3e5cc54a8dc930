"""The parser of requests.

A JSON value becomes a request, or the path of its first problem.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NoReturn

from amparo.law.actions import ACTIONS
from amparo.law.facts import FACTS, Facts
from amparo.law.fields import COUNTRY_PATTERN, DATE_PATTERN, INSTANT_PATTERN, REQUIRED, FieldSpec, Kind
from amparo.law.json_value import JsonObject
from amparo.law.params import PARAMS, Params
from amparo.law.profiles import PROFILES
from amparo.law.request import Request

MEMBERS = frozenset({"id", "action", "as_of", "country", "facts", "params"})
LONGEST_ID = 200

type Reader[T] = Callable[[object, str], T]
"""Reads a JSON value, whose path is given for the message, into the typed value of a field. Raises: InvalidRequest."""


class InvalidRequest(ValueError):
    """The first problem of a request.

    `request_id` is None when the id cannot be read as text.
    """

    def __init__(self, path: str, message: str, request_id: str | None = None) -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.path = path
        self.message = message
        self.request_id = request_id

    def to_json(self) -> JsonObject:
        """Return the response to an invalid request."""
        return {"id": self.request_id, "error": {"path": self.path, "message": self.message}}


def parse_request(value: object) -> Request:
    """Return the request that a JSON value states.

    Raises: InvalidRequest with the path of the first problem."""
    if not isinstance(value, dict):
        raise InvalidRequest("", "The request must be a JSON object.")
    stated_id = value.get("id")
    try:
        return _read_request(value)
    except InvalidRequest as problem:
        problem.request_id = stated_id if isinstance(stated_id, str) else None
        raise


def parse_facts(value: object) -> Facts:
    """Return the facts that a JSON object states. Raises: InvalidRequest."""
    return Facts(**_read_properties(value, "facts", _READ_FACTS))


def parse_params(value: object) -> Params:
    """Return the parameters that a JSON object states. Raises: InvalidRequest."""
    return Params(**_read_properties(value, "params", _READ_PARAMS))


def _read_request(value: dict[str, object]) -> Request:
    if unknown := value.keys() - MEMBERS:
        _refuse(min(unknown), "There is no such member: remove it or correct its name.")
    return Request(
        id=_read_member(value, "id", _read_id),
        action=_read_member(value, "action", _read_action),
        as_of=_read_member(value, "as_of", _read_instant),
        country=_read_member(value, "country", _read_country),
        facts=parse_facts(value.get("facts", {})),
        params=parse_params(value.get("params", {})),
    )


def _read_member[T](value: dict[str, object], name: str, read: Reader[T]) -> T:
    if name not in value:
        _refuse(name, "This member is missing.")
    return read(value[name], name)


# Any: each value has the type of its field, because the reader of that field returned it.
def _read_properties(value: object, path: str, readers: Mapping[str, Reader[object]]) -> dict[str, Any]:
    if not isinstance(value, dict):
        _refuse(path, "This must be a JSON object.")
    read = {}
    for name in sorted(value):
        reader = readers.get(name)
        if reader is None:
            _refuse(f"{path}.{name}", "There is no such field: remove it or correct its name.")
        read[name] = reader(value[name], f"{path}.{name}")
    return read


def _refuse(path: str, message: str) -> NoReturn:
    raise InvalidRequest(path, message)


# One reader per kind of field. JSON Schema counts 3.0 as an integer, and true as none.


def _build_text_reader(min_length: int, max_length: int) -> Reader[str]:
    def read(value: object, path: str) -> str:
        if not isinstance(value, str) or not min_length <= len(value) <= max_length:
            _refuse(path, f"This must be a text of {min_length} to {max_length} characters.")
        return value

    return read


def _build_code_reader[C: str](allowed: Iterable[C]) -> Reader[C]:
    known = {code: code for code in allowed}

    def read(value: object, path: str) -> C:
        if not isinstance(value, str) or value not in known:
            _refuse(path, f"This must be one of: {', '.join(known)}.")
        return known[value]

    return read


def _build_pattern_reader[T](pattern: str, convert: Callable[[str], T], expected: str) -> Reader[T]:
    matches = re.compile(pattern.removeprefix("^").removesuffix("$")).fullmatch

    def read(value: object, path: str) -> T:
        if not isinstance(value, str) or not matches(value):
            _refuse(path, f"This must be {expected}.")
        try:
            return convert(value)
        except ValueError:
            _refuse(path, f"There is no such day: write {expected} that exists.")

    return read


def _read_flag(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        _refuse(path, "This must be true or false.")
    return value


def _build_integer_reader(most: int) -> Reader[int]:
    def read(value: object, path: str) -> int:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= most or value % 1:
            _refuse(path, f"This must be a whole number from 0 to {most}.")
        return int(value)

    return read


def _build_set_reader[T](read_item: Reader[T]) -> Reader[frozenset[T]]:
    def read(value: object, path: str) -> frozenset[T]:
        if not isinstance(value, list):
            _refuse(path, "This must be a list.")
        items = frozenset([read_item(item, path) for item in value])
        if len(items) != len(value):
            _refuse(path, "This list repeats an item.")
        return items

    return read


def _build_object_reader(spec: FieldSpec) -> Reader[object]:
    readers = {name: build_reader(member) for name, member in spec.members.items()}
    required = {name for name, member in spec.members.items() if member.default is REQUIRED}
    build = spec.build
    assert build is not None  # noqa: S101 - every field of kind object has a class

    def read(value: object, path: str) -> object:
        if not isinstance(value, dict):
            _refuse(path, "This must be a JSON object or null.")
        if unknown := value.keys() - readers.keys():
            _refuse(f"{path}.{min(unknown)}", "There is no such member: remove it or correct its name.")
        if missing := required - value.keys():
            _refuse(f"{path}.{min(missing)}", "This member is missing.")
        return build(**_read_properties(value, path, readers))

    return read


def _build_nullable_reader(read_value: Reader[object]) -> Reader[object]:
    return lambda value, path: None if value is None else read_value(value, path)


_read_country_code = _build_pattern_reader(COUNTRY_PATTERN, str, "three capital letters")
_read_date = _build_pattern_reader(DATE_PATTERN, date.fromisoformat, "a date YYYY-MM-DD of the years 1900 to 2199")
_read_instant = _build_pattern_reader(
    INSTANT_PATTERN, datetime.fromisoformat, "an instant YYYY-MM-DDTHH:MM:SS with Z or ±HH:MM of the years 1900 to 2199"
)


_READER_BUILDERS: dict[Kind, Callable[[FieldSpec], Reader[object]]] = {
    "code": lambda spec: _build_code_reader(spec.allowed),
    "codes": lambda spec: _build_set_reader(_build_code_reader(spec.allowed)),
    "flag": lambda spec: _read_flag,
    "integer": lambda spec: _build_integer_reader(spec.most or 0),
    "integers": lambda spec: _build_set_reader(_build_integer_reader(spec.most or 0)),
    "country": lambda spec: _read_country_code,
    "countries": lambda spec: _build_set_reader(_read_country_code),
    "date": lambda spec: _read_date,
    "instant": lambda spec: _read_instant,
    "text": lambda spec: _build_text_reader(spec.min_length or 0, spec.max_length or 0),
    "object": lambda spec: _build_object_reader(spec),
}


def build_reader(spec: FieldSpec) -> Reader[object]:
    """Return the function that reads a JSON value into the field."""
    reader = _READER_BUILDERS[spec.kind](spec)
    return _build_nullable_reader(reader) if spec.nullable else reader


_READ_FACTS = {name: build_reader(spec) for name, spec in FACTS.items()}
_READ_PARAMS = {name: build_reader(spec) for name, spec in PARAMS.items()}
_read_id = _build_text_reader(1, LONGEST_ID)
_read_action = _build_code_reader(ACTIONS)
_read_country = _build_code_reader(PROFILES)
