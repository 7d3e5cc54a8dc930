"""Referrals, read from a case's file.

The recipient, the urgency, and the progress of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION, TRAFFICKING, Compartment
from amparo.cases.file import CaseFile, Entry

ANSWER, TELL_OUTCOME = "answer_referral", "tell_referral_outcome"
"""The tasks of a recipient: to answer, and once it is accepted to say what came of it."""
CHASE, REFER_AGAIN = "chase_referral", "refer_again"
"""The tasks of who answers for the child: nobody answered in time; one was declined, or the child did not come."""
REFERRAL_ACTS = ("share_with_agency", "refer_asylum", "refer_trafficking")
_CRITICAL_BY_DEFAULT = frozenset({"refer_asylum", "refer_trafficking"})
_CLOSED_STATUSES = frozenset({"completed", "cancelled"})
RECIPIENT_STATUSES = frozenset({"received", "accepted", "declined", "in_service", "completed", "no_show"})
"""What the recipient of a referral says of it; who sent it may also escalate or cancel it."""
_STAGE = {
    "sent": 0,
    "received": 1,
    "accepted": 2,
    "in_service": 3,
    "no_show": 3,
    **dict.fromkeys(("completed", "declined", "cancelled"), 4),
}
"""How far a referral is at each status; to insist (`escalated`) changes nothing of it.

Those of a Task in HL7's SDOH Clinical Care guide: requested, received, accepted, in progress, then completed, rejected,
failed or cancelled. Who is told by telephone may leave out a stage.
"""
ANSWER_WITHIN = {"critical": timedelta(hours=24), "urgent": timedelta(hours=72), "normal": timedelta(days=7)}
"""How long a recipient has to answer, by urgency.

Critical and urgent as the code list has them (S2:135); a week is this project's own.
"""
_URGENCY_OF = {"medical_emergency": "critical", "sexual_reproductive": "urgent"}
"""What cannot wait a week though nobody marked it: prophylaxis after rape serves within 72 hours."""
_ENDED_FOR_RECIPIENT = frozenset({"declined", "no_show", *_CLOSED_STATUSES})
_COMPARTMENT_OF_CODE: dict[str, Compartment] = {
    "trafficking": TRAFFICKING, "trafficking_protection": TRAFFICKING, "trafficking_support": TRAFFICKING,
    "asylum": PROTECTION, "narrative": PROTECTION, "asylum_procedure": PROTECTION, "asylum_advice": PROTECTION,
    "health": HEALTH, "health_urgent": HEALTH, "medical_emergency": HEALTH, "medical": HEALTH,
    "sexual_reproductive": HEALTH, "mental_health": HEALTH, "substance_treatment": HEALTH,
    "disability_support": HEALTH,
}  # fmt: skip
"""The compartment of a purpose, a service or a group of data; the others are general."""


_COMPARTMENT_OF_RECIPIENT = {"refugee": PROTECTION, "prosecutor": TRAFFICKING}
"""That such an institution has to do with a child tells what for."""


def compartment_of_share(*codes: str | None, recipient: str | None = None) -> Compartment:
    """Return the strictest compartment of purposes, services and groups of data.

    And of its recipient's kind, whose very name among the readers would tell.

    >>> compartment_of_share("identity", "health", "asylum")
    <Compartment.PROTECTION: 'protection'>
    """
    compartments = {_COMPARTMENT_OF_CODE.get(code, GENERAL) for code in codes if code}
    compartments.add(_COMPARTMENT_OF_RECIPIENT.get(recipient or "", GENERAL))
    return next((strict for strict in (TRAFFICKING, PROTECTION, HEALTH) if strict in compartments), GENERAL)


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral and the steps that followed it, oldest first."""

    entry: Entry
    steps: tuple[Entry, ...]

    @property
    def status(self) -> str:
        """Return the code of the last step; `sent` before any."""
        return str(self.steps[-1]["status"]) if self.steps else "sent"

    @property
    def is_open(self) -> bool:
        """Return whether it was neither completed nor cancelled.

        A referral that was declined, or to which the child did not come, still needs somebody.
        """
        return self.status not in _CLOSED_STATUSES

    def may_become(self, status: str) -> bool:
        """Return whether this status may follow.

        Never an earlier stage, and none after the last. A child who did not come may come after all.
        """
        said = [str(step["status"]) for step in self.steps if step["status"] in _STAGE]
        reached = _STAGE[said[-1]] if said else _STAGE["sent"]
        return reached < _STAGE["completed"] and _STAGE.get(status, reached) >= reached

    @property
    def awaits_recipient(self) -> bool:
        """Return whether its recipient still has to answer it, or to say what came of it."""
        return self.status not in _ENDED_FOR_RECIPIENT

    @property
    def institution(self) -> UUID:
        """Return to which institution it was sent."""
        return UUID(self.entry["institution"])

    @property
    def is_critical(self) -> bool:
        """Return whether it is critical, as marked or by its act."""
        urgency = self.entry.get("urgency")
        return urgency == "critical" or (urgency is None and self.entry.act in _CRITICAL_BY_DEFAULT)

    @property
    def answer_due_at(self) -> datetime | None:
        """Return until when its recipient has to answer; None once they did."""
        if self.status not in {"sent", "received"}:
            return None
        return self.entry.recorded_at + asked_in(self.entry).answer_within


@dataclass(frozen=True, slots=True)
class Asked:
    """What a referral asks for, as its sender marked it."""

    act: str
    urgency: str | None
    service: str | None
    purpose: str | None

    @property
    def subject(self) -> str:
        """Return the code of the service, else of the purpose, else of the act."""
        return self.service or self.purpose or self.act

    @property
    def answer_within(self) -> timedelta:
        """Return how long the recipient has.

        As marked, else as the service or the act wants.
        """
        default = "critical" if self.act in _CRITICAL_BY_DEFAULT else _URGENCY_OF.get(self.subject, "normal")
        return ANSWER_WITHIN[self.urgency or default]


def asked_in(entry: Entry) -> Asked:
    """Return what a referral on file asks for."""
    return Asked(entry.act, entry.get("urgency"), entry.get("service"), entry.get("purpose"))


def list_referrals(file: CaseFile, *acts: str) -> list[Referral]:
    """Return the referrals of these acts, or of all, oldest first."""
    steps = list(file.all("record_referral_step"))
    return [
        Referral(entry, tuple(step for step in steps if step["referral"] == str(entry.id)))
        for entry in file.all(*(acts or REFERRAL_ACTS))
    ]
