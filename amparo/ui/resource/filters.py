"""Filters of a list: a model of the query parameters of page and API."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from django.http import QueryDict
from pydantic import BaseModel, ConfigDict, ValidationError

from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui.choices import list_options
from amparo.ui.fields import ShortText, field_outside_forms
from amparo.ui.forms.shape import Shape, shapes_of
from amparo.ui.inputs import field_errors

NOT_FILTERS = frozenset({"cursor", "limit", "format", "list"})
"""Query parameters of a list that concern its display, not its content."""
_YES = "1"


class ListFilters(BaseModel):
    """Base of the filters of a list; a blank one has no effect.

    `q` searches the text of each row. Each further field is declared with `ui.fields.field`: its label, a code list, a
    source of choices. A field with a compartment is offered only to those who read it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: ShortText | None = field_outside_forms()
    hidden_from: ClassVar[Mapping[str, Callable[[Actor], bool]]] = {}
    """By name of a filter: whether it is hidden from a reader."""

    @property
    def is_narrowed(self) -> bool:
        """Return whether any search or filter is in use."""
        return bool(self.model_dump(exclude_none=True, exclude_defaults=True))


def parse_filters[F: ListFilters](model: type[F], query: QueryDict, *, by: Actor) -> F:
    """Return the filters of a query.

    Raises `BadInput` for a parameter that the list does not know, that cannot be read, or that is not for this reader.
    """
    texts = {name: str(query[name]).strip() for name in query if name not in NOT_FILTERS}
    given = {name: text for name, text in texts.items() if text and "\x00" not in text}
    try:
        filters = model.model_validate_strings(given)
    except ValidationError as error:
        raise BadInput(*field_errors(error)) from error
    _require_offered(filters, by)
    return filters


def offered_filters(model: type[ListFilters], *, by: Actor) -> list[Shape]:
    """Return the filters that `by` may use, in order."""
    hidden = {name for name, is_hidden in model.hidden_from.items() if is_hidden(by)}
    return [shape for shape in shapes_of(model) if shape.name not in hidden and _may_use(shape, by)]


def _may_use(shape: Shape, by: Actor) -> bool:
    compartment = shape.words.compartment
    return compartment is None or compartment in by.compartments


def _require_offered(filters: ListFilters, by: Actor) -> None:
    """Raise `BadInput` for a filter that the reader may not use.

    Otherwise the rows that a filter leaves out would reveal what the reader may not read.
    """
    offered = {shape.name for shape in offered_filters(type(filters), by=by)}
    used = filters.model_dump(exclude_none=True, exclude_defaults=True).keys() - {"q"}
    if wrong := sorted(used - offered):
        words = t("Este filtro no es para su función.", "This filter is not for your role.")
        raise BadInput(*(FieldError(name, words) for name in wrong))


def filter_fields(model: type[ListFilters], filters: ListFilters | None, *, by: Actor) -> list[JsonObject]:
    """Return the filters as fields for `{% field %}`, with their present values."""
    return [_build_field(shape, getattr(filters, shape.name, None), by) for shape in offered_filters(model, by=by)]


def _build_field(shape: Shape, value: object, by: Actor) -> JsonObject:
    field: JsonObject = {"name": shape.name, "label": shape.words.label, "value": "" if value is None else value}
    match shape.kind:
        case "code" if shape.codes:
            return field | {"kind": "select", "choices": [_build_choice(c.code, c.label) for c in shape.codes.codes()]}
        case "choice":
            offered = [
                _build_choice(str(option.id), option.label) for option in list_options(shape.words.choose, by, None)
            ]
            return field | {"kind": "select", "choices": offered, "value": str(value or "")}
        case "yes_no":
            ticked = [_YES] if value else []
            return field | {"kind": "checkboxes", "choices": [_build_choice(_YES, shape.words.hint)], "value": ticked}
        case "number":
            return field | {"kind": "number", "width": 2}
        case _:
            return field | {"kind": "text"}


def _build_choice(value: str, label: str) -> JsonObject:
    return {"value": value, "label": label}
