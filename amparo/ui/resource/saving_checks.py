"""Checks that every register makes before a row is saved.

What was chosen is offered, no other row is the same, and no constraint of the table is broken.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import BaseConstraint, CheckConstraint, Field, Model, UniqueConstraint

from amparo.ledger.actor import Actor
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.search import Searchable
from amparo.ledger.text import t
from amparo.ledger.words import fold_text
from amparo.ui.choices import list_options
from amparo.ui.fields import Part, field_spec
from amparo.ui.forms.shape import shapes_of
from amparo.ui.inputs import NOT_OFFERED

type _Columns = dict[str, Field[Any, Any]]


def require_offered(row: Model, given: Part, *, by: Actor) -> None:
    """Raise `BadInput` at each choice that the form does not offer.

    What the row has already may stay, although it is offered no more. One query for each choice.
    """
    wrong = []
    for shape in shapes_of(type(given)):
        chosen = getattr(given, shape.name)
        if shape.kind != "choice" or chosen in (None, _value_of(row, shape.name)):
            continue
        if chosen not in _offered_ids(shape.words.choose, by):
            wrong.append(FieldError(shape.name, NOT_OFFERED))
    if wrong:
        raise BadInput(*wrong)


def _offered_ids(choose: str, by: Actor) -> set[UUID]:
    return {option.id for option in list_options(choose, by, None)}


def _columns_of(model: type[Model]) -> _Columns:
    return {column.name: column for column in model._meta.concrete_fields}


def _value_of(row: Model, name: str) -> Any:
    """Return the value of a column, of a foreign key the id.

    None for a name without a column.
    """
    column = _columns_of(type(row)).get(name)
    return getattr(row, column.attname) if column else None


def unique_answers(model: type[Model], asked: type[Part]) -> list[tuple[str, ...]]:
    """Return the sets of answers that tell the rows of a table apart.

    As its columns and constraints say.
    """
    columns = [column for column in model._meta.concrete_fields if column.unique and not column.primary_key]
    found: list[tuple[str, ...]] = [(column.name,) for column in columns]
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.fields and constraint.condition is None:
            found.append(tuple(constraint.fields))
    return [names for names in found if set(names) <= asked.model_fields.keys()]


def require_unlike_others(row: Model, asked: type[Part]) -> None:
    """Raise `BadInput` when another row has the same answers where they must differ.

    Capitals, accents, apostrophes and blanks make no difference. One query for each set of such answers.
    """
    for names in unique_answers(type(row), asked):
        if other := _find_alike(row, names):
            labels = ", ".join(f"«{field_spec(asked.model_fields[name]).label}»" for name in names)
            words = t(
                "Ya está en la lista: «{row}» tiene igual {labels} (mayúsculas, acentos y espacios no cuentan).",
                "It is in the list already: “{row}” has the same {labels} (capitals, accents and spaces do not count).",
                row=other,
                labels=labels,
            )
            raise BadInput(*(FieldError(name, words) for name in names))


def _find_alike(row: Model, names: tuple[str, ...]) -> Model | None:
    """Return another row that has the same answers, None if there is none."""
    others = type(row)._default_manager.exclude(pk=row.pk)
    values = {name: _value_of(row, name) for name in names}
    if None in values.values():
        return None
    for name, value in values.items():
        others = others.filter(**_narrowing_of(row, name, value))
    folded = [_fold(value) for value in values.values()]
    return next((other for other in others if [_fold(_value_of(other, name)) for name in names] == folded), None)


def _narrowing_of(row: Model, name: str, value: object) -> dict[str, object]:
    """Return a filter that leaves the rows that may have the same value."""
    if isinstance(row, Searchable) and name == row.searched_in[0]:
        return {"search__startswith": _fold(value)}
    return {f"{name}__iexact" if isinstance(value, str) else name: value}


def _fold(value: object) -> object:
    return fold_text(value) if isinstance(value, str) else value


def require_valid(row: Model, asked: type[Part]) -> None:
    """Raise `BadInput` at the answers of a row that break a constraint of the table."""
    wrong = [
        FieldError(name, t("Estos datos no pueden ser a la vez.", "These answers cannot be true together."))
        for constraint in row._meta.constraints
        if not _is_kept(constraint, row)
        for name in sorted(_answers_of(constraint) & asked.model_fields.keys()) or [""]
    ]
    if wrong:
        raise BadInput(*wrong)


def _is_kept(constraint: BaseConstraint, row: Model) -> bool:
    try:
        constraint.validate(type(row), row)
    except ValidationError:
        return False
    return True


def _answers_of(constraint: BaseConstraint) -> set[str]:
    """Return the names of the columns that a constraint is about."""
    if isinstance(constraint, CheckConstraint):
        return set(constraint.condition.referenced_base_fields)  # type: ignore[union-attr]
    return set(constraint.fields) if isinstance(constraint, UniqueConstraint) else set()
