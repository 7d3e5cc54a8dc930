"""OpenAPI parts of operations that parse their query or body themselves."""

from __future__ import annotations

from amparo.ledger.json import JsonObject


def query_parameters(**kinds: str) -> JsonObject:
    """Return optional query parameters, by name with their JSON type."""
    return {
        "parameters": [
            {"name": name, "in": "query", "required": False, "schema": {"type": kind}} for name, kind in kinds.items()
        ]
    }


def request_body(schema: JsonObject, media_type: str = "application/json") -> JsonObject:
    """Return a required request body of this JSON Schema."""
    return {"requestBody": {"required": True, "content": {media_type: {"schema": schema}}}}


def upload_body(required: tuple[str, ...] = (), **properties: JsonObject) -> JsonObject:
    """Return a multipart request body with a `file` and these properties."""
    fields = {"file": {"type": "string", "format": "binary"}} | properties
    schema = {"type": "object", "required": ["file", *required], "properties": fields}
    return request_body(schema, "multipart/form-data")


UPLOAD_RESPONSES = {
    "responses": {"201": {"description": "On record"}, "422": {"description": "A file that is refused, and why"}}
}
