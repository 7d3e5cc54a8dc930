"""Return to the country of origin: what must be ready for the journey."""

from amparo.law.actions import EXECUTE_RETURN
from amparo.law.limits import FIT_TO_TRAVEL_HOURS, RETURN_APPROVAL_HOURS, STAY_CHECK_HOURS, TRAVELS_ALONE_FROM
from amparo.law.predicates import age_years, in_enforcement, local_time, within
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request
from amparo.law.rule import DENY, HOLD, STAYS, rule


@rule(
    "G17-1",
    "plan_not_approved",
    DENY,
    guards=[EXECUTE_RETURN],
    reads=["return_plan", "return_plan_approved_at"],
    sources=["S2:141", "PP"],
    emergency=STAYS,
    verified=True,
)
def plan_is_approved(request: Request, profile: CountryProfile) -> bool:
    """The journey follows a plan whose approval is in force."""
    facts = request.facts
    return facts.return_plan == "approved" and within(request, facts.return_plan_approved_at, RETURN_APPROVAL_HOURS)


@rule(
    "G17-2",
    "reception_not_confirmed",
    DENY,
    guards=[EXECUTE_RETURN],
    reads=["origin_reception"],
    sources=["TVPRA (a)(2)(C)(i)", "S3:42", "S2:104"],
    emergency=STAYS,
    verified=True,
)
def reception_is_confirmed(request: Request, profile: CountryProfile) -> bool:
    """A named authority in origin has confirmed reception."""
    return request.facts.origin_reception == "confirmed"


@rule(
    "G17-3",
    "receiver_not_vetted",
    DENY,
    guards=[EXECUTE_RETURN],
    reads=["receiver_kind", "receiver_vetted"],
    sources=["S2:102", "GC6 85"],
    emergency=STAYS,
    verified=True,
)
def receiver_is_vetted(request: Request, profile: CountryProfile) -> bool:
    """The person or service that will have the child that night is vetted."""
    facts = request.facts
    return facts.receiver_kind is not None and facts.receiver_vetted == "yes"


@rule(
    "G17-4",
    "document_missing",
    DENY,
    guards=[EXECUTE_RETURN],
    reads=["travel_document"],
    sources=["S0:51", "S2:107"],
    emergency=STAYS,
    verified=True,
)
def document_is_ready(request: Request, profile: CountryProfile) -> bool:
    """The child travels with a valid document, if one is needed."""
    return request.facts.travel_document in {"issued", "not_needed"}


@rule(
    "G17-5",
    "not_fit_to_travel",
    DENY,
    guards=[EXECUTE_RETURN],
    reads=["fit_to_travel", "fit_to_travel_at"],
    sources=["CRM09"],
    emergency=STAYS,
    verified=False,
)
def child_is_fit_to_travel(request: Request, profile: CountryProfile) -> bool:
    """A health professional found the child fit to travel in the last three days."""
    facts = request.facts
    return facts.fit_to_travel == "yes" and within(request, facts.fit_to_travel_at, FIT_TO_TRAVEL_HOURS)


@rule(
    "G17-6",
    "escort_missing",
    DENY,
    guards=[EXECUTE_RETURN],
    reads=["escort", age_years],
    sources=["S2:64", "CRM09"],
    emergency=STAYS,
    verified=True,
)
def escort_is_assigned(request: Request, profile: CountryProfile) -> bool:
    """A trained escort travels along; from the age of sixteen an escort may be found unneeded."""
    facts = request.facts
    age = age_years(request)
    return facts.escort in {"assigned", "assigned_same_sex"} or (
        facts.escort == "not_needed" and age is not None and age >= TRAVELS_ALONE_FROM
    )


@rule(
    "G17-7",
    "escort_waived",
    HOLD,
    guards=[EXECUTE_RETURN],
    reads=["escort"],
    sources=["S2:64", "CRM09"],
    emergency=STAYS,
    verified=True,
)
def escort_is_not_waived(request: Request, profile: CountryProfile) -> bool:
    """A child travels alone only as a reasoned exception."""
    return request.facts.escort != "not_needed"


@rule(
    "G17-8",
    "arrival_out_of_hours",
    DENY,
    guards=[EXECUTE_RETURN],
    reads=["confirmations", "arrival_planned_at"],
    confirmations=["out_of_hours_accepted", "arrival_working_day"],
    sources=["TVPRA (a)(2)(C)(ii)", "CRM09", "S2:117"],
    emergency=STAYS,
    verified=True,
)
def arrival_is_in_working_hours(request: Request, profile: CountryProfile) -> bool:
    """The child arrives in working hours of those who receive, or they accepted otherwise."""
    params = request.params
    return "out_of_hours_accepted" in params.confirmations or (
        params.arrival_planned_at is not None
        and "arrival_working_day" in params.confirmations
        and local_time(params.arrival_planned_at) >= "07:00"
        and local_time(params.arrival_planned_at) <= "17:00"
    )


@rule(
    "G17-9",
    "stay_check_stale",
    DENY,
    guards=[EXECUTE_RETURN],
    reads=["stay_checked_at"],
    sources=["ACHR 25", "PP"],
    emergency=STAYS,
    verified=False,
)
def stay_was_just_checked(request: Request, profile: CountryProfile) -> bool:
    """Court registers were checked for a stay in the last day."""
    return within(request, request.params.stay_checked_at, STAY_CHECK_HOURS)


@rule(
    "G17-10",
    "file_not_transferred",
    DENY,
    guards=[EXECUTE_RETURN],
    reads=["confirmations"],
    confirmations=["file_transferred"],
    sources=["S2:118", "S3:42-46"],
    emergency=STAYS,
    verified=True,
)
def file_is_transferred(request: Request, profile: CountryProfile) -> bool:
    """The minimum file reached origin before the child."""
    return "file_transferred" in request.params.confirmations


@rule(
    "G17-11",
    "custody_not_protective",
    DENY,
    guards=[EXECUTE_RETURN],
    reads=[in_enforcement],
    sources=["LM112", "S2:118"],
    emergency=STAYS,
    verified=True,
)
def child_leaves_from_protection(request: Request, profile: CountryProfile) -> bool:
    """No child is returned straight from migration or police custody."""
    return not in_enforcement(request)
