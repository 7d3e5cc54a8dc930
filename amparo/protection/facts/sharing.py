"""Facts on referrals: when, and how many critical ones are open."""

from collections.abc import Mapping

from amparo.cases.fact_providers import FactQuery, provides
from amparo.cases.file import CaseFile
from amparo.ledger.days import whole_second
from amparo.protection.referrals import list_referrals

_MAX_REFERRALS = 99
_ACT_OF_FACT = {"asylum_referred_at": "refer_asylum", "trafficking_referred_at": "refer_trafficking"}


@provides(*_ACT_OF_FACT)
def compute_referral_instants(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the instant of the latest referral of each kind that was not cancelled."""
    facts: dict[str, object] = {}
    for name, act in _ACT_OF_FACT.items():
        sent = [referral.entry for referral in list_referrals(file, act) if referral.status != "cancelled"]
        facts[name] = whole_second(sent[-1].occurred_at) if sent else None
    return facts


@provides("open_critical_referrals")
def compute_open_critical_referrals(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return how many critical referrals were neither completed nor cancelled."""
    count = sum(1 for referral in list_referrals(file) if referral.is_critical and referral.is_open)
    return {"open_critical_referrals": min(count, _MAX_REFERRALS)}
