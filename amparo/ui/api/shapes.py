"""OpenAPI parts of operations that parse their query or body themselves.

Each is a part of the description of an operation; `combine` puts them together.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from amparo.ledger.json import JsonObject
from amparo.ledger.paging import MAX_LIMIT
from amparo.ui.api.components import name_model, name_schema


def combine(*parts: JsonObject) -> JsonObject:
    """Return one description of several.

    Lists are joined one after the other, objects member by member.
    """
    found: JsonObject = {}
    for part in parts:
        for name, value in part.items():
            found[name] = _join(found[name], value) if name in found else value
    return found


def _join(first: Any, second: Any) -> Any:
    return first + second if isinstance(first, list) else first | second


def query_parameter(name: str, schema: JsonObject, description: str = "") -> JsonObject:
    """Return an optional query parameter."""
    return _parameter("query", name, schema, description)


def _parameter(place: str, name: str, schema: JsonObject, description: str, *, required: bool = False) -> JsonObject:
    found = {"name": name, "in": place, "required": required, "schema": schema}
    return {"parameters": [found | ({"description": description} if description else {})]}


DRY_RUN = query_parameter(
    "dry_run", name_schema("Flag", {"type": "string", "enum": ["0", "1"]}), "`1`: only try, and change nothing"
)
PAGING = combine(
    query_parameter(
        "limit", {"type": "integer", "minimum": 0, "maximum": MAX_LIMIT, "default": 50}, "`0` asks for the count alone"
    ),
    query_parameter("cursor", {"type": "string"}, "`next` of the page before"),
)
IDEMPOTENCY_KEY = _parameter(
    "header",
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 200},
    "The same key with the same body gets the first response again",
)
IF_CASE_VERSION = _parameter("header", "If-Match", {"type": "string"}, "The `ETag` of the case as it was read")
IF_ROW_VERSION = _parameter(
    "header", "If-Match", {"type": "string"}, "The `ETag` of the row as it was read; `*` for any", required=True
)
_ETAG: JsonObject = {"ETag": {"description": "The version", "schema": {"type": "string"}}}
_LOCATION: JsonObject = {"Location": {"description": "The address", "schema": {"type": "string"}}}


def request_body(schema: JsonObject, media_type: str = "application/json") -> JsonObject:
    """Return a required request body of this JSON Schema."""
    return {"requestBody": {"required": True, "content": {media_type: {"schema": schema}}}}


def upload_body(name: str, required: tuple[str, ...] = (), **properties: JsonObject) -> JsonObject:
    """Return a multipart request body with a `file` and these properties.

    `name`: that of its schema.
    """
    fields = {"file": {"type": "string", "format": "binary"}} | properties
    schema: JsonObject = {"type": "object", "required": ["file", *required], "properties": fields}
    return request_body(name_schema(name, schema), "multipart/form-data")


def response(
    status: int, schema: JsonObject | type[BaseModel], description: str, *, etag: bool = False, located: bool = False
) -> JsonObject:
    """Return a successful response with a JSON body.

    `etag`, `located`: with the header `ETag`, `Location`.
    """
    body = schema if isinstance(schema, dict) else name_model(schema)
    headers = (_ETAG if etag else {}) | (_LOCATION if located else {})
    found: JsonObject = {"description": description, "content": {"application/json": {"schema": body}}}
    return {"responses": {str(status): found | ({"headers": headers} if headers else {})}}


def problem(status: int, description: str) -> JsonObject:
    """Return a problem that does not follow from what the operation takes."""
    return {"responses": {str(status): {"description": description}}}


def page(item: type[BaseModel]) -> JsonObject:
    """Return the parameters and the response of a list of these items."""
    return combine(PAGING, page_response(item.__name__, name_model(item)))


def page_response(name: str, item: JsonObject) -> JsonObject:
    """Return the response with a page of a list; `name`: that of the item's schema.

    Asked with `limit=0` it has the count alone.
    """
    properties: JsonObject = {
        "items": {"type": "array", "items": item},
        "next": {"type": ["string", "null"], "description": "The cursor of the next page"},
        "count": {"type": "integer"},
    }
    schema = name_schema(f"{name}Page", {"type": "object", "properties": properties})
    return response(200, schema, "A page; with `limit=0` the count alone")
