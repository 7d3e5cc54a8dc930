"""Named schemas of the OpenAPI document, of which programs make their types.

A generator of clients reads a schema that has a name and is referred to. Of one that is nested in an operation it makes
a type with a name of chance, or none.
"""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import override as language
from pydantic import BaseModel

from amparo.ledger.codes import code_lists
from amparo.ledger.json import JsonObject

_DEFINITIONS: Final = "#/$defs/"
_COMPONENTS: Final = "#/components/schemas/"
_SCHEMAS: Final[JsonObject] = {}


def named_schemas() -> JsonObject:
    """Return every schema that was named, by name."""
    return dict(sorted(_SCHEMAS.items()))


def name_model(model: type[BaseModel], name: str = "") -> JsonObject:
    """Add the schema of a model to the document; return the reference to it.

    `name`: by default that of the class, with that of the class around it: `Register.Input` is `RegisterInput`.
    Raises `ValueError` when another schema has this name.
    """
    with language("en"):
        return name_schema(name or model.__qualname__.replace(".", ""), model.model_json_schema())


def name_schema(name: str, schema: JsonObject) -> JsonObject:
    """Add a JSON Schema to the document under a name; return the reference to it.

    Its `$defs` are added under their own names. Raises `ValueError` when another schema has one of these names.
    """
    own = {key: value for key, value in schema.items() if key != "$defs"}
    named = {**schema.get("$defs", {}), name: own | {"title": name}}
    for part, definition in named.items():
        _add(part, refer_to_components(definition))
    return {"$ref": _COMPONENTS + name}


def find_schema(reference: JsonObject) -> JsonObject:
    """Return the schema that a reference names."""
    found: JsonObject = _SCHEMAS[reference["$ref"].removeprefix(_COMPONENTS)]
    return found


def _add(name: str, schema: JsonObject) -> None:
    if _SCHEMAS.setdefault(name, schema) != schema:
        raise ValueError(f"two schemas of the API have the name {name}: rename one of the two classes")


def refer_to_components(schema: Any) -> Any:
    """Return a part of a JSON Schema with references to components.

    In place of those to its `$defs`, and of code lists that stand in it whole.
    """
    if isinstance(schema, list):
        return [refer_to_components(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {name: refer_to_components(value) for name, value in schema.items()}
    if "$ref" in parts:
        return parts | {"$ref": parts["$ref"].replace(_DEFINITIONS, _COMPONENTS)}
    return _refer_to_code_list(parts) if _is_whole_list(parts) else parts


def _is_whole_list(schema: JsonObject) -> bool:
    whole = code_lists().get(schema.get("x-codes", ""))
    return whole is not None and schema.get("enum") == list(whole)


def _refer_to_code_list(schema: JsonObject) -> JsonObject:
    """Return the reference to a code list, with what else the field says of itself.

    Such as its title.
    """
    name = "".join(word.capitalize() for word in schema["x-codes"].split("_")) + "Code"
    _add(name, {"title": name, "type": "string", "enum": schema["enum"], "x-codes": schema["x-codes"]})
    return {"$ref": _COMPONENTS + name} | {key: schema[key] for key in schema.keys() - {"enum", "type", "x-codes"}}
