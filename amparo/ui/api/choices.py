"""API operations that list possible answers: code lists and options of registers."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from amparo.ledger.actor import Actor
from amparo.ledger.codes import code_lists
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import NotVisible
from amparo.ui.api.paging import list_response
from amparo.ui.api.root import api, reader
from amparo.ui.api.shapes import page
from amparo.ui.choices import SOURCES, list_options


class ChoiceItem(BaseModel):
    """One option: its id goes into the field."""

    id: str
    label: str
    hint: str


class CodeItem(BaseModel):
    """A code of a list, with its label in the language of the caller."""

    list: str
    code: str
    label: str


@api.get("/choices/{name}", operation_id="list_choices", openapi_extra=page(ChoiceItem))
def list_choices(request: HttpRequest, name: str) -> HttpResponse:
    """List the options of a field that refers to a register: ids and names."""
    return list_response(choice_items(name, reader(request), None), request)


def choice_items(name: str, by: Actor, about: UUID | None) -> list[JsonObject]:
    """Return the options of a source as JSON.

    `about`: the case on which they are asked for. Raises `NotVisible` for a source that there is not.
    """
    if name.partition(":")[0] not in SOURCES:
        raise NotVisible
    return [{"id": str(o.id), "label": str(o.label), "hint": str(o.hint)} for o in list_options(name, by, about)]


@api.get("/codes", operation_id="list_codes", openapi_extra=page(CodeItem))
def list_codes(request: HttpRequest) -> HttpResponse:
    """List the codes of all code lists with their labels."""
    codes = [code for found in code_lists().values() for code in found.values()]
    return list_response([{"list": c.list, "code": c.code, "label": str(c.label)} for c in codes], request)
