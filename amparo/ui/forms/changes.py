"""Changes of a form that begins from the case file.

Only what differs from the file is sent. Three states are compared: what was on file when the person began, what is on
file now, and what they typed. Answers that they left unchanged follow the file; answers that they changed stay theirs.
So nobody undoes a colleague's work by sending an old page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from amparo.ledger.json import JsonMapping, JsonObject
from amparo.ledger.problems import FieldError
from amparo.ledger.text import t
from amparo.ui.forms.read import Typed, typed_row_numbers, typed_to_json
from amparo.ui.forms.rows import NamedRows
from amparo.ui.forms.shape import Shape, shapes_of
from amparo.ui.forms.show import json_to_typed

BLANKED = t(
    "Ya está anotado y no se borra dejándolo en blanco: escriba lo que corresponde ahora.",
    "It is on record and is not erased by leaving it blank: write what is right now.",
)


@dataclass(frozen=True)
class ParsedForm:
    """The answers of a form as JSON, and the form rows of its repeated parts."""

    value: JsonObject
    rows: dict[str, list[int]]

    def keep_items(self, name: str, keep: list[bool]) -> ParsedForm:
        """Return the form with only the items of `name` whose flag in `keep` is true."""
        items = [item for item, is_kept in zip(self.value[name], keep, strict=True) if is_kept]
        numbers = [number for number, is_kept in zip(self.rows[name], keep, strict=True) if is_kept]
        rest = {key: value for key, value in self.value.items() if key != name}
        return replace(self, value=rest | ({name: items} if items else {}), rows=self.rows | {name: numbers})

    def without_answer(self, name: str) -> ParsedForm:
        """Return the form without one answer."""
        return replace(self, value={key: value for key, value in self.value.items() if key != name})

    def locate_error(self, error: FieldError) -> FieldError:
        """Return an error of an item with the path of the form row that it came from."""
        name, _, rest = error.path.partition(".")
        position, _, inner = rest.partition(".")
        numbers = self.rows.get(name, [])
        if not position.isdecimal() or int(position) >= len(numbers):
            return error
        return FieldError(".".join(filter(None, (name, str(numbers[int(position)]), inner))), error.message)


def parse_typed(model: type[BaseModel], typed: Typed, named: Mapping[str, NamedRows], *, zone: str) -> ParsedForm:
    """Return all answers of a form, without rows that hold nothing but their name."""
    found = ParsedForm(typed_to_json(model, typed, zone=zone), {})
    for shape in shapes_of(model):
        if shape.kind != "parts" or shape.part is None or shape.name not in found.value:
            continue
        numbers = [n for n in typed_row_numbers(typed, shape.name) if _read_row(shape, typed, n, zone)]
        found = replace(found, rows=found.rows | {shape.name: numbers})
        if shape.name in named:
            name = {named[shape.name].name_field}
            found = found.keep_items(shape.name, [bool(row.keys() - name) for row in found.value[shape.name]])
    return found


def _read_row(shape: Shape, typed: Typed, number: int, zone: str) -> JsonObject:
    return typed_to_json(shape.part, typed, zone=zone, prefix=f"{shape.name}.{number}.") if shape.part else {}


def changed_answers(whole: ParsedForm, on_file: JsonMapping, named: Mapping[str, NamedRows]) -> ParsedForm:
    """Return the answers that differ from the file."""
    found = whole
    for name, value in whole.value.items():
        rows = named.get(name)
        if rows and rows.names:
            known = _rows_by_name(on_file.get(name, []), rows)
            found = found.keep_items(name, [known.get(row.get(rows.name_field)) != row for row in value])
        elif on_file.get(name) == value:
            found = found.without_answer(name)
    return found


def find_blanked(whole: ParsedForm, on_file: JsonMapping, named: Mapping[str, NamedRows]) -> list[FieldError]:
    """Return an error for each answer on file that was answered blank.

    A blank answer is not sent, so the one on file would silently stay.
    """
    wrong = []
    for name, value in on_file.items():
        rows = named.get(name)
        if rows and rows.names:
            answered = {row.get(rows.name_field) for row in whole.value.get(name, [])}
            blank = [rows.names.index(key) for key in _rows_by_name(value, rows) if key not in answered]
            wrong += [FieldError(f"{name}.{number}", BLANKED) for number in blank]
        elif value and name not in whole.value:
            wrong.append(FieldError(name, BLANKED))
    return wrong


def file_to_typed(
    model: type[BaseModel], on_file: JsonMapping, named: Mapping[str, NamedRows], *, zone: str
) -> dict[str, list[str]]:
    """Return the answers on file as form values.

    Rows with fixed names are at their fixed numbers.
    """
    plain = {name: value for name, value in on_file.items() if not (name in named and named[name].names)}
    typed = json_to_typed(model, plain, zone=zone)
    for shape in shapes_of(model):
        if shape.part and shape.name in named and (every := named[shape.name].names):
            known = _rows_by_name(on_file.get(shape.name, []), named[shape.name])
            for number, key in enumerate(every):
                typed |= _row_to_typed(shape, number, known.get(key, {}), zone)
    return typed


def _row_to_typed(shape: Shape, number: int, row: JsonMapping, zone: str) -> dict[str, list[str]]:
    return json_to_typed(shape.part, row, zone=zone, prefix=f"{shape.name}.{number}.") if shape.part else {}


@dataclass(frozen=True)
class MergedForm:
    """Form values brought up to date with the file.

    `conflicts`: the labels of questions that the person and somebody else answered differently meanwhile.
    """

    typed: dict[str, list[str]]
    conflicts: tuple[str, ...]


def merge_typed(
    model: type[BaseModel],
    typed: Typed,
    then: JsonMapping,
    now: JsonMapping,
    named: Mapping[str, NamedRows],
    *,
    zone: str,
) -> MergedForm:
    """Return what was typed over the file of `then`.

    Untouched answers are taken from `now`.

    `then`, `now`: the answers on file as JSON, when the form was opened and at present.
    """
    mine, fresh = parse_typed(model, typed, named, zone=zone).value, file_to_typed(model, now, named, zone=zone)
    found, conflicts = dict(typed), []
    for shape in shapes_of(model):
        rows = named.get(shape.name)
        for path, before, after, own in _compared_parts(shape, rows, then, now, mine):
            if own == before:
                found = {key: value for key, value in found.items() if not _is_below(key, path)}
                found |= {key: value for key, value in fresh.items() if _is_below(key, path)}
            elif before != after and own != after:
                conflicts.append(str(shape.words.label))
    return MergedForm(found, tuple(dict.fromkeys(conflicts)))


def _compared_parts(
    shape: Shape, rows: NamedRows | None, then: JsonMapping, now: JsonMapping, mine: JsonMapping
) -> list[tuple[str, Any, Any, Any]]:
    """Return (path, then, now, mine) of each answer that both changed.

    Of each row where rows have fixed names.
    """
    if rows is None or not rows.names:
        return [(shape.name, then.get(shape.name), now.get(shape.name), mine.get(shape.name))]
    before, after, own = (_rows_by_name(state.get(shape.name, []), rows) for state in (then, now, mine))
    return [
        (f"{shape.name}.{number}", before.get(key), after.get(key), own.get(key))
        for number, key in enumerate(rows.names)
    ]


def _is_below(key: str, path: str) -> bool:
    return key == path or key.startswith((f"{path}.", f"{path}-"))


def _rows_by_name(rows: list[JsonObject], named: NamedRows) -> dict[str, JsonObject]:
    return {row[named.name_field]: row for row in rows if named.name_field in row}
