"""From what is known to what is said: dates, deadlines, people, answers, reasons. No page builds such text itself."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import segno
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from amparo.accounts.policy import AccountsPolicy
from amparo.core import clock
from amparo.core.actor import Actor
from amparo.core.acts import ACTS, Act
from amparo.core.choices import options
from amparo.core.codes import code_list, label
from amparo.core.compartments import Compartment
from amparo.core.days import day_of
from amparo.core.effects import ESCALATED
from amparo.core.judgement import explained
from amparo.core.models import CHILD, REPORT
from amparo.core.selectors import urgency
from amparo.core.text import t
from amparo.law import RULES, Finding
from amparo.registry.age import Born, age_words
from amparo.registry.candidates import DUPLICATE_TASK
from amparo.registry.selectors import NO_NAME
from amparo.returns.working_days import objections
from amparo.web.forms.shape import Shape, shapes_of
from amparo.web.words import (
    DEADLINE_WORDS,
    GOALS,
    MATCH_TASKS,
    OF_BULLETINS,
    OF_FAMILY,
    OF_MATCHES,
    TASK_OF_JOURNEY,
    TASK_WORDS,
    WITH_WHOM,
)

STEPS = (
    t("Origen", "Origin"),
    t("Identificación y documentación", "Identification and documents"),
    t("Mecanismo de protección", "Protection mechanism"),
    t("Protección", "Protection"),
    t("Retorno", "Return"),
    t("Integración o reintegración", "Integration or reintegration"),
)


def local(instant: datetime, by: Actor) -> datetime:
    """An instant in the reader's own time zone."""
    return instant.astimezone(ZoneInfo(by.zone))


def exact(instant: datetime, by: Actor) -> str:
    """An instant to the minute, with its offset."""
    return local(instant, by).strftime("%Y-%m-%d %H:%M UTC%:z")


def minute(instant: datetime, by: Actor) -> str:
    """An instant to the minute, as a paper says it."""
    return local(instant, by).strftime("%Y-%m-%d %H:%M")


def there(instant: datetime) -> str:
    """An instant in the hour in which it is written: that of the place where the child arrives."""
    return f"{date_format(instant.date(), 'j M Y')} {instant:%H:%M}"


def day(text: str | None) -> str:
    """A day as people say it, from its ISO text."""
    return date_format(date.fromisoformat(text), "j M Y") if text else ""


def qr(address: str, *, border: int = 2) -> SafeString:
    """A code that a telephone reads, as a drawing (SVG) as large as its place; `border` in modules."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=border, xmldecl=False, omitsize=True)
    return mark_safe(drawn.getvalue().decode())  # noqa: S308  drawn here from an address of this node


def when(instant: datetime, now: datetime, by: Actor) -> str:
    """An instant as people say it: today, yesterday, tomorrow, else the day."""
    there, here = local(instant, by), local(now, by)
    days = (there.date() - here.date()).days
    clock = there.strftime("%H:%M")
    near = {0: t("hoy {clock}", "today {clock}", clock=clock), 1: t("mañana {clock}", "tomorrow {clock}", clock=clock),
            -1: t("ayer {clock}", "yesterday {clock}", clock=clock)}  # fmt: skip
    return str(near.get(days) or f"{date_format(there.date(), 'j M Y')} {clock}")


def span(left: timedelta) -> str:
    """How long, without false precision."""
    minutes = int(abs(left).total_seconds() // 60)
    if minutes < 90:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return str(t("{n} días", "{n} days", n=minutes // 1440))


def deadline(
    code: str, due_at: datetime, now: datetime, by: Actor, *, closed: bool = False, href: str = ""
) -> dict[str, Any]:
    """A deadline as the component shows it."""
    left = due_at - now
    say = (
        t("{when}, quedan {span}", "{when}, {span} left")
        if left > timedelta()
        else t("{when}, hace {span}", "{when}, {span} ago")
    )
    text = str(say).format(when=when(due_at, now, by), span=span(left))
    return {
        "label": DEADLINE_WORDS.get(code, code),
        "due_text": when(due_at, now, by) if closed else text,
        "exact": exact(due_at, by),
        "state": "done" if closed else urgency(due_at, now),
        "href": href,
    }


def child(card: Any, *, number: str = "", href: str = "") -> dict[str, Any]:
    """The child in a line: name as used, age, origin, with whom; the number comes last and small."""
    age = getattr(card, "age", None) or str(age_words(Born(card.born_from, card.born_to, card.age_estimate), today()))
    with_whom = WITH_WHOM.get((card.with_whom, card.sex)) or WITH_WHOM.get((card.with_whom, ""), "")
    origin = "" if card.origin in ("XXX", "") else str(label("nationality", card.origin))
    return {
        "name": card.name or str(NO_NAME),
        "age": age,
        "country": origin,
        "with_whom": with_whom,
        "number": number,
        "href": href,
    }


def by_calendar(arrival: datetime, country: str) -> str:
    """What a calendar would object to this hour of arrival; it only proposes."""
    found = objections(arrival, country)
    if not found:
        return str(t("Día y hora hábil, salvo cierres locales", "A working day and hour, but for local closures"))
    said = "; ".join(str(one) for one in found)
    return str(t("Revise: {said}", "Look again: {said}", said=said))


def child_of(case: Any, *, href: str = "") -> dict[str, Any]:
    """The child of a case in a line; to who handed the child over there is no card, and the number says enough."""
    card = getattr(case, "card", None)
    return {"name": case.number, "href": href} if card is None else child(card, number=case.number, href=href)


def coded_filter(name: str, words: Any, of: str, value: str) -> dict[str, Any]:
    """A filter of a list by the codes of a code list."""
    offered = [{"value": code.code, "label": code.label} for code in code_list(of).values()]
    return {"kind": "select", "name": name, "label": words, "choices": offered, "value": value}


def today() -> date:
    """The node's own day."""
    return day_of(clock.now())


def steps(current: int) -> list[dict[str, Any]]:
    """The six steps and where the child is (1 to 6)."""
    return [
        {"label": words, "state": "current" if n == current else "done" if n < current else "todo"}
        for n, words in enumerate(STEPS, 1)
    ]


def opens(rule: str | None, case_id: Any, by: Actor, *, trying: str = "") -> list[dict[str, str]]:
    """The acts of this reader that change what a failed rule looks at, records before actions."""
    if rule is None:
        return []
    reads = RULES[rule].reads_facts
    may = AccountsPolicy().role_may
    known = [act for act in ACTS.values() if CHILD in act.about and act.code not in (trying, "register")]  # done once
    found = [act for act in known if act.sets & reads and may(by, act)]
    found.sort(key=lambda act: (-len(act.sets & reads), len(act.sets)))
    return [{"href": act_href(case_id, act.code), "label": str(act.title)} for act in found[:3]]


def act_href(case_id: Any, code: str) -> str:
    """Where an act is done."""
    return reverse("act", args=[case_id, code])


def href_if(code: str, case_id: Any, by: Actor) -> str:
    """Where an act is done, for those whose role includes it; else nothing."""
    return act_href(case_id, code) if AccountsPolicy().role_may(by, ACTS[code]) else ""


def task_words(row: Any) -> str:
    """What a task asks for: its own words, after those of its kind where they would not say it alone."""
    kind, own = str(TASK_WORDS.get(row.code, row.code)), row.detail.get("text")
    if row.code == ESCALATED:
        return f"{kind}: {DEADLINE_WORDS.get(row.detail['deadline'], row.detail['deadline'])}"
    if row.code == "law_warning":
        return str(explained(Finding(row.detail["rule"], row.detail["code"], "warn"))["remedy"])
    if row.code in MATCH_TASKS and "number" in row.detail:
        return f"{kind} ({row.detail['number']})"
    if not own:
        return kind
    return f"{kind}: {own}" if row.code in GOALS | OF_BULLETINS else str(own)


def task_href(row: Any) -> str:
    """Where a task of a case or a report is done."""
    if row.code in OF_BULLETINS:
        return reverse("bulletins")  # a recipient sees no more of the report
    if row.case.kind == REPORT:
        return reverse("report", args=[row.case_id])
    if row.code in OF_MATCHES and "report" in row.detail:
        return reverse("report_match", args=[row.case_id, row.detail["report"]])
    if row.code == DUPLICATE_TASK:
        return reverse("duplicates", args=[row.case_id])
    if row.code in TASK_OF_JOURNEY:
        return reverse("journey", args=[row.case_id])
    if row.code in OF_FAMILY:
        return reverse("place", args=[row.case_id, "family-search"])
    return reverse("place", args=[row.case_id, "after"]) if row.code in GOALS else reverse("case", args=[row.case_id])


def verdict(reason: dict[str, Any], case_id: Any, by: Actor, *, trying: str = "") -> dict[str, Any]:
    """A failed rule as help: what is missing, what to do, the acts that open it, the norm."""
    return {
        "what": reason["message"],
        "why": reason["remedy"],
        "opens": opens(reason["rule"], case_id, by, trying=trying),
        "norm": "; ".join(reason["sources"]),
        "verified": reason["verified"],
        "level": reason["level"],
    }


def answers(
    declared: Act,
    body: dict[str, Any],
    by: Actor,
    case_id: UUID | None = None,
    *,
    without: frozenset[str] = frozenset(),
) -> list[dict[str, Any]]:
    """What an entry says, question by question, in words. `case_id`: to name what is chosen among what a case has."""
    return [row for row in _rows(declared.Input, body, by, case_id) if row["name"] not in without]


def _rows(model: Any, body: dict[str, Any], by: Actor, case_id: UUID | None) -> list[dict[str, Any]]:
    return [row for shape in shapes_of(model) for row in answers_to(shape, body, by, case_id)]


def answers_to(shape: Shape, body: dict[str, Any], by: Actor, case_id: UUID | None = None) -> list[dict[str, Any]]:
    """What was answered to one question, in words: a row for each part or repeated part, else one; none if blank."""
    value = _whole(shape, body)
    if value is None:
        return []
    if shape.kind == "part":
        return _rows(shape.part, value, by, case_id)
    if shape.kind == "parts":
        return [_named(shape, row, by, case_id) for row in value]
    return [{"name": shape.name, "key": shape.words.label, "value": said(shape, value, by, case_id)}]


def _whole(shape: Shape, body: dict[str, Any]) -> Any:
    """An answer, joined again where its rows lie in several compartments."""
    if shape.kind != "parts":
        return body.get(shape.name)
    found = [row for name in (shape.name, *(f"{shape.name}_{c}" for c in Compartment)) for row in body.get(name, [])]
    return found or None


def _named(shape: Shape, row: dict[str, Any], by: Actor, case_id: UUID | None) -> dict[str, Any]:
    """A row of a repeated part, called by its first answer."""
    told = _rows(shape.part, row, by, case_id)
    first, rest = (told[0]["value"], told[1:]) if told else (shape.words.label, [])
    return {
        "name": shape.name,
        "key": first,
        "value": " · ".join(f"{one['key']}: {one['value']}" for one in rest) or "–",
    }


def said(shape: Shape, value: Any, by: Actor, case_id: UUID | None) -> str:
    """One answer in words."""
    match shape.kind:
        case "code" if shape.codes:
            return str(label(shape.codes.name, value))
        case "codes" if shape.codes:
            return ", ".join(str(label(shape.codes.name, one)) for one in value)
        case "yes_no":
            return str(t("Sí", "Yes") if value else t("No", "No"))
        case "datetime":
            return date_format(local(datetime.fromisoformat(value), by), "j M Y H:i")
        case "date":
            return date_format(datetime.fromisoformat(value).date(), "j M Y")
        case "texts":
            return ", ".join(value)
        case "drawn":
            return str(t("Firmado", "Signed"))
        case "choice" | "choices":
            return chosen(shape, value, by, case_id)
        case _:
            return str(value)


def chosen(shape: Shape, value: Any, by: Actor, case_id: UUID | None) -> str:
    """Names of what was chosen from a register; how many, where the reader's list does not hold them."""
    known = (
        {}
        if shape.words.choose.startswith("entry:")
        else {str(o.id): str(o.label) for o in options(shape.words.choose, by, case_id)}
    )
    ids = [str(one) for one in (value if isinstance(value, list) else [value])]
    unknown = str(t("registro anterior", "an earlier record"))
    return ", ".join(known.get(one, unknown) for one in ids)
