"""Read from a case's file: fear, asylum, trafficking and profiles, entry by entry.

A screening can raise and never lower: once there was a sign, only a dated record by the competent authority takes it
back (`domain/competence.md`). Each function here applies one entry to what was known before it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from amparo.cases.compartments import Compartment
from amparo.cases.file import CaseFile, Entry
from amparo.protection.age import age_at
from amparo.protection.breaches import has_returned_to_origin
from amparo.protection.form_signs import has_worst_form, health_profiles, working_profiles
from amparo.protection.screening.scoring import has_fear_sign, score_trafficking, supported_profiles, was_fear_asked

_TRAFFICKING_ORDER = ("not_screened", "no_indicators", "indicators", "presumed", "confirmed")
TRAFFICKING_SIGNS = frozenset({"indicators", "presumed", "confirmed"})
_PRIVATE_AGENTS = frozenset({"non_state", "family"})
_ASYLUM_SIGNS = frozenset({"wish_expressed", "pending", "appeal_pending", "recognised", "complementary"})


@dataclass(slots=True)
class Signs:
    """What is known after some entries.

    `answers`: the latest of all screenings; `answers_since_decision`: those after the last decision on trafficking.
    `agent`: from whom harm is feared.
    """

    answers: dict[str, str] = field(default_factory=dict)
    answers_since_decision: dict[str, str] = field(default_factory=dict)
    trafficking: str = "not_screened"
    is_trafficking_decided: bool = False
    safeguards: str | None = None
    fear: str = "unknown"
    agent: str = "unknown"
    feared_countries: frozenset[str] = frozenset()
    asylum: str = "none"
    stated_profiles: set[str] = field(default_factory=set)
    withdrawn_profiles: set[str] = field(default_factory=set)
    first_sign_at: datetime | None = None

    @property
    def has_protection_sign(self) -> bool:
        """Return whether there is a sign of need of asylum, or of trafficking."""
        return self.fear == "yes" or self.asylum in _ASYLUM_SIGNS or self.trafficking in TRAFFICKING_SIGNS

    @property
    def profiles(self) -> set[str]:
        """Return the profiles that were stated or are supported, less those withdrawn."""
        return (self.stated_profiles | supported_profiles(self.answers).keys()) - self.withdrawn_profiles


def answers_of(screening: Entry) -> dict[str, str]:
    """Return the answers of one screening by item, of every compartment that was read."""
    answers: dict[str, str] = {}
    for compartment in Compartment:
        answers.update({row["item"]: row["answer"] for row in screening.get(f"answers_{compartment}", [])})
    return answers


def compute_signs(file: CaseFile) -> Signs:
    """Return what is known at the end of a file."""
    signs = Signs()
    for entry in file.entries:
        apply = _TRANSITIONS.get(entry.act)
        if apply:
            apply(signs, entry, file)
            if signs.has_protection_sign and signs.first_sign_at is None:
                signs.first_sign_at = entry.occurred_at
    return signs


def _apply_screening(signs: Signs, entry: Entry, file: CaseFile) -> None:
    answers = answers_of(entry)
    signs.answers |= answers
    signs.answers_since_decision |= answers
    _apply_trafficking_answers(signs, entry, age_at(file, entry.occurred_at))
    _apply_fear_answers(signs, entry)
    _apply_profiles(signs, entry, answers)


def _apply_profiles(signs: Signs, entry: Entry, answers: dict[str, str]) -> None:
    stated = {row["profile"] for row in entry.get("profiles", [])}
    withdrawn = {row["profile"] for row in entry.get("profiles_withdrawn", [])}
    newly_supported = supported_profiles({item: answer for item, answer in answers.items() if answer == "present"})
    signs.withdrawn_profiles = (signs.withdrawn_profiles - stated - newly_supported.keys()) | withdrawn
    supported = supported_profiles(signs.answers).keys()  # another answer later takes no profile back, a reason does
    signs.stated_profiles = (signs.stated_profiles | stated | supported) - signs.withdrawn_profiles


def _apply_trafficking_answers(signs: Signs, entry: Entry, age: int | None) -> None:
    """Raise the status on trafficking by score or judgement; never lower a sign."""
    score = score_trafficking(signs.answers_since_decision if signs.is_trafficking_decided else signs.answers, age)
    judgement = entry.get("trafficking", "not_screened")
    status = max(score, judgement, key=_TRAFFICKING_ORDER.index)
    may_only_rise = signs.trafficking in TRAFFICKING_SIGNS or signs.is_trafficking_decided
    if not may_only_rise or (status in TRAFFICKING_SIGNS and _is_graver(status, signs.trafficking)):
        signs.trafficking = status


def _is_graver(status: str, known: str) -> bool:
    return known == "ruled_out" or _TRAFFICKING_ORDER.index(status) > _TRAFFICKING_ORDER.index(known)


def _apply_fear_answers(signs: Signs, entry: Entry) -> None:
    stated = entry.get("fear_of_return")
    if stated == "yes" or has_fear_sign(signs.answers):
        signs.fear = "yes"
    elif signs.fear != "yes" and (stated == "unknown" or (stated == "no" and was_fear_asked(signs.answers))):
        signs.fear = stated
    agent = entry.get("persecution_agent")
    is_excluded_unasked = agent == "none" and not was_fear_asked(signs.answers)
    if agent and not is_excluded_unasked and not lowers_agent(signs.agent, agent):
        signs.agent = agent
    signs.feared_countries |= set(entry.get("feared_countries", []))


def lowers_agent(known: str, stated: str) -> bool:
    """Return whether a statement would take back from whom harm was feared."""
    if known == "state":
        return stated != "state"
    return known in _PRIVATE_AGENTS and stated not in {"state", *_PRIVATE_AGENTS}


def _apply_trafficking_status(signs: Signs, entry: Entry, file: CaseFile) -> None:
    if entry.get("trafficking"):
        signs.trafficking = entry["trafficking"]
        signs.is_trafficking_decided = True
        signs.answers_since_decision = {}
    signs.safeguards = entry.get("trafficking_safeguards", signs.safeguards)


def _apply_international_protection(signs: Signs, entry: Entry, file: CaseFile) -> None:
    signs.asylum = entry.get("asylum", signs.asylum)
    signs.fear = entry.get("fear_of_return", signs.fear)
    signs.agent = entry.get("persecution_agent", signs.agent)
    if "feared_countries" in entry.body:
        signs.feared_countries = frozenset(entry["feared_countries"])


def _apply_asylum_referral(signs: Signs, entry: Entry, file: CaseFile) -> None:
    signs.asylum = entry.get("asylum", signs.asylum)


def _apply_reception(signs: Signs, entry: Entry, file: CaseFile) -> None:
    """Raise fear by what the child said at the reception, as a screening does.

    The absence of fear counts only from a child who has come back and was asked in private.
    """
    stated = entry.get("fear_of_return")
    is_asked_in_origin = entry.get("in_private") and has_returned_to_origin(file)
    if stated == "yes" or (stated and is_asked_in_origin and signs.fear != "yes"):
        signs.fear = stated


def _apply_work(signs: Signs, entry: Entry, file: CaseFile) -> None:
    """Raise the profiles of a working child, and the status on trafficking.

    Signs of the worst forms are kept with trafficking, whose status is a fact of its own: they make no profile.
    """
    _support(signs, working_profiles(entry))
    if has_worst_form(entry) and _is_graver("indicators", signs.trafficking):
        signs.trafficking = "indicators"


def _apply_health(signs: Signs, entry: Entry, file: CaseFile) -> None:
    _support(signs, health_profiles(entry))


def _support(signs: Signs, profiles: set[str]) -> None:
    """Add profiles that the form supports, until somebody withdraws them again."""
    signs.stated_profiles |= profiles
    signs.withdrawn_profiles -= profiles


type _Transition = Callable[[Signs, Entry, CaseFile], None]

_TRANSITIONS: dict[str, _Transition] = {
    "screen": _apply_screening,
    "record_trafficking_status": _apply_trafficking_status,
    "record_international_protection": _apply_international_protection,
    "refer_asylum": _apply_asylum_referral,
    "record_reception": _apply_reception,
    "record_work": _apply_work,
    "record_health": _apply_health,
}
