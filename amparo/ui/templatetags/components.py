"""Template tags of the components.

The page `/components/` shows each in all its states.

`{% load components %}`. What a tag takes may be a dictionary or an object with the attributes that its docstring names;
those in brackets may be absent. Texts come in the reader's language from whoever builds the page
(`amparo.ledger.text.t`).
"""

import json
from collections.abc import Iterable, Sequence

from django import template
from django.forms import BoundField, Form
from django.template import Context
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from amparo.ledger.text import t
from amparo.ui.form_fields import bound_field, field_context, get_member
from amparo.ui.forms.summary import prefix_label
from amparo.ui.icons import draw_icon

register = template.Library()

_STATE_WORDS = {
    "ok": t("En plazo", "On time"),
    "soon": t("Vence pronto", "Due soon"),
    "late": t("Vencido", "Overdue"),
    "done": t("Cumplido", "Done"),
}
_STEP_WORDS = {
    "done": t("hecho", "done"),
    "current": t("paso actual", "current step"),
    "todo": t("por hacer", "to do"),
    "skipped": t("no consta", "not on file"),
}
_COMPARE_WORDS = {
    "same": t("Igual", "Same"),
    "different": t("Distinto", "Different"),
    "missing": t("Falta un dato", "Not known"),
}


def _is_text(thing: object) -> bool:
    return isinstance(thing, str | Promise)


@register.filter
def as_json(value: object) -> str:
    """Return a value as JSON, for an attribute that a script reads."""
    return json.dumps(value)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon.

    Names: ok, soon, late, done, block, lock, eye, same, different, missing, forward.
    """
    return draw_icon(name)


# Forms ---------------------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/field.html", takes_context=True)
def field(context: Context, f: object, mark_optional: bool = True) -> dict[str, object]:
    """Show a field of a form with its label, hint, reason, errors and value.

    f: name, kind, label, [hint, why, value, errors (list of texts), required, choices (value, label, [hint, group]),
    suffix, inputmode, autocomplete, width (2, 3, 4, 5, 10, 20 characters), maxlength, rows, observed, inline, accept,
    capture, row_label, add_label, autofocus, blank (what no choice means), mark (one_of, none: what stands in place of
    "(optional)")]. kind: text, password, number, textarea,
    date, datetime, radios, checkboxes, select, file, people, hidden, heading. date posts `name-day`, `name-month`,
    `name-year`, datetime also `name-time`; value: a date, an ISO text, or what was typed as {day, month, year, time}.
    people: `rows` is a list of lists of fields; the buttons post `name-add` = 1 and `name-remove` = index. `#name`
    leads to the first control of every kind. Nothing is chosen unless `value` says so.
    """
    return field_context(f, mark_optional=mark_optional) | {"request": context.get("request")}


@register.simple_tag
def bound(field: BoundField, label: str = "", hint: str = "", **given: object) -> dict[str, object]:
    """Return a field of a Django form as `{% field %}` takes it.

    `{% bound form.code label=… as f %}{% field f %}`.
    """
    return bound_field(field, label, hint, **given)


@register.simple_tag
def form_errors(form: Form | None) -> list[dict[str, str]]:
    """Return the errors of a Django form as `{% error_summary %}` takes them.

    Each after the label of its field.
    """
    if form is None:
        return []
    return [
        {"href": "", "text": str(e)}
        if name == "__all__"
        else {"href": f"#{form[name].html_name}", "text": prefix_label(str(form[name].label), str(e))}
        for name, found in form.errors.items()
        for e in found
    ]


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(errors: Iterable[object]) -> dict[str, object]:
    """Show all errors of a page, first thing in `content`; nothing if there are none.

    errors: list of {href (`#name`, may be empty), text}.
    """
    return {"errors": list(errors or [])}


@register.inclusion_tag("ui/components/narrowing.html")
def narrowing(narrowed: object, search_label: str = "") -> dict[str, object]:
    """Show the search and filters above a list: an `amparo.ui.narrowing.Narrowing`."""
    return {"narrowed": narrowed, "search_label": search_label}


# The child, time and law ---------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/person.html")
def person(who: object) -> dict[str, object]:
    """Show a person as "Ana, 14 años, Guatemala · sola", then the case number.

    who: name, [age (years or words), country, with_whom, number, href].
    """
    age = get_member(who, "age")
    if isinstance(age, int):
        age = t("1 año", "1 year old") if age == 1 else t("{n} años", "{n} years old", n=age)
    facts = [str(x) for x in (age or t("edad por saber", "age not yet known"), get_member(who, "country")) if x]
    return {
        "name": get_member(who, "name") or t("Nombre por saber", "Name not yet known"),
        "facts": "" if age is None else ", ".join(facts),
        **{key: get_member(who, key, "") for key in ("with_whom", "number", "href")},
    }


@register.inclusion_tag("ui/components/deadline.html")
def deadline(d: object) -> dict[str, object]:
    """Show a deadline with word, icon and colour.

    d: due_text ("mañana 09:00, quedan 18 h"), state (ok, soon, late, done), [label, exact, href, word].
    """
    state = get_member(d, "state", "ok")
    return {
        "state": state,
        "word": get_member(d, "word") or _STATE_WORDS[state],
        **{key: get_member(d, key, "") for key in ("label", "due_text", "exact", "href")},
    }


@register.inclusion_tag("ui/components/verdict.html")
def verdict(v: object) -> dict[str, object]:
    """Show a refusal: what cannot be done, why, and what to do next.

    v: what, why (one sentence), [opens (list of {href, label}: what would allow it), norm, level].
    level: deny (default), hold (a protection supervisor may lift it, with a reason), warn (possible, with care).
    norm: what `source` takes."""
    return {
        "level": get_member(v, "level", "deny"),
        "norm": get_member(v, "norm", ""),
        "opens": get_member(v, "opens", []),
        **{key: get_member(v, key, "") for key in ("what", "why")},
    }


@register.inclusion_tag("ui/components/source.html")
def source(s: object) -> dict[str, object]:
    """Show a source in small type.

    s: a text, or {text, [href, note]}; note: whether it binds, for instance.
    """
    if _is_text(s):
        return {"text": s}
    return {key: get_member(s, key, "") for key in ("text", "href", "note")}


@register.inclusion_tag("ui/components/restricted.html")
def restricted(why: str = "") -> dict[str, object]:
    """Show that something is restricted, whether it exists or not.

    why: a text to show instead.
    """
    return {"why": why}


@register.inclusion_tag("ui/components/steps.html")
def steps(items: Iterable[object]) -> dict[str, object]:
    """Show the steps of a case as an ordered list.

    On a phone only the current one has its name.

    items: {label, state (done, current, todo, skipped), [href]}."""
    listed = [
        {
            "label": get_member(i, "label", ""),
            "state": get_member(i, "state", "todo"),
            "word": _STEP_WORDS[get_member(i, "state", "todo")],
            "href": get_member(i, "href", ""),
        }
        for i in items or []
    ]
    return {"items": listed}


@register.inclusion_tag("ui/components/alert_words.html")
def alert_words(alerts: Iterable[object]) -> dict[str, object]:
    """Show protection alerts at the top of a case; nothing if there are none.

    alerts: texts, or {text, [tone (danger, time), href]}.
    """
    listed = [{"text": a} if _is_text(a) else a for a in alerts or []]
    return {
        "alerts": [
            {"text": get_member(a, "text"), "tone": get_member(a, "tone", "danger"), "href": get_member(a, "href", "")}
            for a in listed
        ]
    }


@register.inclusion_tag("ui/components/tag.html")
def tag(text: str, tone: str = "neutral") -> dict[str, object]:
    """Show a word in a box. tone: neutral, action, time, danger, done."""
    return {"text": text, "tone": tone}


@register.inclusion_tag("ui/components/timeline.html")
def timeline(items: Iterable[object]) -> dict[str, object]:
    """Show a list of events, newest first.

    items: title, by, at_text, [exact, body, href, refused (bool: judged and not done), received (bool: from another
    authority)].
    """
    return {"items": list(items or [])}


# Lists and pages -----------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/data_list.html")
def data_list(columns: Sequence[object], rows: Iterable[object], caption: str = "") -> dict[str, object]:
    """Show a table, at 320 px as one card per row.

    The first column is the row's heading.

    columns: label, [kind]; kind: text, number, person, deadline, tag ({text, tone}), link ({href, text}), restricted.
    rows: lists of cells in the order of the columns, or {cells, [state]} with state late or new. A cell {restricted:
    True} shows as restricted in any column; an empty one as a dash.
    """
    heads = [{"label": get_member(c, "label", ""), "kind": get_member(c, "kind", "text")} for c in columns]
    lines = []
    for row in rows:
        cells = row if isinstance(row, Sequence) else get_member(row, "cells", [])
        state = "" if isinstance(row, Sequence) else get_member(row, "state", "")
        pairs = [
            {
                "label": h["label"],
                "kind": "restricted" if get_member(c, "restricted", False) is True else h["kind"],
                "value": c,
            }
            for h, c in zip(heads, cells, strict=True)
        ]
        lines.append({"state": state, "cells": pairs})
    return {"columns": heads, "rows": lines, "caption": caption}


@register.inclusion_tag("ui/components/pagination.html")
def pagination(page: object) -> dict[str, object]:
    """Show links to the first, previous and next page; nothing for one page only.

    page: [first, previous, next (addresses), text ("1–25 de 312")].
    """
    return {key: get_member(page, key, "") for key in ("first", "previous", "next", "text")}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(items: Iterable[object], label: str = "") -> dict[str, object]:
    """Show the tabs of a case: they wrap on a desktop and scroll on a phone.

    items: href, label, [current, count]. label: name for screen readers.
    """
    return {"items": list(items or []), "label": label or t("Partes del caso", "Parts of the case")}


@register.inclusion_tag("ui/components/empty.html")
def empty(title: str, text: str = "", href: str = "", label: str = "") -> dict[str, object]:
    """Show a message in place of an empty list: what it means, and what one can do."""
    return {"title": title, "text": text, "href": href, "label": label}


@register.inclusion_tag("ui/components/summary.html")
def summary(rows: Iterable[object]) -> dict[str, object]:
    """Show facts as a summary list.

    rows: key, value, [href and action (default "Cambiar"), restricted, note (source, date)].
    """
    names = ("key", "value", "href", "note", "restricted")
    return {
        "rows": [
            {**{n: get_member(r, n, "") for n in names}, "action": get_member(r, "action") or t("Cambiar", "Change")}
            for r in rows or []
        ]
    }


@register.inclusion_tag("ui/components/task_row.html")
def task_row(item: object) -> dict[str, object]:
    """Show a task of "My work" inside `<ul class="am-tasks">`.

    A task has child, text, deadline and button.

    item: what, button {href, label}, [second (as `button`), who (as `person`), deadline (as `deadline`), from_whom]."""
    return {key: get_member(item, key, "") for key in ("who", "what", "deadline", "button", "second", "from_whom")}


@register.inclusion_tag("ui/components/step_row.html")
def step_row(item: object) -> dict[str, object]:
    """Show a line of a checklist inside `<ul class="am-lines">`.

    item: what, [href, button (its word), notes (what it ends), before (what must be on record first), deadline (as
    `deadline`), finish (where it is closed by hand), who, reach {href, label}, since].
    """
    names = ("what", "href", "button", "notes", "before", "deadline", "finish", "who", "reach", "since")
    return {name: get_member(item, name, "") for name in names}


@register.inclusion_tag("ui/components/folded_rows.html")
def fold_rows(rows: Sequence[object]) -> dict[str, object]:
    """Show the rest of a checklist (as `step_row`), folded, with how many there are."""
    return {"rows": rows}


@register.inclusion_tag("ui/components/done_row.html")
def done_row(item: object) -> dict[str, object]:
    """Show what was done inside `<ul class="am-lines">`.

    item: what, at_text, exact, who, [result, href].
    """
    return {name: get_member(item, name, "") for name in ("what", "at_text", "exact", "who", "result", "href")}


@register.inclusion_tag("ui/components/act_card.html")
def act_card(a: object) -> dict[str, object]:
    """Show an act of "What is next" inside `<ul class="am-acts">`.

    a: code, title, state, [href, line, blocks (as `verdict`), who, reach].

    ready: a link, `line` says what it does. blocked: the reasons inside `details`. other: somebody else must act:
    `who`, and `reach` {href, label} leads to them.
    """
    return {key: get_member(a, key, "") for key in ("code", "title", "state", "href", "line", "blocks", "who", "reach")}


@register.inclusion_tag("ui/components/compare.html")
def compare(left: object, right: object, rows: Iterable[object], caption: str = "") -> dict[str, object]:
    """Show two columns side by side, differences marked with word and icon.

    left, right: headings, texts or persons. rows: label, left, right, [state, word, note].
    state: same, different, missing, by default from the two values; or any icon, with a word."""
    lines = []
    for row in rows or []:
        a, b = get_member(row, "left", ""), get_member(row, "right", "")
        state = get_member(row, "state") or (
            "missing" if a == "" or b == "" else "same" if str(a) == str(b) else "different"
        )
        lines.append(
            {
                "label": get_member(row, "label", ""),
                "left": a,
                "right": b,
                "state": state,
                "word": get_member(row, "word") or _COMPARE_WORDS[state],
                "note": get_member(row, "note", ""),
            }
        )
    sides = [{"text": side} if _is_text(side) else {"who": side} for side in (left, right)]
    return {"sides": sides, "rows": lines, "caption": caption}
