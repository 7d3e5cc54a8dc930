"""The pages of every resource: its list, a row or its form, the history of a row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from amparo.accounts.selectors import person_names
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.paging import RowPage
from amparo.ledger.problems import BadInput, FieldError, NotVisible, RoleMayNot, Stale
from amparo.ledger.text import t
from amparo.ui import present
from amparo.ui.answers import AnswerContext, answer_rows
from amparo.ui.export import FORMATS, file_response
from amparo.ui.forms import Form, fields_for, json_to_typed, typed_to_json
from amparo.ui.forms.read import Typed
from amparo.ui.forms.summary import prefix_label
from amparo.ui.inputs import parse_model
from amparo.ui.narrowing import build_narrowing, changed_query, page_links
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.resource.declaration import RESOURCES, AnyResource, Cell, Column
from amparo.ui.resource.editor import AnyEditor, save_row
from amparo.ui.resource.files import make_file
from amparo.ui.resource.filters import NOT_FILTERS, ListFilters, filter_fields, parse_filters
from amparo.ui.resource.history import Change, history_of
from amparo.ui.stash import sign_owner, take_stashed_form
from amparo.ui.step_up import require_step_up

PAGE_SIZE = 25
MAX_ROWS_AT_ONCE = 200
"""Most rows of a list that is exported within the request; the worker exports longer ones."""
_CONTROLS = frozenset({"csrfmiddlewaretoken", "owner", "version"})


def readable_resource(name: str, *, by: Actor) -> AnyResource:
    """Return a resource by name.

    Raises `NotVisible` if there is none that `by` may open.
    """
    resource = RESOURCES[name] if name in RESOURCES else None
    if resource is None or not resource.readers(by) or not resource.page_readers(by):
        raise NotVisible
    return resource


@signed_in
def resource_list(request: ReaderRequest, name: str) -> HttpResponse:
    """Show a list, searched and filtered.

    With `?format=csv`, `xlsx` or `json` as a file.
    """
    resource = readable_resource(name, by=request.actor)
    try:
        filters, page = _read_page(request, resource, request.GET)
    except BadInput as problem:
        return _show_without_invalid(request, resource, problem)
    if request.GET.get("format") in FORMATS:
        return _file_response(request, resource, filters, page)
    return render(request, resource.template, _list_context(request, resource, filters, page))


def _read_page(request: ReaderRequest, resource: AnyResource, query: QueryDict) -> tuple[ListFilters, RowPage[object]]:
    """Return the filters of a query and its page of rows. Raises `BadInput`."""
    by = request.actor
    filters = parse_filters(resource.filters, query, by=by)
    cursor = query.get("cursor", "")
    return filters, resource.rows.page(filters, by=by, cursor=cursor, limit=PAGE_SIZE, counted=True)


def _show_without_invalid(request: ReaderRequest, resource: AnyResource, problem: BadInput) -> HttpResponse:
    """Show the list without its invalid parameters, with a message for each.

    What was typed stays in its box, to be corrected. An address that no box of the page wrote is left.
    """
    fields = filter_fields(resource.filters, None, by=request.actor)
    labels = {str(field["name"]): str(field["label"]) for field in fields} | {"q": str(t("Buscar", "Search"))}
    typed = {error.path: request.GET.get(error.path, "") for error in problem.errors}
    left = changed_query(request.GET, **dict.fromkeys(filter(None, typed), ""))
    for error in problem.errors:
        messages.error(request, prefix_label(labels.get(error.path, ""), str(error.message)))
    if typed.keys() - labels.keys():
        return redirect(f"{resource.url}{left}")
    remaining = QueryDict(left.removeprefix("?"))
    try:
        filters, page = _read_page(request, resource, remaining)
    except BadInput:  # nor can what is left be read, such as the cursor of another list
        remaining = QueryDict("")
        filters, page = _read_page(request, resource, remaining)
    context = _list_context(request, resource, filters, page, query=remaining, wrong=typed)
    return render(request, resource.template, context, status=422)


def _list_context(
    request: ReaderRequest,
    resource: AnyResource,
    filters: ListFilters,
    page: RowPage[object],
    *,
    query: QueryDict | None = None,
    wrong: Mapping[str, str] = MappingProxyType({}),
) -> JsonObject:
    """Return what the page of a list shows.

    `query` and `wrong`: what of its query can be used, and what cannot.
    """
    query = request.GET if query is None else query
    by, columns = request.actor, resource.columns_for(request.actor)
    fields = filter_fields(resource.filters, filters, by=by)
    return {
        "resource": resource,
        "columns": [{"label": column.label, "kind": column.kind} for column in columns],
        "rows": [_build_row(resource, row, columns, by) for row in page.rows],
        "narrowed": build_narrowing(query, fields, url=resource.url, wrong=wrong),
        "searched": filters.is_narrowed,
        "count": page.total,
        "page": page_links(query, following=page.next, previous=page.previous),
        "files": _file_links(query, page.total or 0),
        "query": query_of_list(query),
        "add_href": reverse("resource_new", args=[resource.name]) if resource.may_change(by) else "",
        **resource.extra_context(by),
    }


def _build_row(resource: AnyResource, row: object, columns: list[Column[object]], by: Actor) -> JsonObject:
    cells = [_build_cell(column.value(row, by), by) for column in columns]
    return {"cells": cells, "state": resource.row_state(row, by)}


def _build_cell(cell: Cell, by: Actor) -> Cell:
    """Return a cell as the page shows it.

    Days and instants in words, zero as a number.
    """
    if isinstance(cell, datetime):
        return present.format_relative(cell, clock.now(), by)
    if isinstance(cell, date):
        return present.format_day(cell.isoformat())
    return "" if cell is None else cell


def _file_links(query: QueryDict, count: int) -> JsonObject:
    """Return the links to the list as a file, and whether it is short.

    A short list is made at once, a long one in the background.
    """
    links = [{"label": code.upper(), "code": code, "href": changed_query(query, format=code)} for code in FORMATS]
    return {"at_once": count <= MAX_ROWS_AT_ONCE, "links": links}


def query_of_list(given: QueryDict) -> str:
    """Return the query of a list without the parameters that only concern its display."""
    query = given.copy()
    for name in NOT_FILTERS:
        query.pop(name, None)
    return query.urlencode()


def _file_response(
    request: ReaderRequest, resource: AnyResource, filters: ListFilters, page: RowPage[object]
) -> HttpResponse:
    """Return a short list as a file; redirect to the downloads page for a longer one."""
    by, file_format, query = request.actor, request.GET["format"], query_of_list(request.GET)
    if (page.total or 0) > MAX_ROWS_AT_ONCE:
        return redirect(f"{reverse('downloads')}?list={resource.name}&format={file_format}&{query}")
    made = make_file(resource, filters, file_format, by=by)
    if len(made.ids) != page.total:
        words = t("La lista cambió mientras se descargaba: vuelva a pedirla.",
                  "The list changed while it was being downloaded: ask for it again.")  # fmt: skip
        messages.error(request, str(words))
        return redirect(f"{resource.url}?{query}")
    resource.log_download(made.ids, by)
    return file_response(made.content, file_format, len(made.ids))


def _editor_of(name: str, request: ReaderRequest) -> tuple[AnyResource, AnyEditor]:
    by = request.actor
    resource = readable_resource(name, by=by)
    if resource.editor is None:
        raise NotVisible
    if not resource.may_change(by):
        raise RoleMayNot
    if resource.editor.is_sensitive:
        require_step_up(request)
    return resource, resource.editor


@signed_in
def resource_form(request: ReaderRequest, name: str, row_id: UUID | None = None) -> HttpResponse:
    """Show the form of a new or existing row; POST saves the row.

    Those who read the list, but may not change it, see the answers of the row.
    """
    by = request.actor
    readable = readable_resource(name, by=by)
    if row_id and request.method != "POST" and not readable.may_change(by):
        return _render_row(request, readable, row_id)
    resource, editor = _editor_of(name, request)
    row = editor.find(row_id) if row_id else None
    if request.method != "POST":
        current = editor.answers(row) if row else dict(editor.blank or {})
        typed = take_stashed_form(request) or json_to_typed(editor.Input, current, zone=by.zone)
        return _render_form(request, resource, editor, row, typed)
    typed = {key: request.POST.getlist(key) for key in request.POST if key not in _CONTROLS}
    try:
        given = parse_model(editor.Input, typed_to_json(editor.Input, typed, zone=by.zone))
        save_row(resource.name, editor, row_id, given, by=by, versions=frozenset({request.POST.get("version", "")}))
    except BadInput as problem:
        return _render_form(request, resource, editor, row, typed, problem.errors, status=422)
    except Stale as problem:
        return _render_form(request, resource, editor, row, typed, (FieldError("", _STALE),), status=problem.status)
    messages.success(request, str(t("Guardado.", "Saved.")))
    return redirect(resource.url)


def _render_row(request: ReaderRequest, resource: AnyResource, row_id: UUID) -> HttpResponse:
    """Render the answers of a row that its reader may know."""
    if resource.editor is None:
        raise NotVisible
    row = resource.editor.find(row_id)
    answers = resource.item(row, request.actor)
    context = {
        "resource": resource,
        "row": row,
        "answers": answer_rows(resource.editor.Input, answers, AnswerContext(request.actor)),
        "history_href": _history_address(resource, row, request.actor),
    }
    return render(request, "ui/resource/row.html", context)


def _history_address(resource: AnyResource, row: Model | None, by: Actor) -> str:
    return reverse("resource_history", args=[resource.name, row.pk]) if row and resource.reads_history(by) else ""


_STALE = t("Otra persona cambió esta fila mientras usted escribía, o no se sabe qué versión leyó. "
           "Nada se perdió: revise y guarde otra vez.",
           "Somebody changed this row while you were writing, or it is not known which version you read. "
           "Nothing was lost: look again and save.")  # fmt: skip


def _render_form(
    request: ReaderRequest,
    resource: AnyResource,
    editor: AnyEditor,
    row: Model | None,
    typed: Typed,
    errors: tuple[FieldError, ...] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    by = request.actor
    form = Form(by, by.zone, None, typed, errors)
    fields = fields_for(editor.Input, form)
    context = {
        "resource": resource,
        "row_name": editor.row_name,
        "row": row,
        "fields": fields,
        "errors": form.summary(fields, editor.Input),
        "version": editor.version(row) if row else "",
        "owner": sign_owner(by.id),
        "history_href": _history_address(resource, row, by),
        "links": editor.links(row, by) if row else (),
    }
    return render(request, "ui/resource/edit.html", context, status=status)


@signed_in
def resource_history(request: ReaderRequest, name: str, row_id: UUID) -> HttpResponse:
    """Show the changes of a row, by whom and when, newest first."""
    by, now = request.actor, clock.now()
    resource = readable_resource(name, by=by)
    if resource.editor is None or not resource.reads_history(by):
        raise NotVisible
    editor = resource.editor
    row = editor.find(row_id)
    changes, following = history_of(resource.name, row_id, cursor=request.GET.get("cursor", ""))
    people = person_names({change.actor for change in changes})
    context = {
        "resource": resource,
        "row": row,
        "items": [_history_item(change, editor, people, now, by) for change in changes],
        "page": page_links(request.GET, following=following),
    }
    return render(request, "ui/resource/history.html", context)


def _history_item(change: Change, editor: AnyEditor, people: dict[UUID, str], now: datetime, by: Actor) -> JsonObject:
    given = {name: value for name, value in change.changed.items() if value is not None}
    lines = [f"{row['key']}: {row['value']}" for row in answer_rows(editor.Input, given, AnswerContext(by))]
    removed = [name for name, value in change.changed.items() if value is None]
    labels = {row["name"]: row["key"] for row in answer_rows(editor.Input, change.before, AnswerContext(by))}
    lines += [str(t("{what}: se dejó en blanco", "{what}: left blank", what=labels[name])) for name in removed]
    return {
        "title": t("Se añadió", "Added") if change.is_new else t("Se cambió", "Changed"),
        "by": people.get(change.actor, ""),
        "at_text": present.format_relative(change.at, now, by),
        "exact": present.format_exact(change.at, by),
        "body": "\n".join(lines),
    }
