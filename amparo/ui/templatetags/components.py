"""Components: one way to show a field, a person, a deadline, a refusal, a source. Every one in every state: `/components/`.

`{% load components %}`. What a tag takes may be a dictionary or an object with the attributes that its docstring names;
those in brackets may be absent. Texts come in the reader's language from whoever builds the page (`amparo.ledger.text.t`).
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.forms import BoundField, Form, Textarea
from django.template import Context
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from amparo.ledger.text import t

register = template.Library()

_ICONS = {  # shapes on a grid of 16; meaning never rests on colour alone
    "ok": (
        '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
        '<path d="M8 4.5V8l2.5 2" fill="none" stroke="currentColor" stroke-width="2"/>'
    ),
    "soon": '<path d="M8 1l7.5 13.5H.5z"/><path d="M8 6v4.5M8 12v1" stroke="#fff" stroke-width="1.8"/>',
    "late": '<path d="M8 0l8 8-8 8-8-8z"/><path d="M8 3.5V9M8 11v1.5" stroke="#fff" stroke-width="2"/>',
    "done": '<path d="M2 8.5l4 4 8-9" fill="none" stroke="currentColor" stroke-width="2.5"/>',
    "block": (
        '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/>'
        '<path d="M4.5 8h7" stroke="currentColor" stroke-width="2"/>'
    ),
    "lock": '<path d="M2.5 7h11v8h-11z"/><path d="M5 7V4.5a3 3 0 016 0V7" fill="none" stroke="currentColor" stroke-width="2"/>',
    "eye": (
        '<path d="M1 8s2.5-4.5 7-4.5S15 8 15 8s-2.5 4.5-7 4.5S1 8 1 8z" fill="none" stroke="currentColor" stroke-width="1.8"/>'
        '<circle cx="8" cy="8" r="2.2"/>'
    ),
    "same": '<path d="M2.5 5.5h11M2.5 10.5h11" stroke="currentColor" stroke-width="2.2"/>',
    "different": '<path d="M2.5 5.5h11M2.5 10.5h11M11 2L5 14" stroke="currentColor" stroke-width="2"/>',
    "missing": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2.3"/>',
    "forward": '<path d="M3 8h9M8.5 4l4 4-4 4" fill="none" stroke="currentColor" stroke-width="2"/>',
}
_STATE_WORDS = {
    "ok": t("En plazo", "On time"),
    "soon": t("Vence pronto", "Due soon"),
    "late": t("Vencido", "Overdue"),
    "done": t("Cumplido", "Done"),
}
_STEP_WORDS = {"done": t("hecho", "done"), "current": t("paso actual", "current step"), "todo": t("por hacer", "to do")}
_COMPARE_WORDS = {
    "same": t("Igual", "Same"),
    "different": t("Distinto", "Different"),
    "missing": t("Falta un dato", "Not known"),
}


def _get(thing: object, name: str, default: Any = None) -> Any:
    value = thing.get(name, default) if isinstance(thing, Mapping) else getattr(thing, name, default)
    return default if value is None else value


def _is_text(thing: object) -> bool:
    return isinstance(thing, str | Promise)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small shape beside a word: ok, soon, late, done, block, lock, eye, same, different, missing, forward."""
    return format_html(
        '<svg class="am-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(_ICONS[name]),  # noqa: S308 (constants above)
    )


# Forms ---------------------------------------------------------------------------------------------------------------


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


def _chosen(kind: str, value: object) -> set[str]:
    if value is None or value == "":
        return set()
    many = kind == "checkboxes" and isinstance(value, Iterable) and not isinstance(value, str)
    return {str(v) for v in value} if many else {str(value)}  # type: ignore[attr-defined]


@register.inclusion_tag("ui/components/field.html", takes_context=True)
def field(context: Context, f: object, mark_optional: bool = True) -> dict[str, object]:
    """One question of a form, with label, hint, reason, errors and value.

    f: name, kind, label, [hint, why, value, errors (list of texts), required, choices (value, label, [hint, group]),
    suffix, inputmode, autocomplete, width (2, 3, 4, 5, 10, 20 characters), maxlength, rows, observed, inline, accept,
    capture, row_label, add_label, autofocus, blank (what no choice means)].
    kind: text, password, number, textarea, date, datetime, radios, checkboxes, select, file, people, hidden, heading.
    date posts `name-day`, `name-month`, `name-year`, datetime also `name-time`; value: a date, an ISO text, or what was typed
    as {day, month, year, time}. people: `rows` is a list of lists of fields; the buttons post `name-add` = 1 and
    `name-remove` = index. `#name` leads to the first control of every kind. Nothing is chosen unless `value` says so.
    """
    kind, value = str(_get(f, "kind", "text")), _get(f, "value")
    name = _get(f, "name", "")
    errors, hint, why = list(_get(f, "errors", [])), _get(f, "hint", ""), _get(f, "why", "")
    described = [f"{name}-{part}" for part, there in (("hint", hint), ("error", errors)) if there]
    accept = _get(f, "accept", "")
    names = "suffix inputmode autocomplete width maxlength inline row_label add_label autofocus blank".split()
    return {
        **{attribute: _get(f, attribute, "") for attribute in names},
        "request": context.get("request"),
        "name": name,
        "kind": kind,
        "control": f"ui/components/controls/{'input' if kind in {'text', 'number'} else kind}.html",
        "in_fieldset": kind in {"date", "datetime", "radios", "checkboxes", "people"},
        "label": _get(f, "label", ""),
        "hint": hint,
        "why": why,
        "errors": errors,
        "value": "" if value is None else value,
        "date": _date_parts(value) if kind in {"date", "datetime"} else {},
        "choices": _choices(f, name, _chosen(kind, value)),
        "rows": _get(f, "rows", [] if kind == "people" else 4),
        "observed": _get(f, "observed", False),
        "optional": mark_optional and not _get(f, "required", False) and kind not in {"people", "hidden", "heading"},
        "accept": accept,
        "capture": _get(f, "capture", "environment" if accept == "image/*" else ""),
        "described_by": " ".join(described),
    }


def _choices(f: object, name: str, chosen: Collection[str]) -> list[dict[str, object]]:
    """What is offered; the first control carries the name of the field itself, where its errors lead."""
    return [
        {
            "value": _get(c, "value", ""),
            "label": _get(c, "label", ""),
            "hint": _get(c, "hint", ""),
            "group": _get(c, "group", ""),
            "chosen": str(_get(c, "value", "")) in chosen,
            "id": name if n == 1 else f"{name}-{n}",
        }
        for n, c in enumerate(_get(f, "choices", []), 1)
    ]


_KINDS = {"password": "password", "hidden": "hidden", "checkbox": "checkboxes", "select": "select", "radio": "radios",
          "number": "number", "date": "date"}  # fmt: skip
"""What a widget of Django sends → the kind of `{% field %}` that asks for it."""


@register.simple_tag
def bound(field: BoundField, label: str = "", hint: str = "", **given: object) -> dict[str, object]:
    """A field of a Django form in the shape that `{% field %}` takes: `{% bound form.code label=… as f %}{% field f %}`."""
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


@register.simple_tag
def form_errors(form: Form | None) -> list[dict[str, str]]:
    """The errors of a Django form as `{% error_summary %}` takes them."""
    if form is None:
        return []
    return [
        {"href": "" if name == "__all__" else f"#{form[name].html_name}", "text": str(e)}
        for name, found in form.errors.items()
        for e in found
    ]


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(errors: Iterable[object]) -> dict[str, object]:
    """All errors of a page, first thing in `content`. errors: list of {href (`#name`, may be empty), text}. Nothing if empty."""
    return {"errors": list(errors or [])}


@register.inclusion_tag("ui/components/narrowing.html")
def narrowing(narrowed: object, search_label: str = "") -> dict[str, object]:
    """Search, filters and what is in use of them, above a list: an `amparo.ui.narrowing.Narrowing`."""
    return {"narrowed": narrowed, "search_label": search_label}


# The child, time and law -----------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/person.html")
def person(who: object) -> dict[str, object]:
    """ "Ana, 14 años, Guatemala · sola", then the number, small. who: name, [age (years or words), country, with_whom, number, href]."""
    age = _get(who, "age")
    if isinstance(age, int):
        age = t("1 año", "1 year old") if age == 1 else t("{n} años", "{n} years old", n=age)
    facts = [str(x) for x in (age or t("edad por saber", "age not yet known"), _get(who, "country")) if x]
    return {
        "name": _get(who, "name") or t("Nombre por saber", "Name not yet known"),
        "facts": "" if age is None else ", ".join(facts),
        **{key: _get(who, key, "") for key in ("with_whom", "number", "href")},
    }


@register.inclusion_tag("ui/components/deadline.html")
def deadline(d: object) -> dict[str, object]:
    """A clock: word, shape and colour. d: due_text ("mañana 09:00, quedan 18 h"), state (ok, soon, late, done), [label, exact, href]."""
    state = _get(d, "state", "ok")
    return {
        "state": state,
        "word": _STATE_WORDS[state],
        **{key: _get(d, key, "") for key in ("label", "due_text", "exact", "href")},
    }


@register.inclusion_tag("ui/components/verdict.html")
def verdict(v: object) -> dict[str, object]:
    """A refusal that helps. v: what (cannot be done), why (one sentence), [opens (list of {href, label}), norm, level].

    level: deny (default), hold (a protection supervisor may lift it, with a reason), warn (possible, with care).
    norm: what `source` takes."""
    return {
        "level": _get(v, "level", "deny"),
        "norm": source(_get(v, "norm", "")),
        "opens": _get(v, "opens", []),
        **{key: _get(v, key, "") for key in ("what", "why")},
    }


@register.inclusion_tag("ui/components/source.html")
def source(s: object) -> dict[str, object]:
    """Where something comes from, in small type. s: a text, or {text, [href, note]}; note: whether it binds, for instance."""
    if _is_text(s):
        return {"text": s}
    return {key: _get(s, key, "") for key in ("text", "href", "note")}


@register.inclusion_tag("ui/components/restricted.html")
def restricted(why: str = "") -> dict[str, object]:
    """In the place of what this reader may not see; the same whether there is something or not. why: a text in its place."""
    return {"why": why}


@register.inclusion_tag("ui/components/steps.html")
def steps(items: Iterable[object]) -> dict[str, object]:
    """The way of a case, an ordered list; on a phone only the present step has its name.

    items: {label, state (done, current, todo), [href]}."""
    listed = [
        {
            "label": _get(i, "label", ""),
            "state": _get(i, "state", "todo"),
            "word": _STEP_WORDS[_get(i, "state", "todo")],
            "href": _get(i, "href", ""),
        }
        for i in items or []
    ]
    return {"items": listed}


@register.inclusion_tag("ui/components/alert_words.html")
def alert_words(alerts: Iterable[object]) -> dict[str, object]:
    """Protective alerts in words, at the top of a case. alerts: texts, or {text, [tone (danger, time), href]}. Nothing if empty."""
    listed = [{"text": a} if _is_text(a) else a for a in alerts or []]
    return {
        "alerts": [
            {"text": _get(a, "text"), "tone": _get(a, "tone", "danger"), "href": _get(a, "href", "")} for a in listed
        ]
    }


@register.inclusion_tag("ui/components/tag.html")
def tag(text: str, tone: str = "neutral") -> dict[str, object]:
    """A word in a box. tone: neutral, action, time, danger, done."""
    return {"text": text, "tone": tone}


@register.inclusion_tag("ui/components/timeline.html")
def timeline(items: Iterable[object]) -> dict[str, object]:
    """What happened, newest first.

    items: title, by, at_text, [exact, body, href, refused (bool: judged and not done), received (bool: from another authority)]."""
    return {"items": list(items or [])}


# Lists and pages ---------------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/data_list.html")
def data_list(columns: Sequence[object], rows: Iterable[object], caption: str = "") -> dict[str, object]:
    """A table; at 320 px one card per row. The first column heads its row.

    columns: label, [kind]; kind: text, number, person, deadline, tag ({text, tone}), link ({href, text}), restricted.
    rows: lists of cells in the order of the columns, or {cells, [state]} with state late or new. A cell {restricted: True} shows as
    restricted in any column; an empty one as a dash.
    """
    heads = [{"label": _get(c, "label", ""), "kind": _get(c, "kind", "text")} for c in columns]
    lines = []
    for row in rows:
        cells = row if isinstance(row, Sequence) else _get(row, "cells", [])
        state = "" if isinstance(row, Sequence) else _get(row, "state", "")
        pairs = [
            {
                "label": h["label"],
                "kind": "restricted" if _get(c, "restricted", False) is True else h["kind"],
                "value": c,
            }
            for h, c in zip(heads, cells, strict=True)
        ]
        lines.append({"state": state, "cells": pairs})
    return {"columns": heads, "rows": lines, "caption": caption}


@register.inclusion_tag("ui/components/pagination.html")
def pagination(page: object) -> dict[str, object]:
    """Before and after. page: [previous, next (addresses), text ("1–25 de 312")]. Nothing if there is one page only."""
    return {key: _get(page, key, "") for key in ("previous", "next", "text")}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(items: Iterable[object], label: str = "") -> dict[str, object]:
    """The places of a case: wraps on a desk, scrolls on a phone. items: href, label, [current, count]. label: name for screen readers."""
    return {"items": list(items or []), "label": label or t("Partes del caso", "Parts of the case")}


@register.inclusion_tag("ui/components/empty.html")
def empty(title: str, text: str = "", href: str = "", label: str = "") -> dict[str, object]:
    """In the place of an empty list: what it means, and what one can do."""
    return {"title": title, "text": text, "href": href, "label": label}


@register.inclusion_tag("ui/components/summary.html")
def summary(rows: Iterable[object]) -> dict[str, object]:
    """What is known, one line per fact. rows: key, value, [href and action (default "Cambiar"), restricted, note (source, date)]."""
    names = ("key", "value", "href", "note", "restricted")
    return {
        "rows": [
            {**{n: _get(r, n, "") for n in names}, "action": _get(r, "action") or t("Cambiar", "Change")}
            for r in rows or []
        ]
    }


@register.inclusion_tag("ui/components/task_row.html")
def task_row(item: object) -> dict[str, object]:
    """One line of "My work", inside `<ul class="am-tasks">`: child, what, how long, one button.

    item: what, button {href, label}, [who (as `person`), deadline (as `deadline`), from_whom]."""
    return {key: _get(item, key, "") for key in ("who", "what", "deadline", "button", "from_whom")}


@register.inclusion_tag("ui/components/act_card.html")
def act_card(a: object) -> dict[str, object]:
    """An act in "What is next", inside `<ul class="am-acts">`. a: code, title, state, [href, line, blocks (as `verdict`), who, reach].

    ready: a link, `line` says what it does. blocked: the reasons inside `details`. other: somebody else must act: `who`, and
    `reach` {href, label} leads to them."""
    return {key: _get(a, key, "") for key in ("code", "title", "state", "href", "line", "blocks", "who", "reach")}


@register.inclusion_tag("ui/components/compare.html")
def compare(left: object, right: object, rows: Iterable[object], caption: str = "") -> dict[str, object]:
    """Two columns, differences marked with word and shape.

    left, right: headings, texts or persons. rows: label, left, right, [state, word, note].
    state: same, different, missing, by default from the two values; or any icon, with a word."""
    lines = []
    for row in rows or []:
        a, b = _get(row, "left", ""), _get(row, "right", "")
        state = _get(row, "state") or ("missing" if a == "" or b == "" else "same" if str(a) == str(b) else "different")
        lines.append(
            {
                "label": _get(row, "label", ""),
                "left": a,
                "right": b,
                "state": state,
                "word": _get(row, "word") or _COMPARE_WORDS[state],
                "note": _get(row, "note", ""),
            }
        )
    sides = [{"text": side} if _is_text(side) else {"who": side} for side in (left, right)]
    return {"sides": sides, "rows": lines, "caption": caption}
