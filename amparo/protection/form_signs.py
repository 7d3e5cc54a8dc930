"""What the single form tells of a child's needs.

Its sections on work and on health. The form raises, as a screening does, and never lowers: what it supports protects
until a person withdraws it.
"""

from __future__ import annotations

from amparo.cases.file import Entry

_FUNCTIONS = ("seeing", "hearing", "walking", "remembering", "self_care", "communicating")
_WITH_DISABILITY = frozenset({"a_lot", "cannot"})
"""Levels from which the Washington Group counts a person as having a disability."""
_SERIOUS_ILLNESSES = frozenset({"diabetes", "epilepsy", "heart", "kidney", "cancer", "hiv", "tuberculosis"})
_GRAVE_DISTRESS = frozenset({"self_harm", "not_want_live"})
_PROFILE_OF_SECTOR = {"seasonal_crops": "seasonal_agricultural", "domestic_work": "domestic_work"}


def working_profiles(work: Entry) -> set[str]:
    """Return the profiles that a section on work supports.

    At least one for who works now.
    """
    profiles: set[str] = set()
    for job in work.get("jobs", []):
        profiles |= _profiles_of_job(job)
    works_now = work.get("work_state") == "now" or any(job.get("now") for job in work.get("jobs", []))
    return profiles or ({"labour_exploitation"} if works_now else set())


def _profiles_of_job(job: dict[str, object]) -> set[str]:
    hazards = job.get("hazards")
    profiles = {_PROFILE_OF_SECTOR[sector]} if (sector := str(job["sector"])) in _PROFILE_OF_SECTOR else set()
    if job.get("seasonal"):
        profiles.add("seasonal_agricultural")
    if job.get("night") or (isinstance(hazards, list) and set(hazards) - {"none"}):
        profiles.add("worst_forms_child_labour")
    return profiles


def has_worst_form(work: Entry) -> bool:
    """Return whether any sign of the worst forms of work was told or seen."""
    return bool(set(work.get("worst_forms", [])) - {"none"})


def health_profiles(health: Entry) -> set[str]:
    """Return the profiles that a section on health supports."""
    found = {
        "disability": any(health.get(function) in _WITH_DISABILITY for function in _FUNCTIONS),
        "pregnant": health.get("pregnant") == "yes",
        "serious_illness": bool(_SERIOUS_ILLNESSES & set(health.get("illnesses", []))),
        "mental_distress": bool(_GRAVE_DISTRESS & set(health.get("distress", []))),
    }
    return {profile for profile, is_supported in found.items() if is_supported}
