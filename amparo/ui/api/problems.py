"""The problems that each operation of the OpenAPI document can answer (RFC 9457).

Most follow from what an operation takes: a token, a body, a key, a version.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, Field

from amparo.ledger.json import JsonObject
from amparo.ui.api.components import name_model


class FieldProblem(BaseModel):
    """One error of an input."""

    path: str = Field(description="As in `names.given` or `people.0.age`")
    message: str


class ProblemDocument(BaseModel):
    """What cannot be done, and why, in the language of the caller.

    Some types have members of their own.
    """

    model_config = ConfigDict(extra="allow", title="ProblemDocument")

    type: str = Field(description="A URI whose end names the problem")
    title: str
    status: int
    detail: str
    errors: list[FieldProblem]


_CONTENT: JsonObject = {"application/problem+json": {"schema": name_model(ProblemDocument)}}
_OF_EVERY_OPERATION = {
    400: "The request cannot be understood",
    401: "No valid token",
    403: "The scope of the token does not reach this, or the role of the caller does not include it",
    429: "Too many requests; wait a moment",
    503: "The node does not answer now; try again",
}


def add_problems(path: str, operation: JsonObject) -> None:
    """Add to an operation the problems that it can answer, each with its schema."""
    responses = operation["responses"]
    for status, description in _list_problems(path, operation):
        responses.setdefault(str(status), {"description": description})
    for status, found in responses.items():
        if int(status) >= 400:
            found["content"] = _CONTENT
    operation["responses"] = dict(sorted(responses.items()))


def _list_problems(path: str, operation: JsonObject) -> Iterator[tuple[int, str]]:
    """List the problems that follow from what an operation takes."""
    yield from _OF_EVERY_OPERATION.items()
    taken = {(parameter["in"], parameter["name"]): parameter for parameter in operation.get("parameters", [])}
    if "{" in path:
        yield 404, "There is none, or the caller may not know of it"
    if "requestBody" in operation:
        yield 408, "The body did not arrive in time"
        yield 413, "The body is too large"
    if "requestBody" in operation or any(place != "path" for place, _ in taken):
        yield 422, "Bad input, told field by field"
    if ("header", "Idempotency-Key") in taken:
        yield 409, "The same write, under the same key, still runs"
    if version := taken.get(("header", "If-Match")):
        yield 412, "It changed since it was read"
        if version["required"]:
            yield 428, "The version that was read is missing"
