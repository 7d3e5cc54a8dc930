"""What a case's file says of referrals: to whom, how urgent, and how far each came."""

from __future__ import annotations

from dataclasses import dataclass

from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION, TRAFFICKING, Compartment
from amparo.cases.file import CaseFile, Entry

REFERS = ("share_with_agency", "refer_asylum", "refer_trafficking")
NEEDS_PROTECTION = frozenset({"refer_asylum", "refer_trafficking"})
OVER = frozenset({"completed", "cancelled"})
_KEPT_IN: dict[str, Compartment] = {
    "trafficking": TRAFFICKING, "trafficking_protection": TRAFFICKING, "trafficking_support": TRAFFICKING,
    "asylum": PROTECTION, "narrative": PROTECTION, "asylum_procedure": PROTECTION, "asylum_advice": PROTECTION,
    "health": HEALTH, "health_urgent": HEALTH, "medical_emergency": HEALTH, "medical": HEALTH,
    "sexual_reproductive": HEALTH, "mental_health": HEALTH, "substance_treatment": HEALTH, "disability_support": HEALTH,
}  # fmt: skip


def kept_in(*codes: str | None) -> Compartment:
    """Where a share is kept: what was sent, for what and to which service tells on the child as the data do.

    >>> kept_in("identity", "health", "asylum")
    <Compartment.PROTECTION: 'protection'>
    """
    found = {_KEPT_IN.get(code, GENERAL) for code in codes if code}
    return next((where for where in (TRAFFICKING, PROTECTION, HEALTH) if where in found), GENERAL)


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral and the steps that followed it, oldest first."""

    entry: Entry
    steps: tuple[Entry, ...]

    @property
    def status(self) -> str:
        """How far it came; sent until somebody knows more."""
        return str(self.steps[-1]["status"]) if self.steps else "sent"

    @property
    def is_open(self) -> bool:
        """A referral that was declined, or to which the child did not come, still needs somebody."""
        return self.status not in OVER

    @property
    def is_critical(self) -> bool:
        """As it was marked; unmarked, those for international protection and exploitation are."""
        urgency = self.entry.get("urgency")
        return urgency == "critical" or (urgency is None and self.entry.act in NEEDS_PROTECTION)


def referrals(file: CaseFile, *acts: str) -> list[Referral]:
    """The referrals of these acts, or of all, oldest first."""
    steps = list(file.all("record_referral_step"))
    return [
        Referral(entry, tuple(step for step in steps if step["referral"] == str(entry.id)))
        for entry in file.all(*(acts or REFERS))
    ]
