"""Facts on referrals: when the child was referred, and how many critical ones are open."""

from collections.abc import Mapping
from typing import Any

from amparo.cases.fact_providers import FactQuery, provides
from amparo.cases.file import CaseFile
from amparo.ledger.days import whole_second
from amparo.protection.referrals import referrals

_MOST = 99


@provides("asylum_referred_at", "trafficking_referred_at")
def referred(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """The latest referral of each kind; one that was cancelled never reached anybody."""
    found: dict[str, Any] = {}
    for name, act in (("asylum_referred_at", "refer_asylum"), ("trafficking_referred_at", "refer_trafficking")):
        sent = [one.entry for one in referrals(file, act) if one.status != "cancelled"]
        found[name] = whole_second(sent[-1].occurred_at) if sent else None
    return found


@provides("open_critical_referrals")
def open_critical(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Critical referrals that nobody completed or cancelled."""
    count = sum(1 for one in referrals(file) if one.is_critical and one.is_open)
    return {"open_critical_referrals": min(count, _MOST)}
