"""Facts on what the child needs protection from: screening, fear, asylum, trafficking, profiles, danger.

**Profiles** are those that an officer stated, those that a strong sign supports (in doubt they protect, until a person
withdraws them with a reason), and those that follow from the rest of the file. Trafficking never becomes a profile by
itself: its status is a fact of its own, in a compartment of its own.
"""

from collections.abc import Mapping
from typing import Any

from amparo.cases.alarms import open_alarms
from amparo.cases.fact_providers import FactQuery, compute_fact, provides
from amparo.cases.file import CaseFile
from amparo.law.limits import SCHOOL_AGE
from amparo.ledger.days import whole_second
from amparo.protection.age import age_at
from amparo.protection.breaches import was_held
from amparo.protection.signs import answers_in, signs_of

MOST_ALERTS = 99
_UASC = {"unaccompanied": "uasc_unaccompanied", "separated": "uasc_separated"}


@provides("screening", "screening_at")
def screening(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """How far the screening came; it counts from the first one that answered something."""
    first = next((entry for entry in file.all("screen") if answers_in(entry)), None)
    if first is None:
        return {}
    reached = "complete" if file.last("complete_screening") else "initial"
    return {"screening": reached, "screening_at": whole_second(first.occurred_at)}


@provides(
    "fear_of_return", "persecution_agent", "feared_countries", "asylum", "trafficking", "trafficking_safeguards",
    "protection_signal_at", "profiles",
)  # fmt: skip
def protection_need(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """What the signs amount to, entry by entry, and when the first one was there."""
    signs = signs_of(file)
    return {
        "fear_of_return": signs.fear,
        "persecution_agent": signs.agent,
        "feared_countries": signs.feared,
        "asylum": signs.asylum,
        "trafficking": signs.trafficking,
        "trafficking_safeguards": signs.safeguards,
        "protection_signal_at": whole_second(signs.first_sign_at) if signs.first_sign_at else None,
        "profiles": frozenset(_with_derived(signs.profiles, signs.withdrawn_profiles, file, question)),
    }


def _with_derived(profiles: set[str], withdrawn: set[str], file: CaseFile, question: FactQuery) -> set[str]:
    """Profiles that follow from the file. Accompaniment decides between alone and separated."""
    found = set(profiles)
    accompaniment = compute_fact("accompaniment", file, question)
    if accompaniment in _UASC:
        found = found - set(_UASC.values()) | {_UASC[accompaniment]}
    age = age_at(file, question.at)
    if age is not None and age < SCHOOL_AGE:
        found.add("under_five")
    found |= {people for people in ("indigenous", "afro_descendant") if file.latest(people, "record_peoples") == "yes"}
    if was_held(file):
        found.add("detained")
    return found - (withdrawn - set(_UASC.values()))


@provides("urgent_needs_attended")
def urgent_needs(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """No while one need is pending; yes when all were attended, or none was found."""
    latest: dict[str, str] = {}
    none_found = False
    for entry in file.all("record_urgent_needs"):
        latest |= {one["need"]: one["state"] for one in entry.get("needs", [])}
        none_found = none_found or bool(entry.get("none_found"))
    if "pending" in latest.values():
        return {"urgent_needs_attended": "no"}
    return {"urgent_needs_attended": "yes"} if latest or none_found else {}


@provides("immediate_danger")
def danger(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """As last stated by anybody."""
    return {"immediate_danger": file.latest("immediate_danger", "record_danger", "screen")}


@provides("open_safety_alerts")
def alerts(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """Alerts, breaches and whatever else raised an alarm, that nobody has closed."""
    return {"open_safety_alerts": min(len(list(open_alarms(file))), MOST_ALERTS)}


@provides("family_implicated")
def family_risk(file: CaseFile, question: FactQuery) -> Mapping[str, Any]:
    """As last assessed."""
    return {"family_implicated": file.latest("family_implicated", "record_family_risk")}
