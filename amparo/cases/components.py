"""What the components of a page take: a deadline, a task, a failed rule as help."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from amparo.cases.act import ACTS, AnyAct
from amparo.cases.deadlines import DAY_DEADLINES
from amparo.cases.kinds import CHILD
from amparo.cases.links import act_href, norm_href
from amparo.cases.norms import find_force_here, format_sources
from amparo.cases.rights import role_may
from amparo.cases.selectors import is_due_at_once, urgency
from amparo.law import RULES, Reads, deadline_title
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.days import local_day
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.present import format_duration, format_exact, format_relative, format_relative_day

_OFFERED = 3


def build_deadline(
    code: str,
    due_at: datetime,
    now: datetime,
    by: Actor,
    *,
    closed: bool = False,
    href: str = "",
    opened_at: datetime | None = None,
) -> JsonObject:
    """Return a deadline as the component shows it.

    One that falls on a day is shown without an hour; `opened_at` tells one that was due as it opened.
    """
    left, is_day = due_at - now, code in DAY_DEADLINES
    words = (
        t("{when}, quedan {span}", "{when}, {span} left")
        if left > timedelta()
        else t("{when}, hace {span}", "{when}, {span} ago")
    )
    due = format_relative_day(local_day(due_at), local_day(now)) if is_day else format_relative(due_at, now, by)
    shown = {
        "label": deadline_label(code),
        "due_text": due if closed else str(words).format(when=due, span=format_duration(left)),
        "exact": local_day(due_at).isoformat() if is_day else format_exact(due_at, by),
        "state": "done" if closed else urgency(due_at, now),
        "href": href,
    }
    if not closed and is_due_at_once(due_at, opened_at, now):
        shown |= {"state": "soon", "word": t("Debe hacerse ya", "To be done at once"), "due_text": ""}
    return shown


def deadline_label(code: str) -> str:
    """Return what a deadline of the law is called."""
    title = deadline_title(code)
    return t(title.es, title.en)


def build_verdict(reason: JsonObject, case_id: UUID | str, by: Actor, *, trying: str = "") -> JsonObject:
    """Return a failed rule as help.

    What is missing, what to do, the acts that open it, the norm.
    """
    return {
        "what": reason["message"],
        "why": reason["remedy"],
        "opens": list_helpful_acts(reason["rule"], case_id, by, trying=trying),
        "norm": _build_norm(reason),
        "level": reason["level"],
    }


def _build_norm(reason: JsonObject) -> JsonObject:
    """Return the sources of a failed rule, their force here, and the norm's page."""
    if reason["rule"] is None:
        return {}
    force = find_force_here(RULES[reason["rule"]])
    return {
        "text": format_sources(reason["sources"]),
        "href": norm_href(reason["rule"]),
        "note": str(label("norm_force", force)),
    }


def list_helpful_acts(rule: str | None, case_id: UUID | str, by: Actor, *, trying: str = "") -> list[JsonObject]:
    """Return links to the acts of this reader that remove a reason.

    Those that change most of it come first; `trying` is left out.
    """
    if rule is None:
        return []
    reads = RULES[rule].reads
    found = [
        act
        for act in ACTS.values()
        if CHILD in act.case_kinds
        and act.code != trying
        and not act.opens_case
        and role_may(by, act)
        and _count_changed(act, reads)
    ]
    found.sort(key=lambda act: (-_count_changed(act, reads), len(act.sets)))
    return [link_to_act(act.code, case_id) for act in found[:_OFFERED]]


def link_to_act(code: str, case_id: UUID | str) -> JsonObject:
    """Return a link to where an act is done on a child's case."""
    return {"act": code, "href": act_href(case_id, code), "label": str(ACTS[code].title)}


def _count_changed(act: AnyAct, reads: Reads) -> int:
    """Return how much of what a rule reads an act changes or proves."""
    return len(act.sets & reads.facts) + len(act.proves & (reads.params | reads.confirmations))
