"""What the components of a page take: a deadline, a task, a failed rule as help."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from amparo.cases.act import ACTS
from amparo.cases.kinds import CHILD
from amparo.cases.links import act_href, norm_href
from amparo.cases.norms import sources_in_words
from amparo.cases.rights import role_may
from amparo.cases.selectors import urgency
from amparo.law import RULES, deadline_title, profile_for
from amparo.law.sources import force_in_country
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.ui.present import format_duration, format_exact, format_relative

_OFFERED = 3


def deadline(
    code: str, due_at: datetime, now: datetime, by: Actor, *, closed: bool = False, href: str = ""
) -> JsonObject:
    """Return a deadline as the component shows it."""
    left = due_at - now
    words = (
        t("{when}, quedan {span}", "{when}, {span} left")
        if left > timedelta()
        else t("{when}, hace {span}", "{when}, {span} ago")
    )
    due = format_relative(due_at, now, by)
    return {
        "label": deadline_words(code),
        "due_text": due if closed else str(words).format(when=due, span=format_duration(left)),
        "exact": format_exact(due_at, by),
        "state": "done" if closed else urgency(due_at, now),
        "href": href,
    }


def deadline_words(code: str) -> str:
    """Return what a deadline of the law is called."""
    title = deadline_title(code)
    return t(title.es, title.en)


def verdict(reason: JsonObject, case_id: UUID | str, by: Actor, *, trying: str = "") -> JsonObject:
    """Return a failed rule as help: what is missing, what to do, the acts that open it, the norm."""
    return {
        "what": reason["message"],
        "why": reason["remedy"],
        "opens": acts_that_help(reason["rule"], case_id, by, trying=trying),
        "norm": _norm(reason),
        "level": reason["level"],
    }


def _norm(reason: JsonObject) -> JsonObject:
    """Return the sources of a failed rule, whether they bind this country, and where its norm is read."""
    if reason["rule"] is None:
        return {}
    force = force_in_country(RULES[reason["rule"]], profile_for(settings.NODE))
    return {
        "text": sources_in_words(reason["sources"]),
        "href": norm_href(reason["rule"]),
        "note": str(label("norm_force", force)),
    }


def acts_that_help(rule: str | None, case_id: UUID | str, by: Actor, *, trying: str = "") -> list[JsonObject]:
    """Return links to the acts of this reader that change what a failed rule looks at, those that change most of it first."""
    if rule is None:
        return []
    reads = RULES[rule].reads.facts
    found = [
        act
        for act in ACTS.values()
        if CHILD in act.case_kinds
        and act.code != trying
        and not act.opens_case
        and act.sets & reads
        and role_may(by, act)
    ]
    found.sort(key=lambda act: (-len(act.sets & reads), len(act.sets)))
    return [{"href": act_href(case_id, act.code), "label": str(act.title)} for act in found[:_OFFERED]]
