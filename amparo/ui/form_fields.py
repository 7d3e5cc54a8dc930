"""Fields of forms as `{% field %}` renders them.

From a mapping or object, or from a field of a Django form.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.forms import BoundField, Textarea

_TEXT_ATTRIBUTES = "suffix inputmode autocomplete width maxlength inline row_label add_label autofocus blank".split()

NO_MARK, ONE_OF = "none", "one_of"
"""Marks of a field that may be left blank: it is not harmless, or another must then be answered."""


def get_member(thing: object, name: str, default: Any = None) -> Any:
    """Return the item of a mapping or the attribute of an object.

    `default` if it is absent or None.
    """
    value = thing.get(name, default) if isinstance(thing, Mapping) else getattr(thing, name, default)
    return default if value is None else value


def field_context(f: object, *, mark_optional: bool) -> dict[str, object]:
    """Return the template context of one field.

    Its members are listed at the tag `{% field %}`.
    """
    kind, value = str(get_member(f, "kind", "text")), get_member(f, "value")
    name = get_member(f, "name", "")
    errors, hint, why = list(get_member(f, "errors", [])), get_member(f, "hint", ""), get_member(f, "why", "")
    described = [f"{name}-{part}" for part, is_shown in (("hint", hint), ("error", errors)) if is_shown]
    accept, mark = get_member(f, "accept", ""), get_member(f, "mark", "")
    choices = _build_choices(f, name, _chosen_values(kind, value))
    label = get_member(f, "label", "")
    return {
        **{attribute: get_member(f, attribute, "") for attribute in _TEXT_ATTRIBUTES},
        "name": name,
        "kind": kind,
        "control": f"ui/components/controls/{'input' if kind in {'text', 'number'} else kind}.html",
        "in_fieldset": kind in {"date", "datetime", "radios", "checkboxes", "people"},
        "label": label,
        "label_repeats": kind == "checkboxes" and [str(choice["label"]) for choice in choices] == [str(label)],
        "hint": hint,
        "why": why,
        "errors": errors,
        "value": "" if value is None else value,
        "date": _date_parts(value) if kind in {"date", "datetime"} else {},
        "choices": choices,
        "rows": get_member(f, "rows", [] if kind == "people" else 4),
        "observed": get_member(f, "observed", False),
        "one_of": mark == ONE_OF,
        "optional": mark_optional
        and not mark
        and not get_member(f, "required", False)
        and kind not in {"people", "hidden", "heading"},
        "accept": accept,
        "capture": get_member(f, "capture", "environment" if accept == "image/*" else ""),
        "described_by": " ".join(described),
    }


def _build_choices(f: object, name: str, chosen: Collection[str]) -> list[dict[str, object]]:
    """Return the choices with their ids.

    The id of the first is the name of the field, to which its errors link.
    """
    return [
        {
            "value": get_member(c, "value", ""),
            "label": get_member(c, "label", ""),
            "hint": get_member(c, "hint", ""),
            "group": get_member(c, "group", ""),
            "chosen": str(get_member(c, "value", "")) in chosen,
            "id": name if n == 1 else f"{name}-{n}",
        }
        for n, c in enumerate(get_member(f, "choices", []), 1)
    ]


_KINDS = {"password": "password", "hidden": "hidden", "checkbox": "checkboxes", "select": "select", "radio": "radios",
          "number": "number", "date": "date"}  # fmt: skip
"""Input type of a Django widget → kind of `{% field %}`."""


def bound_field(field: BoundField, label: str = "", hint: str = "", **given: object) -> dict[str, object]:
    """Return a field of a Django form as `{% field %}` takes it.

    `given` replaces members.
    """
    widget = field.field.widget
    kind, value = _KINDS.get(getattr(widget, "input_type", ""), "text"), field.value()
    if isinstance(widget, Textarea):
        kind = "textarea"
    if kind == "date" and field.form.is_bound:
        value = {part: field.form.data.get(f"{field.html_name}-{part}", "") for part in ("day", "month", "year")}
    offered = [{"value": code, "label": words} for code, words in getattr(field.field, "choices", ()) if str(code)]
    if kind == "checkboxes" and not offered:
        offered, value = [{"value": "on", "label": label or field.label}], "on" if value else None
    return {
        "name": field.html_name,
        "kind": kind,
        "label": label or field.label,
        "hint": hint,
        "value": None if kind == "password" or value == "" else value,
        "errors": list(field.errors),
        "required": field.field.required,
        "autocomplete": widget.attrs.get("autocomplete", ""),
        "choices": offered,
        **given,
    }


def _date_parts(value: object) -> dict[str, object]:
    if isinstance(value, str) and value:
        try:
            value = dt.datetime.fromisoformat(value) if len(value) > len("2000-01-01") else dt.date.fromisoformat(value)
        except ValueError:
            return {"day": value}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, dt.date):
        time = f"{value:%H:%M}" if isinstance(value, dt.datetime) else ""
        return {"day": value.day, "month": value.month, "year": value.year, "time": time}
    return {}


def _chosen_values(kind: str, value: object) -> set[str]:
    if value is None or value == "":
        return set()
    if kind == "checkboxes" and isinstance(value, Iterable) and not isinstance(value, str):
        return {str(item) for item in value}
    return {str(value)}
