"""What follows from the facts: small statements that rules and deadlines combine.

Unknown never counts as proven: each predicate says on which side it leaves the child.
"""

import calendar
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from amparo.law.actions import PLACE_IN_CARE, REFER_ASYLUM, REFER_TRAFFICKING, REGISTER, TRANSFER_CUSTODY, ActionCode
from amparo.law.limits import ORIGIN_RISK_HOURS, ORIGIN_RISK_SOURCES, PANEL_DISCIPLINES, PANEL_MEMBERS
from amparo.law.params import Dataset
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request
from amparo.law.sets import ASYLUM_CLOSED, ENFORCEMENT

EMERGENCY_ACTIONS: frozenset[ActionCode] = frozenset({REGISTER, PLACE_IN_CARE, REFER_ASYLUM, REFER_TRAFFICKING})
NO_DATASET = Dataset()


# Time and age


def within(request: Request, instant: datetime | None, hours: int) -> bool:
    """Whether `instant` lies at most `hours` before the request, both ends included, and not after it."""
    if instant is None:
        return False
    # In UTC, because Python subtracts two instants of one time zone by their clocks.
    elapsed = request.as_of.astimezone(UTC) - instant.astimezone(UTC)
    return timedelta(0) <= elapsed <= timedelta(hours=hours)


def local_time(instant: datetime) -> str:
    """Hour and minute `HH:MM` as written, in the offset of the instant itself.

    >>> local_time(datetime.fromisoformat("2026-03-10T17:00:59-06:00"))
    '17:00'
    """
    return f"{instant:%H:%M}"


def latest_birth_date(request: Request) -> date | None:
    """The latest day on which the child may have been born: the benefit of the doubt."""
    born, precision = request.facts.birth_date, request.facts.birth_date_precision
    if born is None or precision == "day":
        return born
    if precision == "month":
        return born.replace(day=calendar.monthrange(born.year, born.month)[1])
    return born.replace(month=12, day=31)


def age_years(request: Request) -> int | None:
    """Age in whole years on the calendar date of the request in its own offset; the estimate without a birth date."""
    born = latest_birth_date(request)
    if born is None:
        return request.facts.age_estimate_years
    today = request.as_of.date()
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return max(years, 0)


def birthday(request: Request, years: int) -> datetime | None:
    """The start, in UTC, of the day on which the child certainly completes `years`; 1 March for 29 February."""
    born = latest_birth_date(request)
    if born is None:
        return None
    year = born.year + years
    is_missing_leap_day = (born.month, born.day) == (2, 29) and not calendar.isleap(year)
    day = date(year, 3, 1) if is_missing_leap_day else born.replace(year=year)
    return datetime.combine(day, time(), UTC)


def of_protection_age(request: Request, profile: CountryProfile) -> bool:
    """Has certainly reached the age at which child protection ends. An estimate is not certain."""
    age = age_years(request)
    return request.facts.birth_date is not None and age is not None and age >= profile.protection_age


def is_child(request: Request) -> bool:
    """In doubt, a child."""
    return request.facts.age_status != "adult_confirmed"


# Company, guardian, voice


def safely_accompanied(request: Request) -> bool:
    """With an adult whose bond is verified and who is known to be no risk."""
    facts = request.facts
    return (
        facts.accompaniment == "accompanied" and facts.companion_link_verified == "yes" and facts.companion_risk == "no"
    )


def needs_guardian(request: Request) -> bool:
    """No verified and safe adult."""
    return is_child(request) and not safely_accompanied(request)


def guardian_ok(request: Request) -> bool:
    """A guardian without conflict of interest."""
    return request.facts.guardian in {"interim", "appointed"} and request.facts.guardian_conflict == "no"


def consented(request: Request, consent: str) -> bool:
    """Whether the child said yes, or a guardian free of conflict for a child who cannot; `consent` for one purpose."""
    by_guardian = request.facts.consent_capacity == "guardian_only" and guardian_ok(request)
    return consent == "granted" or (consent == "substituted" and by_guardian)


def represented(request: Request) -> bool:
    """Guardian in place, or a verified and safe family."""
    return guardian_ok(request) or not needs_guardian(request)


def heard(request: Request) -> bool:
    """The child had the opportunity to be heard."""
    return request.facts.child_views != "not_heard"


def interp_ok(request: Request) -> bool:
    """Language is no obstacle."""
    return request.facts.interpreter_need in {"none", "needed_available"}


def siblings_ok(request: Request) -> bool:
    """Brothers and sisters stay together, or reasons say why not."""
    return request.facts.siblings_in_case == 0 or request.params.siblings_plan in {"together", "separated_reasoned"}


# International protection


def prot_claim_open(request: Request) -> bool:
    """A claim is open."""
    return request.facts.asylum in {"wish_expressed", "pending", "appeal_pending"}


def prot_status(request: Request) -> bool:
    """Protection has been granted."""
    return request.facts.asylum in {"recognised", "complementary"}


def fear_excluded(request: Request) -> bool:
    """Fear was asked and excluded."""
    return request.facts.fear_of_return == "no" and request.facts.persecution_agent == "none"


def origin_blocked(request: Request) -> bool:
    """Nothing may reach the country of origin."""
    facts = request.facts
    return (
        facts.asylum not in ASYLUM_CLOSED
        or facts.fear_of_return != "no"
        or facts.persecution_agent in {"state", "unknown"}
    )


# Trafficking


def traf_flag(request: Request) -> bool:
    """Signs of trafficking."""
    return request.facts.trafficking in {"indicators", "presumed", "confirmed"}


def traf_excluded(request: Request) -> bool:
    """Trafficking screened and excluded."""
    return request.facts.trafficking in {"no_indicators", "ruled_out"}


def traf_cleared(request: Request) -> bool:
    """Trafficking excluded, or victim with safeguards."""
    facts = request.facts
    return traf_excluded(request) or (facts.trafficking == "confirmed" and facts.trafficking_safeguards == "yes")


# Best interests


def bid_required(request: Request) -> bool:
    """A formal determination is required."""
    return is_child(request) and (
        not safely_accompanied(request)
        or not traf_excluded(request)
        or request.facts.asylum not in ASYLUM_CLOSED
        or request.facts.fear_of_return != "no"
    )


def panel_valid(request: Request) -> bool:
    """Minimum panel."""
    facts = request.facts
    return (
        facts.panel_members >= PANEL_MEMBERS
        and facts.panel_disciplines >= PANEL_DISCIPLINES
        and facts.panel_chair_protection == "yes"
    )


def no_migration_vote(request: Request) -> bool:
    """Migration and police are known to have no vote."""
    return request.facts.panel_migration_votes == 0


def bid_valid(request: Request) -> bool:
    """A valid determination."""
    facts = request.facts
    return (
        facts.bid == "decided"
        and panel_valid(request)
        and no_migration_vote(request)
        and facts.bid_signed == "yes"
        and facts.bid_reasons == "yes"
    )


def remedy_done(request: Request) -> bool:
    """No remedy can change the determination any more."""
    facts = request.facts
    waived = facts.remedy == "waived_with_counsel" and facts.legal_rep == "appointed"
    return facts.bid_notified_at is not None and (waived or facts.remedy in {"upheld", "expired"})


# Origin, home and custody


def origin_safe(request: Request) -> bool:
    """Risk in the very place of return assessed as safe, by enough sources, and lately."""
    facts = request.facts
    return (
        facts.origin_risk == "safe"
        and facts.origin_risk_scope == "municipality"
        and facts.origin_risk_sources >= ORIGIN_RISK_SOURCES
        and within(request, facts.origin_risk_at, ORIGIN_RISK_HOURS)
    )


def home_ok(request: Request) -> bool:
    """An assessed home with verified family."""
    facts = request.facts
    return (
        facts.home_assessment == "positive"
        and facts.relationship_verified == "yes"
        and facts.caregiver_willing_able == "yes"
    )


def custody_start(request: Request) -> datetime:
    """When the custody clock starts."""
    return request.facts.custody_since or request.facts.registered_at or request.as_of


def in_enforcement(request: Request) -> bool:
    """Held by migration or police."""
    return request.facts.custody in ENFORCEMENT


# The act


def emergency(request: Request) -> bool:
    """A known danger, and an act that takes the child out of it."""
    if request.facts.immediate_danger != "yes":
        return False
    to_safety = request.action == TRANSFER_CUSTODY and request.params.to_custody in {"protection_authority", "health"}
    return to_safety or request.action in EMERGENCY_ACTIONS


def published_table(request: Request) -> Dataset:
    """The table that would be published; without one, a table that passed no check."""
    return request.params.dataset or NO_DATASET


def any_in(some: Collection[object], others: Collection[object]) -> bool:
    """Whether the two share an element."""
    return any(element in others for element in some)
