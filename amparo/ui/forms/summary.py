"""The summary of the errors of a page: every line names its field and links to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from amparo.ledger.json import JsonObject
from amparo.ledger.problems import FieldError
from amparo.ui.forms.shape import Shape, shapes_of

_WITHOUT_ELEMENT = ("heading", "hidden")


def summarize_errors(
    errors: Iterable[FieldError], fields: Iterable[JsonObject], asked: type[BaseModel] | None = None
) -> list[dict[str, str]]:
    """Return the errors of a page as `{% error_summary %}` takes them.

    Each has the label of its field, also of one that the page shows without its heading (`asked`: the input), and a
    link to its element. What concerns the whole page links to its content.
    """
    shown = list(_list_all(fields))
    labels = {field["name"]: str(field.get("label", "")) for field in shown}
    names = [field["name"] for field in shown if field["kind"] not in _WITHOUT_ELEMENT]
    return [
        {
            "href": f"#{_find_element(error.path, names)}",
            "text": prefix_label(labels.get(error.path) or _find_label(error.path, asked), str(error.message)),
        }
        for error in errors
    ]


def _list_all(fields: Iterable[JsonObject]) -> Iterator[JsonObject]:
    """Yield the fields of a page, those in repeated parts after their part."""
    for field in fields:
        yield field
        if field["kind"] == "people":
            for row in field.get("rows", ()):
                yield from _list_all(row)


def _find_element(path: str, names: list[str]) -> str:
    """Return the name of the field of an error.

    Its own, the first inside it, or the one that it is in.
    """
    while path:
        found = next((name for name in names if name == path or name.startswith(f"{path}.")), "")
        if found:
            return found
        path = path.rpartition(".")[0]
    return "main"


def _find_label(path: str, asked: type[BaseModel] | None) -> str:
    """Return the label of a question of an input by its path.

    Blank when it asks no such thing.
    """
    found, inside = "", asked
    for step in path.split("."):
        if step.isdecimal():
            continue
        shape = _shapes_by_name(inside).get(step) if inside else None
        if shape is None:
            return found
        found, inside = str(shape.words.label), shape.part
    return found


def _shapes_by_name(asked: type[BaseModel]) -> Mapping[str, Shape]:
    return {shape.name: shape for shape in shapes_of(asked)}


def prefix_label(label: str, message: str) -> str:
    """Return an error message after the label of its field.

    A summary that repeats "this answer is missing" six times helps nobody.
    """
    if not label:
        return message
    if label.endswith("?"):
        return f"{label} {message}"
    starts_a_word = message[:1].isupper() and message[1:2].islower()
    return f"{label}: {message[0].lower() + message[1:] if starts_a_word else message}"
