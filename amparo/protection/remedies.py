"""The remedy against a decision, read from a case's file.

A determination of best interests, or one of age. Each new decision has a remedy of its own, which runs from its
notification.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile, Entry
from amparo.law import profile_for
from amparo.law.limits import DAY
from amparo.ledger.days import local_day, whole_second

_AGE_DECISION = "record_age_determination"


@dataclass(frozen=True, slots=True)
class ContestableDecision:
    """A decision against which there is a remedy.

    `bid_notified_at`: when it was notified as a determination; `notified_at`: in any way.
    """

    entry: Entry
    decided_at: datetime
    notified_at: datetime | None
    bid_notified_at: datetime | None


def latest_decision(file: CaseFile) -> ContestableDecision | None:
    """Return the latest determination of best interests or of age; None without one."""
    decisions = _list_decisions(file)
    if not decisions:
        return None
    entry = max(decisions, key=lambda decision: (_find_decision_instant(decision), decision.seq))
    notices = [notice for notice in file.all("record_bid_notified") if _is_notice(notice) and notice.seq > entry.seq]
    bid_notified_at = notices[-1].occurred_at if notices else None
    own_notice = entry.get("notified_at")
    instants = [at for at in (bid_notified_at, whole_second(own_notice) if own_notice else None) if at]
    return ContestableDecision(entry, _find_decision_instant(entry), max(instants, default=None), bid_notified_at)


def _list_decisions(file: CaseFile) -> list[Entry]:
    return [entry for entry in file.all("decide_bid", _AGE_DECISION) if _is_decision(entry)]


def _is_decision(entry: Entry) -> bool:
    return entry.act == "decide_bid" or bool(entry.get("decided_at"))


def _find_decision_instant(entry: Entry) -> datetime:
    return whole_second(entry.get("decided_at") or entry.occurred_at)


def _is_notice(entry: Entry) -> bool:
    """Return whether the remedies were explained: without that, nobody was notified."""
    return bool(entry.get("remedies_explained"))


def was_overturned(file: CaseFile, determination: Entry) -> bool:
    """Return whether a remedy overturned this determination, not a later one of age."""
    for entry in file.all("record_remedy", _AGE_DECISION):
        if entry.seq > determination.seq:
            if entry.act == _AGE_DECISION and _is_decision(entry):
                return False
            if entry.get("remedy") == "overturned":
                return True
    return False


def remedy_expiry(file: CaseFile, decision: ContestableDecision) -> datetime | None:
    """Return until when a remedy can be filed; None before the decision was notified."""
    return None if decision.notified_at is None else expiry_from(decision.notified_at, file.country)


def expiry_from(notified_at: datetime, country: str) -> datetime:
    """Return until when a decision that was notified then can be contested."""
    profile = profile_for(country, on=local_day(notified_at))
    return notified_at + timedelta(hours=profile.remedy_days * DAY)


def remedy_state(file: CaseFile, query: FactQuery) -> str:
    """Return the code of the law for the remedy against the latest decision."""
    decision = latest_decision(file)
    if decision is None:
        return "not_notified"
    return _find_state(file, decision, remedy_steps(file, decision), query)


def age_remedy_state(file: CaseFile, entry: Entry, query: FactQuery) -> str:
    """Return the code for the remedy against one decision on age.

    What was filed after a later decision is of that one.
    """
    latest = latest_decision(file)
    if latest is not None and latest.entry == entry:
        return remedy_state(file, query)
    own_notice = entry.get("notified_at")
    decision = ContestableDecision(
        entry, _find_decision_instant(entry), whole_second(own_notice) if own_notice else None, None
    )
    later = [other.seq for other in _list_decisions(file) if other.seq > entry.seq]
    steps = [step for step in remedy_steps(file, decision) if not later or step.seq < min(later)]
    return _find_state(file, decision, steps, query)


def _find_state(file: CaseFile, decision: ContestableDecision, steps: list[Entry], query: FactQuery) -> str:
    if steps:
        return str(steps[-1]["remedy"])
    expiry = remedy_expiry(file, decision)
    if expiry is None:
        return "not_notified"
    return "expired" if query.at > expiry else "window_open"


def remedy_steps(file: CaseFile, decision: ContestableDecision) -> list[Entry]:
    """Return what was filed or resolved against a decision, oldest first."""
    return [entry for entry in file.all("record_remedy") if entry.seq > decision.entry.seq]
