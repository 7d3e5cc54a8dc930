"""What of a form is new: a form that begins from what is on file sends only what differs from it.

Three states are compared: what was on file when the person began, what is on file now, and what they typed. What they
left alone follows the file; what they changed stays theirs. So nobody undoes a colleague's work by sending an old page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from amparo.ledger.problems import FieldError
from amparo.ledger.text import t
from amparo.ui.forms.read import Typed, typed_to_json
from amparo.ui.forms.rows import NamedRows, typed_row_numbers
from amparo.ui.forms.shape import Shape, shapes_of
from amparo.ui.forms.show import json_to_typed

BLANKED = t(
    "Ya está anotado y no se borra dejándolo en blanco: escriba lo que corresponde ahora.",
    "It is on record and is not erased by leaving it blank: write what is right now.",
)


@dataclass(frozen=True)
class ParsedForm:
    """The answers of a form as JSON, and from which row each item of its repeated parts came."""

    value: dict[str, Any]
    rows: dict[str, list[int]]

    def only(self, name: str, keep: list[bool]) -> ParsedForm:
        """The same with some items of one repeated part alone; the part is gone if none is left."""
        items = [one for one, kept in zip(self.value[name], keep, strict=True) if kept]
        numbers = [one for one, kept in zip(self.rows[name], keep, strict=True) if kept]
        rest = {key: value for key, value in self.value.items() if key != name}
        return replace(self, value=rest | ({name: items} if items else {}), rows=self.rows | {name: numbers})

    def without(self, name: str) -> ParsedForm:
        """The same without one answer."""
        return replace(self, value={key: value for key, value in self.value.items() if key != name})

    def in_form(self, error: FieldError) -> FieldError:
        """An error of an input's item, at the row of the form that it came from."""
        name, _, rest = error.path.partition(".")
        position, _, inner = rest.partition(".")
        numbers = self.rows.get(name, [])
        if not position.isdecimal() or int(position) >= len(numbers):
            return error
        return FieldError(".".join(filter(None, (name, str(numbers[int(position)]), inner))), error.message)


def parse_typed(model: type[BaseModel], typed: Typed, named: Mapping[str, NamedRows], *, zone: str) -> ParsedForm:
    """Everything that was answered; rows that say nothing but their name are left out."""
    found = ParsedForm(typed_to_json(model, typed, zone=zone), {})
    for shape in shapes_of(model):
        if shape.kind != "parts" or shape.part is None or shape.name not in found.value:
            continue
        numbers = [n for n in typed_row_numbers(typed, shape.name) if _read_row(shape, typed, n, zone)]
        found = replace(found, rows=found.rows | {shape.name: numbers})
        if shape.name in named:
            name = {named[shape.name].by}
            found = found.only(shape.name, [bool(row.keys() - name) for row in found.value[shape.name]])
    return found


def _read_row(shape: Shape, typed: Typed, number: int, zone: str) -> dict[str, Any]:
    return typed_to_json(shape.part, typed, zone=zone, prefix=f"{shape.name}.{number}.") if shape.part else {}


def changed_answers(whole: ParsedForm, on_file: Mapping[str, Any], named: Mapping[str, NamedRows]) -> ParsedForm:
    """What of the answers is not on file already."""
    found = whole
    for name, value in whole.value.items():
        rows = named.get(name)
        if rows and rows.every:
            known = _rows_by_name(on_file.get(name, []), rows)
            found = found.only(name, [known.get(row.get(rows.by)) != row for row in value])
        elif on_file.get(name) == value:
            found = found.without(name)
    return found


def find_blanked(whole: ParsedForm, on_file: Mapping[str, Any], named: Mapping[str, NamedRows]) -> list[FieldError]:
    """What is on file and was left blank: an answer that is not given says nothing, so it would stay as it was."""
    wrong = []
    for name, value in on_file.items():
        rows = named.get(name)
        if rows and rows.every:
            left = {row.get(rows.by) for row in whole.value.get(name, [])}
            gone = [rows.every.index(key) for key in _rows_by_name(value, rows) if key not in left]
            wrong += [FieldError(f"{name}.{number}", BLANKED) for number in gone]
        elif value and name not in whole.value:
            wrong.append(FieldError(name, BLANKED))
    return wrong


def file_to_typed(
    model: type[BaseModel], on_file: Mapping[str, Any], named: Mapping[str, NamedRows], *, zone: str
) -> dict[str, list[str]]:
    """What is on file as it would have been typed, the rows of fixed names each in their place."""
    plain = {name: value for name, value in on_file.items() if not (name in named and named[name].every)}
    typed = json_to_typed(model, plain, zone=zone)
    for shape in shapes_of(model):
        if shape.part and shape.name in named and (every := named[shape.name].every):
            known = _rows_by_name(on_file.get(shape.name, []), named[shape.name])
            for number, key in enumerate(every):
                typed |= _row_to_typed(shape, number, known.get(key, {}), zone)
    return typed


def _row_to_typed(shape: Shape, number: int, row: Mapping[str, Any], zone: str) -> dict[str, list[str]]:
    return json_to_typed(shape.part, row, zone=zone, prefix=f"{shape.name}.{number}.") if shape.part else {}


@dataclass(frozen=True)
class MergedForm:
    """What was typed, what was left alone following the file, and the questions that others answered anew meanwhile."""

    typed: dict[str, list[str]]
    crossed: tuple[str, ...]


def merge_typed(
    model: type[BaseModel],
    typed: Typed,
    then: Mapping[str, Any],
    now: Mapping[str, Any],
    named: Mapping[str, NamedRows],
    *,
    zone: str,
) -> MergedForm:
    """Bring what was typed, beginning from the file as it was `then`, to the file as it is `now`."""
    mine, fresh = parse_typed(model, typed, named, zone=zone).value, file_to_typed(model, now, named, zone=zone)
    found, crossed = dict(typed), []
    for shape in shapes_of(model):
        rows = named.get(shape.name)
        for path, before, after, own in _compared_parts(shape, rows, then, now, mine):
            if own == before:
                found = {key: value for key, value in found.items() if not _is_below(key, path)}
                found |= {key: value for key, value in fresh.items() if _is_below(key, path)}
            elif before != after and own != after:
                crossed.append(str(shape.words.label))
    return MergedForm(found, tuple(dict.fromkeys(crossed)))


def _compared_parts(
    shape: Shape, rows: NamedRows | None, then: Mapping[str, Any], now: Mapping[str, Any], mine: Mapping[str, Any]
) -> list[tuple[str, Any, Any, Any]]:
    """What is compared apart: each row of fixed names, else the answer as a whole. Path, then, now, mine."""
    if rows is None or not rows.every:
        return [(shape.name, then.get(shape.name), now.get(shape.name), mine.get(shape.name))]
    before, after, own = (_rows_by_name(state.get(shape.name, []), rows) for state in (then, now, mine))
    return [
        (f"{shape.name}.{number}", before.get(key), after.get(key), own.get(key))
        for number, key in enumerate(rows.every)
    ]


def _is_below(key: str, path: str) -> bool:
    return key == path or key.startswith((f"{path}.", f"{path}-"))


def _rows_by_name(rows: list[dict[str, Any]], named: NamedRows) -> dict[str, dict[str, Any]]:
    return {row[named.by]: row for row in rows if named.by in row}
