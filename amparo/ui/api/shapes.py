"""What the OpenAPI document says of bodies and queries that are read by hand."""

from __future__ import annotations

from typing import Any


def query_parameters(**kinds: str) -> dict[str, Any]:
    """Parameters of an address, by name with the type of JSON; none is required."""
    return {
        "parameters": [
            {"name": name, "in": "query", "required": False, "schema": {"type": kind}} for name, kind in kinds.items()
        ]
    }


def request_body(schema: dict[str, Any], media_type: str = "application/json") -> dict[str, Any]:
    """The body of a write, of this JSON Schema."""
    return {"requestBody": {"required": True, "content": {media_type: {"schema": schema}}}}


def upload_body(required: tuple[str, ...] = (), **properties: dict[str, Any]) -> dict[str, Any]:
    """The body of a form with a file and these properties."""
    told = {"file": {"type": "string", "format": "binary"}} | properties
    schema = {"type": "object", "required": ["file", *required], "properties": told}
    return request_body(schema, "multipart/form-data")


UPLOAD_RESPONSES = {
    "responses": {"201": {"description": "On record"}, "422": {"description": "A file that is refused, and why"}}
}
