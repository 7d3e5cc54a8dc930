"""Derived predicates.

Small functions of the facts that rules and deadlines combine. Unknown never counts as proven: each predicate says on
which side it leaves the child. Each one declares what it reads; a function without such a declaration reads neither
facts nor parameters.
"""

import calendar
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from amparo.law.actions import PLACE_IN_CARE, REFER_ASYLUM, REFER_TRAFFICKING, REGISTER, TRANSFER_CUSTODY, ActionCode
from amparo.law.limits import ORIGIN_RISK_HOURS, ORIGIN_RISK_SOURCES, PANEL_DISCIPLINES, PANEL_MEMBERS
from amparo.law.params import Dataset
from amparo.law.profiles.base import CountryProfile
from amparo.law.reads import derived
from amparo.law.request import Request
from amparo.law.sets import ASYLUM_CLOSED, ENFORCEMENT

EMERGENCY_ACTIONS: Final[frozenset[ActionCode]] = frozenset({REGISTER, PLACE_IN_CARE, REFER_ASYLUM, REFER_TRAFFICKING})
NO_DATASET: Final = Dataset()


# Time and age


def within(request: Request, instant: datetime | None, hours: int) -> bool:
    """Return whether an instant lies in the `hours` before the request.

    Both ends are included."""
    if instant is None:
        return False
    # In UTC, because Python subtracts two instants of one time zone by their clocks.
    elapsed = request.as_of.astimezone(UTC) - instant.astimezone(UTC)
    return timedelta(0) <= elapsed <= timedelta(hours=hours)


def local_time(instant: datetime) -> str:
    """Return hour and minute `HH:MM` as written, in the offset of the instant itself.

    >>> local_time(datetime.fromisoformat("2026-03-10T17:00:59-06:00"))
    '17:00'
    """
    return f"{instant:%H:%M}"


@derived(reads=["birth_date", "birth_date_precision"])
def latest_birth_date(request: Request) -> date | None:
    """Return the latest day on which the child may have been born.

    The benefit of the doubt.
    """
    born, precision = request.facts.birth_date, request.facts.birth_date_precision
    if born is None or precision == "day":
        return born
    if precision == "month":
        return born.replace(day=calendar.monthrange(born.year, born.month)[1])
    return born.replace(month=12, day=31)


@derived(reads=["age_estimate_years", latest_birth_date])
def age_years(request: Request) -> int | None:
    """Return the age in whole years on the day of the request, or its estimate.

    The day is that of the request's own offset.
    """
    born = latest_birth_date(request)
    if born is None:
        return request.facts.age_estimate_years
    today = request.as_of.date()
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return max(years, 0)


@derived(reads=[latest_birth_date])
def birthday(request: Request, years: int) -> datetime | None:
    """Return the start, in UTC, of the day when the child certainly is `years` old.

    Who was born on 29 February has the birthday on 1 March of other years."""
    born = latest_birth_date(request)
    if born is None:
        return None
    year = born.year + years
    is_missing_leap_day = (born.month, born.day) == (2, 29) and not calendar.isleap(year)
    day = date(year, 3, 1) if is_missing_leap_day else born.replace(year=year)
    return datetime.combine(day, time(), UTC)


@derived(reads=["birth_date", "protection_age", age_years])
def of_protection_age(request: Request, profile: CountryProfile) -> bool:
    """Return whether the age at which child protection ends is certainly reached.

    An estimate is not certain."""
    age = age_years(request)
    return request.facts.birth_date is not None and age is not None and age >= profile.protection_age


@derived(reads=["age_status"])
def is_child(request: Request) -> bool:
    """Return whether the person counts as a child; in doubt, yes."""
    return request.facts.age_status != "adult_confirmed"


# Company, guardian, voice


@derived(reads=["accompaniment", "companion_link_verified", "companion_risk"])
def safely_accompanied(request: Request) -> bool:
    """Return whether the child is with a verified adult who is known to be no risk."""
    facts = request.facts
    return (
        facts.accompaniment == "accompanied" and facts.companion_link_verified == "yes" and facts.companion_risk == "no"
    )


@derived(reads=[is_child, safely_accompanied])
def needs_guardian(request: Request) -> bool:
    """Return whether a child has no verified and safe adult."""
    return is_child(request) and not safely_accompanied(request)


@derived(reads=["guardian", "guardian_conflict"])
def guardian_ok(request: Request) -> bool:
    """Return whether there is a guardian without conflict of interest."""
    return request.facts.guardian in {"interim", "appointed"} and request.facts.guardian_conflict == "no"


@derived(reads=["consent_capacity", guardian_ok])
def consented(request: Request, consent: str) -> bool:
    """Return whether the child consented, or a guardian for a child who cannot.

    The guardian has no conflict of interest. `consent` is the state of the consent to one purpose."""
    by_guardian = request.facts.consent_capacity == "guardian_only" and guardian_ok(request)
    return consent == "granted" or (consent == "substituted" and by_guardian)


@derived(reads=[guardian_ok, needs_guardian])
def represented(request: Request) -> bool:
    """Return whether a guardian is in place, or a verified and safe family."""
    return guardian_ok(request) or not needs_guardian(request)


@derived(reads=["child_views"])
def heard(request: Request) -> bool:
    """Return whether the child had the opportunity to be heard."""
    return request.facts.child_views != "not_heard"


@derived(reads=["interpreter_need"])
def interp_ok(request: Request) -> bool:
    """Return whether language is known to be no obstacle."""
    return request.facts.interpreter_need in {"none", "needed_available"}


@derived(reads=["siblings_in_case", "siblings_plan"])
def siblings_ok(request: Request) -> bool:
    """Return whether siblings stay together, or recorded reasons separate them."""
    return request.facts.siblings_in_case == 0 or request.params.siblings_plan in {"together", "separated_reasoned"}


# International protection


@derived(reads=["asylum"])
def prot_claim_open(request: Request) -> bool:
    """Return whether a claim for international protection is open."""
    return request.facts.asylum in {"wish_expressed", "pending", "appeal_pending"}


@derived(reads=["asylum"])
def prot_status(request: Request) -> bool:
    """Return whether international protection has been granted."""
    return request.facts.asylum in {"recognised", "complementary"}


@derived(reads=["fear_of_return", "persecution_agent"])
def fear_excluded(request: Request) -> bool:
    """Return whether the child was asked about fear of return, and it was excluded."""
    return request.facts.fear_of_return == "no" and request.facts.persecution_agent == "none"


@derived(reads=["asylum", "fear_of_return", "persecution_agent"])
def origin_blocked(request: Request) -> bool:
    """Return whether nothing may reach the country of origin; in doubt, yes."""
    facts = request.facts
    return (
        facts.asylum not in ASYLUM_CLOSED
        or facts.fear_of_return != "no"
        or facts.persecution_agent in {"state", "unknown"}
    )


# Trafficking


@derived(reads=["trafficking"])
def traf_flag(request: Request) -> bool:
    """Return whether there are signs of trafficking."""
    return request.facts.trafficking in {"indicators", "presumed", "confirmed"}


@derived(reads=["trafficking"])
def traf_excluded(request: Request) -> bool:
    """Return whether trafficking was screened and excluded."""
    return request.facts.trafficking in {"no_indicators", "ruled_out"}


@derived(reads=["trafficking", "trafficking_safeguards", traf_excluded])
def traf_cleared(request: Request) -> bool:
    """Return whether trafficking is excluded, or its victim has safeguards."""
    facts = request.facts
    return traf_excluded(request) or (facts.trafficking == "confirmed" and facts.trafficking_safeguards == "yes")


# Best interests


@derived(reads=["asylum", "fear_of_return", is_child, safely_accompanied, traf_excluded])
def bid_required(request: Request) -> bool:
    """Return whether a formal determination of the best interests is required."""
    return is_child(request) and (
        not safely_accompanied(request)
        or not traf_excluded(request)
        or request.facts.asylum not in ASYLUM_CLOSED
        or request.facts.fear_of_return != "no"
    )


@derived(reads=["panel_members", "panel_disciplines", "panel_chair_protection"])
def panel_valid(request: Request) -> bool:
    """Return whether the panel has enough members, disciplines, and a valid chair.

    Protection is in the chair.
    """
    facts = request.facts
    return (
        facts.panel_members >= PANEL_MEMBERS
        and facts.panel_disciplines >= PANEL_DISCIPLINES
        and facts.panel_chair_protection == "yes"
    )


@derived(reads=["panel_migration_votes"])
def no_migration_vote(request: Request) -> bool:
    """Return whether migration and police are known to have no vote."""
    return request.facts.panel_migration_votes == 0


@derived(reads=["bid", "bid_signed", "bid_reasons", panel_valid, no_migration_vote])
def bid_valid(request: Request) -> bool:
    """Return whether there is a valid determination of the best interests."""
    facts = request.facts
    return (
        facts.bid == "decided"
        and panel_valid(request)
        and no_migration_vote(request)
        and facts.bid_signed == "yes"
        and facts.bid_reasons == "yes"
    )


@derived(reads=["bid_notified_at", "remedy", "legal_rep"])
def remedy_done(request: Request) -> bool:
    """Return whether no remedy can change the determination any more."""
    facts = request.facts
    waived = facts.remedy == "waived_with_counsel" and facts.legal_rep == "appointed"
    return facts.bid_notified_at is not None and (waived or facts.remedy in {"upheld", "expired"})


# Origin, home and custody


@derived(reads=["origin_risk", "origin_risk_scope", "origin_risk_sources", "origin_risk_at"])
def origin_safe(request: Request) -> bool:
    """Return whether the very place of return is currently assessed as safe.

    By enough sources.
    """
    facts = request.facts
    return (
        facts.origin_risk == "safe"
        and facts.origin_risk_scope == "municipality"
        and facts.origin_risk_sources >= ORIGIN_RISK_SOURCES
        and within(request, facts.origin_risk_at, ORIGIN_RISK_HOURS)
    )


@derived(reads=["home_assessment", "relationship_verified", "caregiver_willing_able"])
def home_ok(request: Request) -> bool:
    """Return whether the home of verified family was assessed positively.

    And the caregiver is willing and able.
    """
    facts = request.facts
    return (
        facts.home_assessment == "positive"
        and facts.relationship_verified == "yes"
        and facts.caregiver_willing_able == "yes"
    )


@derived(reads=["custody_since", "registered_at"])
def custody_start(request: Request) -> datetime:
    """Return the instant from which time in custody counts.

    Unrecorded, the registration or the request.
    """
    return request.facts.custody_since or request.facts.registered_at or request.as_of


@derived(reads=["custody"])
def in_enforcement(request: Request) -> bool:
    """Return whether migration or police hold the child."""
    return request.facts.custody in ENFORCEMENT


# The action itself


@derived(reads=["immediate_danger", "to_custody"])
def emergency(request: Request) -> bool:
    """Return whether danger is known and the action takes the child out of it."""
    if request.facts.immediate_danger != "yes":
        return False
    to_safety = request.action == TRANSFER_CUSTODY and request.params.to_custody in {"protection_authority", "health"}
    return to_safety or request.action in EMERGENCY_ACTIONS


@derived(reads=["dataset"])
def published_table(request: Request) -> Dataset:
    """Return the table that would be published.

    Without one, a table that passed no check.
    """
    return request.params.dataset or NO_DATASET


def any_in(some: Collection[object], others: Collection[object]) -> bool:
    """Return whether two collections share an element."""
    return any(element in others for element in some)
