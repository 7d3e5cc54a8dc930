"""What a case's file says of the determination of the child's best interests (BID), its notification and remedy.

A proceeding is written over days: each `record_bid` adds to it or corrects it, list by list, until `decide_bid` ends
it. Convening again begins the next one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from amparo.cases.act import ACTS
from amparo.cases.compartments import Compartment
from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile, Entry
from amparo.cases.proceedings import over_days
from amparo.law import profile_for
from amparo.law.limits import DAY
from amparo.law.sets import BIA_FACTORS, ENFORCEMENT
from amparo.ledger.days import local_day, whole_second
from amparo.protection.assessments import is_later, rows_by_factor

VOTING = frozenset({"chair", "member"})
_ACTS = ("record_bid", "decide_bid")
_AGE = ("record_age_determination",)
SIGNED_FOR = frozenset({"members", "options", "child_words", "dissent", "reasons"})
_SIGNED_FOR = SIGNED_FOR | {f"reasons_{where}" for where in Compartment}


@dataclass(slots=True)
class Proceeding:
    """One determination under way or decided, each list as last written."""

    entries: list[Entry] = field(default_factory=list)
    members: list[dict[str, Any]] = field(default_factory=list)
    options: list[dict[str, Any]] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    child_words: str = ""
    dissent: str = ""
    signatures: list[dict[str, Any]] = field(default_factory=list)
    is_suspended: bool = False
    decision: Entry | None = None

    @property
    def voting(self) -> list[dict[str, Any]]:
        """Who presides and who has a vote; those with voice alone are not counted."""
        return [member for member in self.members if member["role"] in VOTING]

    @property
    def migration_votes(self) -> int:
        """Members of migration or police with a vote, or who were let vote."""
        held = [member for member in self.members if member["org_kind"] in ENFORCEMENT]
        return sum(1 for member in held if member["role"] in VOTING or member.get("vote"))

    @property
    def is_signed(self) -> bool:
        """Whether everyone with a vote signed what stands on record now: a dissent is signed too."""
        signed = {signature["member"] for signature in self.signatures}
        return bool(self.voting) and all(member["name"] in signed for member in self.voting)

    @property
    def is_reasoned(self) -> bool:
        """Whether there are reasons on every factor."""
        return self.reasons.keys() >= BIA_FACTORS

    @property
    def is_over(self) -> bool:
        """Whether it was decided."""
        return self.decision is not None

    def add(self, entry: Entry) -> None:
        """Take in one record, or the decision. Whatever is signed and then changed must be signed again."""
        if entry.act == "decide_bid":
            self.decision = entry
            return
        self.entries.append(entry)
        self.members = entry.get("members", self.members)
        self.options = entry.get("options", self.options)
        self.reasons |= {row["factor"]: row["reason"] for row in rows_by_factor(entry, "reasons")}
        self.child_words = entry.get("child_words", self.child_words)
        self.dissent = entry.get("dissent", self.dissent)
        kept = [] if _SIGNED_FOR & entry.body.keys() else self.signatures
        self.signatures = entry.get("signatures", kept)
        self.is_suspended = entry.get("step", "suspended" if self.is_suspended else "") == "suspended"


def proceedings(file: CaseFile) -> list[Proceeding]:
    """Every proceeding, oldest first; only the last may be under way."""
    return over_days(Proceeding, file.all(*_ACTS), begun_by=_ACTS)


def current(file: CaseFile) -> Proceeding | None:
    """The latest proceeding, under way or decided."""
    found = proceedings(file)
    return found[-1] if found else None


def state(file: CaseFile) -> str:
    """`none`, `in_progress`, `suspended`, `decided`, or `superseded` once a remedy overturned the decision."""
    proceeding = current(file)
    if proceeding is None:
        return "none"
    if proceeding.decision:
        return "superseded" if _was_overturned(file, proceeding.decision) else "decided"
    return "suspended" if proceeding.is_suspended else "in_progress"


def _was_overturned(file: CaseFile, decision: Entry) -> bool:
    """Whether a remedy overturned this decision; one that overturned a later decision on age did not."""
    for entry in file.all("record_remedy", *_AGE):
        if entry.seq > decision.seq:
            if entry.act in _AGE and _is_decision(entry):
                return False
            if entry.get("remedy") == "overturned":
                return True
    return False


@dataclass(frozen=True, slots=True)
class Decided:
    """The latest decision against which there is a remedy, and when it was notified."""

    entry: Entry
    at: datetime
    notified_at: datetime | None
    bid_notified_at: datetime | None


def latest_decision(file: CaseFile) -> Decided | None:
    """The latest of the determinations of best interests and of age: each new one opens its own remedy."""
    found = [entry for entry in file.all("decide_bid", *_AGE) if _is_decision(entry)]
    if not found:
        return None
    entry = max(found, key=lambda one: (_decided_at(one), one.seq))
    notices = [e for e in file.all("record_bid_notified") if is_notice(e) and e.seq > entry.seq]
    told_at = notices[-1].occurred_at if notices else None
    own = entry.get("notified_at")
    notified = [at for at in (told_at, whole_second(own) if own else None) if at]
    return Decided(entry, _decided_at(entry), max(notified, default=None), told_at)


def _is_decision(entry: Entry) -> bool:
    return entry.act == "decide_bid" or bool(entry.get("decided_at"))


def _decided_at(entry: Entry) -> datetime:
    stated = entry.get("decided_at")
    return whole_second(stated or entry.occurred_at)


def is_notice(entry: Entry) -> bool:
    """Nobody was notified who was not told what they can do against it."""
    return bool(entry.get("remedies_explained"))


def remedy_ends_at(file: CaseFile, decided: Decided) -> datetime | None:
    """Until when a remedy can be filed; None before the decision was notified."""
    if decided.notified_at is None:
        return None
    profile = profile_for(file.country, on=local_day(decided.notified_at))
    return decided.notified_at + timedelta(hours=profile.remedy_days * DAY)


def remedy(file: CaseFile, question: FactQuery) -> str:
    """Where the remedy against the latest decision stands."""
    decided = latest_decision(file)
    if decided is None:
        return "not_notified"
    filed = remedy_steps(file, decided)
    if filed:
        return str(filed[-1]["remedy"])
    ends_at = remedy_ends_at(file, decided)
    if ends_at is None:
        return "not_notified"
    return "expired" if question.at > ends_at else "window_open"


def remedy_steps(file: CaseFile, decided: Decided) -> list[Entry]:
    """What was filed or resolved against the latest decision, oldest first."""
    return [entry for entry in file.all("record_remedy") if entry.seq > decided.entry.seq]


def new_information(file: CaseFile) -> str:
    """Whether something changed since the last determination: `no` only while a signed check covers all that is on file.

    Nobody who checked could know of what was written later, or happened later.
    """
    decision, checked = file.last("decide_bid"), file.last("record_circumstances_checked")
    if decision and checked and not (checked.seq > decision.seq and checked.occurred_at >= decision.occurred_at):
        checked = None
    known = checked or decision
    if any(known is None or is_later(entry, known) for entry in file.all("record_new_information")):
        return "yes"
    if checked is None:
        return "unknown"
    moved = [entry for entry in file.entries if entry.act in ACTS and ACTS[entry.act].reopens]
    return "unknown" if any(is_later(entry, checked) for entry in moved) else "no"
