"""Reads of alerts, incidents and breaches."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from amparo.cases.act import ACTS
from amparo.cases.alarms import list_open_alarms
from amparo.cases.file import CaseFile, Entry
from amparo.ledger.actor import Actor
from amparo.ledger.events import coded_parts


def open_alerts(file: CaseFile) -> list[Entry]:
    """Return the open alerts, breaches and other alarms, the latest first. No query."""
    return list(list_open_alarms(file))[::-1]


def incident_counts(*, by: Actor, since: datetime, until: datetime) -> Counter[str]:
    """Return how many incidents of each type `by` sees in a time span. One query."""
    incidents = coded_parts("record_incident", outcome="done", by=by, since=since, until=until)
    return Counter(code for coded in incidents for code in coded.get("types", []))


def breach_counts(*, by: Actor, since: datetime, until: datetime) -> Counter[str]:
    """Return how many breaches of each kind `by` sees in a time span. One query.

    Those that somebody recorded, and those that another act showed.
    """
    acts = [act.code for act in ACTS.values() if act.may_show_breach]
    parts = coded_parts("record_breach", *acts, outcome="done", by=by, since=since, until=until)
    kinds = (coded.get("breach") or coded.get("kind") for coded in parts)
    return Counter(kind for kind in kinds if kind)
