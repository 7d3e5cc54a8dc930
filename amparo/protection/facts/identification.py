"""Facts on what the child needs protection from.

Screening, fear, asylum, trafficking, profiles, danger. **Profiles** are those that an officer stated, those that a
strong sign supports (in doubt they protect, until a person withdraws them with a reason), and those that follow from
the rest of the file. Trafficking never becomes a profile by itself: its status is a fact of its own, in a compartment
of its own.
"""

from collections.abc import Mapping

from amparo.cases.alarms import list_open_alarms
from amparo.cases.fact_providers import FactQuery, compute_fact, provides
from amparo.cases.file import CaseFile
from amparo.law.limits import SCHOOL_AGE
from amparo.ledger.days import whole_second
from amparo.protection.age import age_at
from amparo.protection.breaches import was_detained
from amparo.protection.signs import Signs, answers_of, compute_signs

_MAX_ALERTS = 99
_PROFILE_OF_ACCOMPANIMENT = {"unaccompanied": "uasc_unaccompanied", "separated": "uasc_separated"}
_ACCOMPANIMENT_PROFILES = frozenset(_PROFILE_OF_ACCOMPANIMENT.values())


@provides("screening", "screening_at")
def compute_screening(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the state of the screening, and when an item was first answered."""
    first = next((entry for entry in file.all("screen") if answers_of(entry)), None)
    if first is None:
        return {}
    state = "complete" if file.last("complete_screening") else "initial"
    return {"screening": state, "screening_at": whole_second(first.occurred_at)}


@provides(
    "fear_of_return", "persecution_agent", "feared_countries", "asylum", "trafficking", "trafficking_safeguards",
    "protection_signal_at", "profiles",
)  # fmt: skip
def compute_protection_need(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return what the signs on file amount to, and when the first one was recorded."""
    signs = compute_signs(file)
    return {
        "fear_of_return": signs.fear,
        "persecution_agent": signs.agent,
        "feared_countries": signs.feared_countries,
        "asylum": signs.asylum,
        "trafficking": signs.trafficking,
        "trafficking_safeguards": signs.safeguards,
        "protection_signal_at": whole_second(signs.first_sign_at) if signs.first_sign_at else None,
        "profiles": frozenset(_complete_profiles(signs, file, query)),
    }


def _complete_profiles(signs: Signs, file: CaseFile, query: FactQuery) -> set[str]:
    """Return the profiles by signs and by the rest of the file, less those withdrawn."""
    profiles = set(signs.profiles)
    accompaniment = compute_fact("accompaniment", file, query)
    if accompaniment in _PROFILE_OF_ACCOMPANIMENT:
        profiles = profiles - _ACCOMPANIMENT_PROFILES | {_PROFILE_OF_ACCOMPANIMENT[accompaniment]}
    age = age_at(file, query.at)
    if age is not None and age < SCHOOL_AGE:
        profiles.add("under_five")
    profiles |= {name for name in ("indigenous", "afro_descendant") if file.latest(name, "record_peoples") == "yes"}
    if was_detained(file):
        profiles.add("detained")
    return profiles - (signs.withdrawn_profiles - _ACCOMPANIMENT_PROFILES)


@provides("urgent_needs_attended")
def compute_urgent_needs(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return `no` while a need is pending, `yes` once all were attended or none found."""
    states: dict[str, str] = {}
    has_none = False
    for entry in file.all("record_urgent_needs"):
        states |= {need["need"]: need["state"] for need in entry.get("needs", [])}
        has_none = has_none or bool(entry.get("none_found"))
    if "pending" in states.values():
        return {"urgent_needs_attended": "no"}
    return {"urgent_needs_attended": "yes"} if states or has_none else {}


@provides("immediate_danger")
def compute_danger(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the latest statement on immediate danger, by anybody."""
    return {"immediate_danger": file.latest("immediate_danger", "record_danger", "screen")}


@provides("open_safety_alerts")
def compute_open_alerts(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return how many alerts, breaches and other alarms are open."""
    return {"open_safety_alerts": min(len(list(list_open_alarms(file))), _MAX_ALERTS)}


@provides("family_implicated")
def compute_family_risk(file: CaseFile, query: FactQuery) -> Mapping[str, object]:
    """Return the latest assessment of risk in the family."""
    return {"family_implicated": file.latest("family_implicated", "record_family_risk")}
