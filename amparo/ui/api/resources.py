"""API operations of every resource: list, get, add and change rows, list changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override as language
from pydantic import BaseModel

from amparo.ledger.canonical import iso_instant
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import NotVisible, RoleMayNot, VersionMissing
from amparo.ui.api import shapes
from amparo.ui.api.components import name_model, name_schema, refer_to_components
from amparo.ui.api.idempotency import ApiResponse, idempotent_response
from amparo.ui.api.paging import count_response, page_response, parse_limit
from amparo.ui.api.root import api, bearer_for, reader
from amparo.ui.inputs import parse_json, parse_model
from amparo.ui.requests import parse_id
from amparo.ui.resource.declaration import RESOURCES, AnyResource, everybody
from amparo.ui.resource.editor import AnyEditor, save_row
from amparo.ui.resource.filters import parse_filters
from amparo.ui.resource.history import Change, history_of


class ChangeItem(BaseModel):
    """One change of a row: who made it, what they stated, what it changed."""

    at: datetime
    by: str
    is_new: bool
    stated: JsonObject
    changed: JsonObject


def register_resources() -> None:
    """Add the operations of every resource, once every context is loaded."""
    for resource in RESOURCES.values():
        _register_list(resource)
        if resource.editor:
            _register_reads(resource, resource.editor)
            _register_writes(resource, resource.editor)


def _require_reader(resource: AnyResource, request: HttpRequest) -> None:
    if not resource.readers(reader(request)):
        raise NotVisible


def _require_changer(resource: AnyResource, request: HttpRequest) -> None:
    _require_reader(resource, request)
    if not resource.may_change(reader(request)):
        raise RoleMayNot


def _operation_name(resource: AnyResource) -> str:
    return resource.name.replace("-", "_")


def _title(resource: AnyResource) -> str:
    with language("en"):
        return str(resource.title)


def _register_list(resource: AnyResource) -> None:
    def list_rows(request: HttpRequest) -> HttpResponse:
        by, limit = reader(request), parse_limit(request)
        _require_reader(resource, request)
        filters = parse_filters(resource.filters, request.GET, by=by)
        if limit == 0:
            return count_response(resource.rows.count(filters, by=by))
        page = resource.rows.page(filters, by=by, cursor=request.GET.get("cursor", ""), limit=limit)
        return page_response([resource.item(row, by) for row in page.rows], page.next)

    api.get(
        f"/{resource.name}",
        operation_id=f"list_{_operation_name(resource)}",
        summary=f"{_title(resource)}: searched with `q`, narrowed by the other parameters; `limit=0` counts",
        tags=[resource.name],
        openapi_extra=_describe_list(resource),
    )(list_rows)


def _describe_list(resource: AnyResource) -> JsonObject:
    """Return the parameters and responses of the list; a filter is a parameter."""
    with language("en"):
        filters = refer_to_components(resource.filters.model_json_schema()["properties"])
    parameters = [shapes.query_parameter(name, schema) for name, schema in filters.items()]
    page = shapes.page_response(_row_name(resource), _name_row(resource))
    return shapes.combine(*parameters, shapes.PAGING, page, _describe_readers(resource))


def _describe_readers(resource: AnyResource) -> JsonObject:
    """Return the problem of whoever may not know of the list."""
    return {} if resource.readers is everybody else shapes.problem(404, "The caller may not know of this list")


def _name_row(resource: AnyResource) -> JsonObject:
    """Add the schema of a row to the document; return the reference to it."""
    with language("en"):
        return name_schema(_row_name(resource), resource.item_schema())


def _row_name(resource: AnyResource) -> str:
    return resource.name.title().replace("-", "") + "Row"


def _register_reads(resource: AnyResource, editor: AnyEditor) -> None:
    """Add the operations that return a row and its changes."""
    path, title, name = f"/{resource.name}/{{row_id}}", _title(resource), _operation_name(resource)

    def get_row(request: HttpRequest, row_id: str) -> HttpResponse:
        _require_reader(resource, request)
        row = editor.find(parse_id(row_id))
        return ApiResponse(200, resource.item(row, reader(request)), version=editor.version(row)).response()

    def list_changes(request: HttpRequest, row_id: str) -> HttpResponse:
        if not resource.reads_history(reader(request)):
            raise NotVisible
        row = editor.find(parse_id(row_id))
        limit, cursor = max(parse_limit(request), 1), request.GET.get("cursor", "")
        changes, following = history_of(resource.name, row.pk, cursor=cursor, limit=limit)
        return page_response([_change_item(change) for change in changes], following)

    row, changes = shapes.response(200, _name_row(resource), "The row", etag=True), shapes.page(ChangeItem)
    _register("GET", path, f"get_{name}", f"{title}: one row; `ETag` is its version", get_row, resource, row)
    _register("GET", f"{path}/changes", f"list_changes_of_{name}", f"{title}: changes of a row", list_changes, resource,
              changes)  # fmt: skip


def _register_writes(resource: AnyResource, editor: AnyEditor) -> None:
    """Add the operations that add and change a row."""
    path, title, name = f"/{resource.name}", _title(resource), _operation_name(resource)
    body = shapes.request_body(name_model(editor.Input))

    def add_row(request: HttpRequest) -> HttpResponse:
        _require_changer(resource, request)
        return _save_response(resource, editor, request, None)

    def change_row(request: HttpRequest, row_id: str) -> HttpResponse:
        _require_changer(resource, request)
        return _save_response(resource, editor, request, parse_id(row_id))

    row, described = _name_row(resource), "The row that was added; `Location` is its address"
    added = shapes.combine(
        shapes.IDEMPOTENCY_KEY,
        _describe_readers(resource),
        body,
        shapes.response(201, row, described, etag=True, located=True),
    )
    changed = shapes.combine(
        shapes.IDEMPOTENCY_KEY, shapes.IF_ROW_VERSION, body,
        shapes.response(200, row, "The row as it is now", etag=True),
    )  # fmt: skip
    _register("POST", path, f"add_{name}", f"{title}: add a row; `ETag` is its version", add_row, resource, added)
    _register(
        "PUT",
        f"{path}/{{row_id}}",
        f"change_{name}",
        f"{title}: change a row, whole; `If-Match` is its version, `ETag` the new one",
        change_row,
        resource,
        changed,
    )


def _register(
    method: str,
    path: str,
    operation_id: str,
    summary: str,
    view: Callable[..., HttpResponse],
    resource: AnyResource,
    openapi: JsonObject,
) -> None:
    """Add an operation of a resource. `openapi`: its description (`shapes`)."""
    is_sensitive = method != "GET" and resource.editor is not None and resource.editor.is_sensitive
    api.api_operation(
        [method],
        path,
        operation_id=operation_id,
        summary=summary,
        tags=[resource.name],
        auth=bearer_for(is_sensitive=is_sensitive),
        openapi_extra=openapi,
    )(view)


def _change_item(change: Change) -> JsonObject:
    return {
        "at": iso_instant(change.at),
        "by": str(change.actor),
        "is_new": change.is_new,
        "stated": change.stated,
        "changed": change.changed,
    }


def _save_response(resource: AnyResource, editor: AnyEditor, request: HttpRequest, row_id: UUID | None) -> HttpResponse:
    by, sent = reader(request), parse_json(request.body)
    given, versions = parse_model(editor.Input, sent), _parse_versions(request) if row_id else None

    def build(row: Model) -> ApiResponse:
        location = "" if row_id else f"/api/v1/{resource.name}/{row.pk}"
        return ApiResponse(200 if row_id else 201, resource.item(row, by), location, editor.version(row))

    def write(keep: Callable[[ApiResponse], None]) -> ApiResponse:
        finish: Callable[[Model], None] = lambda row: keep(build(row))  # noqa: E731  typed
        return build(save_row(resource.name, editor, row_id, given, by=by, versions=versions, finish=finish))

    return idempotent_response(request, by, sent, write)


def _parse_versions(request: HttpRequest) -> frozenset[str] | None:
    """Return the versions that the caller has read (`If-Match`).

    A row in any of them may be changed; None for `*`, any. Raises `VersionMissing` without one. What is no version of
    ours is none of the row.
    """
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise VersionMissing
    if header == "*":
        return None
    return frozenset(tag.strip().removeprefix("W/").strip('"') for tag in header.split(","))


register_resources()
