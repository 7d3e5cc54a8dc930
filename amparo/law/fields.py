"""Fields of facts and parameters.

Types, parser and catalogue follow from one declaration.
"""

import types
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, datetime
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from amparo.law.vocabulary import ISO3

Compartment = Literal["general", "protection", "trafficking", "health", "whereabouts"]
Kind = Literal[
    "code", "text", "country", "flag", "integer", "date", "instant", "codes", "countries", "integers", "object"
]

COUNTRY_PATTERN = "^[A-Z]{3}$"
DATE_PATTERN = "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$"
INSTANT_PATTERN = (
    "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$"
)

REQUIRED: Final = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One fact or parameter.

    `members` are those of an object; `compartment` is None for parameters.
    """

    name: str
    kind: Kind
    nullable: bool
    default: object  # REQUIRED when the field has none
    description: str
    compartment: Compartment | None = None
    allowed: tuple[str, ...] = ()
    most: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    build: Callable[..., object] | None = None
    members: "dict[str, FieldSpec]" = field(default_factory=dict)


def declare[T](
    default: T,
    description: str,
    *,
    compartment: Compartment | None = None,
    most: int | None = None,
    min_length: int | None = None,
    max_length: int | None = None,
) -> T:
    """Declare a field of a dataclass with its entry in the catalogue.

    `most` is the upper limit of a whole number."""
    metadata = {
        "description": description,
        "compartment": compartment,
        "most": most,
        "min_length": min_length,
        "max_length": max_length,
    }
    declared: T = field(default=default, metadata=metadata)
    return declared


# Any: the type of the field is the one that the class annotates, as with dataclasses.field.
def required(*, min_length: int | None = None, max_length: int | None = None) -> Any:
    """Declare a member without default."""
    return declare(REQUIRED, "", min_length=min_length, max_length=max_length)


param = declare


def general_fact[T](default: T, description: str, *, most: int | None = None) -> T:
    """Declare a fact that whoever sees the case may know."""
    return declare(default, description, compartment="general", most=most)


def protection_fact[T](default: T, description: str, *, most: int | None = None) -> T:
    """Declare a fact on the need of protection."""
    return declare(default, description, compartment="protection", most=most)


def trafficking_fact[T](default: T, description: str) -> T:
    """Declare a fact on trafficking."""
    return declare(default, description, compartment="trafficking")


def health_fact[T](default: T, description: str) -> T:
    """Declare a fact on health."""
    return declare(default, description, compartment="health")


def build_specs(cls: type) -> dict[str, FieldSpec]:
    """Return the catalogue of a dataclass, by name, in the order of its declaration."""
    hints = get_type_hints(cls, include_extras=True)
    specs = {}
    for declared in fields(cls):
        kind, nullable, allowed, build = _parse_annotation(hints[declared.name])
        specs[declared.name] = FieldSpec(
            name=declared.name,
            kind=kind,
            nullable=nullable,
            default=declared.default,
            allowed=allowed,
            build=build,
            members=build_specs(build) if build else {},
            **declared.metadata,
        )
    return specs


def _parse_annotation(hint: object) -> tuple[Kind, bool, tuple[str, ...], type | None]:
    """Return kind, nullability, allowed codes and class of an annotation."""
    if get_origin(hint) in {Union, types.UnionType}:
        inner = next(part for part in get_args(hint) if part is not type(None))
        kind, _, allowed, build = _parse_annotation(inner)
        return kind, True, allowed, build
    if get_origin(hint) is frozenset:
        kind, _, allowed, _ = _parse_annotation(get_args(hint)[0])
        plural: dict[Kind, Kind] = {"code": "codes", "country": "countries", "integer": "integers"}
        return plural[kind], False, allowed, None
    if get_origin(hint) is Literal:
        return "code", False, get_args(hint), None
    if ISO3 in getattr(hint, "__metadata__", ()):
        return "country", False, (), None
    simple: dict[type, Kind] = {bool: "flag", int: "integer", str: "text", date: "date", datetime: "instant"}
    if hint in simple:
        return simple[hint], False, (), None
    if not isinstance(hint, type):
        message = f"A field cannot have the type {hint}."
        raise TypeError(message)
    return "object", False, (), hint
