"""Read from a case's file: the determination of the child's best interests (BID).

A proceeding is written over days: each `record_bid` adds to it or corrects it, list by list, until `decide_bid` ends
it. To convene the panel again begins the next proceeding.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from amparo.cases.act import ACTS
from amparo.cases.compartments import Compartment
from amparo.cases.file import CaseFile, Entry
from amparo.cases.proceedings import successive_proceedings
from amparo.law.sets import BIA_FACTORS, ENFORCEMENT
from amparo.ledger.json import JsonObject
from amparo.protection.assessments import is_later, rows_by_factor
from amparo.protection.remedies import was_overturned

VOTING_ROLES = frozenset({"chair", "member"})
SIGNED_FIELDS = frozenset({"members", "options", "child_words", "dissent", "reasons"})
"""What the members sign: a change of any of these needs new signatures."""
_SIGNED_MEMBERS = SIGNED_FIELDS | {f"reasons_{compartment}" for compartment in Compartment}
_ACTS = ("record_bid", "decide_bid")


@dataclass(slots=True)
class Proceeding:
    """One determination, under way or decided, each list as last written.

    `reasons`: by factor.
    """

    entries: list[Entry] = field(default_factory=list)
    members: list[JsonObject] = field(default_factory=list)
    options: list[JsonObject] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    child_words: str = ""
    dissent: str = ""
    signatures: list[JsonObject] = field(default_factory=list)
    is_suspended: bool = False
    decision: Entry | None = None

    @property
    def voting_members(self) -> list[JsonObject]:
        """Return the chair and the members with a vote; not those who have a voice alone."""
        return [member for member in self.members if member["role"] in VOTING_ROLES]

    @property
    def migration_votes(self) -> int:
        """Return how many members of migration or police have a vote, or voted."""
        officials = [member for member in self.members if member["org_kind"] in ENFORCEMENT]
        return sum(1 for official in officials if official["role"] in VOTING_ROLES or official.get("vote"))

    @property
    def is_signed(self) -> bool:
        """Return whether every member with a vote signed what is on file now."""
        signers = {signature["member"] for signature in self.signatures}
        return bool(self.voting_members) and all(member["name"] in signers for member in self.voting_members)

    @property
    def is_reasoned(self) -> bool:
        """Return whether there are reasons on every factor."""
        return self.reasons.keys() >= BIA_FACTORS

    @property
    def is_over(self) -> bool:
        """Return whether the determination was decided."""
        return self.decision is not None

    def add(self, entry: Entry) -> None:
        """Apply a record or the decision; a change of what was signed voids signatures."""
        if entry.act == "decide_bid":
            self.decision = entry
            return
        self.entries.append(entry)
        self.members = entry.get("members", self.members)
        self.options = entry.get("options", self.options)
        self.reasons |= {row["factor"]: row["reason"] for row in rows_by_factor(entry, "reasons")}
        self.child_words = entry.get("child_words", self.child_words)
        self.dissent = entry.get("dissent", self.dissent)
        valid_signatures = [] if _SIGNED_MEMBERS & entry.body.keys() else self.signatures
        self.signatures = entry.get("signatures", valid_signatures)
        self.is_suspended = entry.get("step", "suspended" if self.is_suspended else "") == "suspended"


def list_proceedings(file: CaseFile) -> list[Proceeding]:
    """Return every proceeding, oldest first; only the last may be under way."""
    return successive_proceedings(Proceeding, file.all(*_ACTS), begun_by=_ACTS)


def latest_proceeding(file: CaseFile) -> Proceeding | None:
    """Return the latest proceeding, under way or decided; None without one."""
    proceedings = list_proceedings(file)
    return proceedings[-1] if proceedings else None


def proceeding_under_way(file: CaseFile) -> Proceeding | None:
    """Return the proceeding that is not decided yet; None without one."""
    proceeding = latest_proceeding(file)
    return None if proceeding is None or proceeding.is_over else proceeding


def determination_state(file: CaseFile) -> str:
    """Return `none`, `in_progress`, `suspended`, `decided` or `superseded`.

    It is superseded once a remedy overturned it.
    """
    proceeding = latest_proceeding(file)
    if proceeding is None:
        return "none"
    if proceeding.decision:
        return "superseded" if was_overturned(file, proceeding.decision) else "decided"
    return "suspended" if proceeding.is_suspended else "in_progress"


def new_information_state(file: CaseFile) -> str:
    """Return whether anything changed since the determination: yes, no or unknown.

    `no` only while a signed check of the circumstances is later than every entry that reopens one of them.
    """
    decision, check = file.last("decide_bid"), file.last("record_circumstances_checked")
    if decision and check and not (check.seq > decision.seq and check.occurred_at >= decision.occurred_at):
        check = None
    baseline = check or decision
    if any(baseline is None or is_later(entry, baseline) for entry in file.all("record_new_information")):
        return "yes"
    if check is None:
        return "unknown"
    reopening = [entry for entry in file.entries if entry.act in ACTS and ACTS[entry.act].reopens]
    return "unknown" if any(is_later(entry, check) for entry in reopening) else "no"
