"""What a case's file says of danger, fear, exploitation and profiles, statement by statement.

A screening can raise and never lower: once there was a sign, only a dated record by those who answer for it takes it
back (`domain/competence.md`). Each step here is what one entry does to what was known before it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from amparo.cases.compartments import Compartment
from amparo.cases.file import CaseFile, Entry
from amparo.protection.age import age_at
from amparo.protection.breaches import has_come_back
from amparo.protection.screening.scoring import fear_asked, fear_sign, supported_profiles, trafficking_score

DANGER_ORDER = ("not_screened", "no_indicators", "indicators", "presumed", "confirmed")
FLAGGED = frozenset({"indicators", "presumed", "confirmed"})
_PRIVATE = frozenset({"non_state", "family"})
WISH = frozenset({"wish_expressed", "pending", "appeal_pending", "recognised", "complementary"})


@dataclass(slots=True)
class Signs:
    """What is known after some entries. `since_status`: answers given after the last decision on trafficking."""

    answers: dict[str, str] = field(default_factory=dict)
    since_status: dict[str, str] = field(default_factory=dict)
    trafficking: str = "not_screened"
    is_trafficking_decided: bool = False
    safeguards: str | None = None
    fear: str = "unknown"
    agent: str = "unknown"
    feared: frozenset[str] = frozenset()
    asylum: str = "none"
    stated_profiles: set[str] = field(default_factory=set)
    withdrawn_profiles: set[str] = field(default_factory=set)
    first_sign_at: datetime | None = None

    @property
    def has_protection_sign(self) -> bool:
        """A sign of need of asylum, or of trafficking."""
        return self.fear == "yes" or self.asylum in WISH or self.trafficking in FLAGGED

    @property
    def profiles(self) -> set[str]:
        """Stated by an officer, or supported by a strong sign; less those withdrawn with a reason."""
        return (self.stated_profiles | supported_profiles(self.answers).keys()) - self.withdrawn_profiles


def answers_in(entry: Entry) -> dict[str, str]:
    """The answers that one screening gave, by item, from every compartment that was read."""
    found: dict[str, str] = {}
    for compartment in Compartment:
        found.update({one["item"]: one["answer"] for one in entry.get(f"answers_{compartment}", [])})
    return found


def signs_of(file: CaseFile) -> Signs:
    """What is known at the end of a file."""
    signs = Signs()
    for entry in file.entries:
        step = _STEPS.get(entry.act)
        if step:
            step(signs, entry, file)
            if signs.has_protection_sign and signs.first_sign_at is None:
                signs.first_sign_at = entry.occurred_at
    return signs


def _screened(signs: Signs, entry: Entry, file: CaseFile) -> None:
    given = answers_in(entry)
    signs.answers |= given
    signs.since_status |= given
    _screen_trafficking(signs, entry, age_at(file, entry.occurred_at))
    _screen_fear(signs, entry)
    signs.stated_profiles |= {one["profile"] for one in entry.get("profiles", [])}
    newly_supported = supported_profiles({item: a for item, a in given.items() if a == "present"}).keys()
    signs.withdrawn_profiles -= {one["profile"] for one in entry.get("profiles", [])} | newly_supported
    withdrawn = {one["profile"] for one in entry.get("profiles_withdrawn", [])}
    signs.withdrawn_profiles |= withdrawn
    signs.stated_profiles -= withdrawn


def _screen_trafficking(signs: Signs, entry: Entry, age: int | None) -> None:
    score = trafficking_score(signs.since_status if signs.is_trafficking_decided else signs.answers, age)
    raised = entry.get("trafficking", "not_screened")
    found = max(score, raised, key=DANGER_ORDER.index)
    if signs.trafficking in FLAGGED or signs.is_trafficking_decided:
        if found in FLAGGED and _is_graver(found, signs.trafficking):
            signs.trafficking = found
    else:
        signs.trafficking = found


def _is_graver(found: str, known: str) -> bool:
    return known == "ruled_out" or DANGER_ORDER.index(found) > DANGER_ORDER.index(known)


def _screen_fear(signs: Signs, entry: Entry) -> None:
    stated = entry.get("fear_of_return")
    if stated == "yes" or fear_sign(signs.answers):
        signs.fear = "yes"
    elif signs.fear != "yes" and (stated == "unknown" or (stated == "no" and fear_asked(signs.answers))):
        signs.fear = stated
    agent = entry.get("persecution_agent")
    is_excluded_unasked = agent == "none" and not fear_asked(signs.answers)
    if agent and not is_excluded_unasked and not lowers_agent(signs.agent, agent):
        signs.agent = agent
    signs.feared |= set(entry.get("feared_countries", []))


def lowers_agent(known: str, stated: str) -> bool:
    """Whether to say this now would take back from whom harm was feared."""
    return (known == "state" and stated != "state") or (known in _PRIVATE and stated not in {"state", *_PRIVATE})


def _status_recorded(signs: Signs, entry: Entry, file: CaseFile) -> None:
    if entry.get("trafficking"):
        signs.trafficking = entry["trafficking"]
        signs.is_trafficking_decided = True
        signs.since_status = {}
    signs.safeguards = entry.get("trafficking_safeguards", signs.safeguards)


def _international(signs: Signs, entry: Entry, file: CaseFile) -> None:
    signs.asylum = entry.get("asylum", signs.asylum)
    signs.fear = entry.get("fear_of_return", signs.fear)
    signs.agent = entry.get("persecution_agent", signs.agent)
    if "feared_countries" in entry.body:
        signs.feared = frozenset(entry["feared_countries"])


def _referred_to_asylum(signs: Signs, entry: Entry, file: CaseFile) -> None:
    signs.asylum = entry.get("asylum", signs.asylum)


def _received(signs: Signs, entry: Entry, file: CaseFile) -> None:
    """What a child says in private at the reception counts like a screening: it raises, and never lowers.

    That nothing is feared counts from somebody who has come back, not before they leave.
    """
    stated = entry.get("fear_of_return")
    is_asked_there = entry.get("in_private") and has_come_back(file)
    if stated == "yes" or (stated and is_asked_there and signs.fear != "yes"):
        signs.fear = stated


type _Step = Callable[[Signs, Entry, CaseFile], Any]

_STEPS: dict[str, _Step] = {
    "screen": _screened,
    "record_trafficking_status": _status_recorded,
    "record_international_protection": _international,
    "refer_asylum": _referred_to_asylum,
    "record_reception": _received,
}
