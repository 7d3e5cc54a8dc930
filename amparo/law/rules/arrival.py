"""Registration, screening and interview."""

from amparo.law.actions import (
    COMPLETE_BIA,
    COMPLETE_SCREENING,
    INTERVIEW,
    REGISTER,
    SCREEN,
)
from amparo.law.limits import (
    ADOLESCENCE,
    REPEATED_INTERVIEWS,
    SCHOOL_AGE,
    TRAFFICKING_ITEMS_ASKED,
    TRAFFICKING_ITEMS_OBSERVED,
)
from amparo.law.predicates import (
    age_years,
    origin_blocked,
    represented,
)
from amparo.law.profiles.base import CountryProfile
from amparo.law.request import Request
from amparo.law.rule import (
    DENY,
    HOLD,
    LIFTS,
    STAYS,
    WARN,
    rule,
)
from amparo.law.sets import (
    ENFORCEMENT,
)


@rule(
    "G01-1",
    "registrar_not_trained",
    WARN,
    guards=[REGISTER],
    reads=["trained_staff"],
    sources=["GC6 31(ii)", "S2:104", "S4:88"],
    emergency=STAYS,
    verified=True,
)
def registrar_is_trained(request: Request, profile: CountryProfile) -> bool:
    """A child is registered by staff trained to work with children."""
    return request.params.trained_staff


@rule(
    "G01-2",
    "biometrics_without_basis",
    DENY,
    guards=[REGISTER],
    reads=["fields", "legal_basis", "second_approver"],
    sources=["GC6 29", "JGC3/22 17"],
    emergency=STAYS,
    verified=False,
)
def biometrics_have_a_basis(request: Request, profile: CountryProfile) -> bool:
    """Biometric data are taken only on a legal basis and with a second signature."""
    params = request.params
    return "biometrics" not in params.fields or (
        params.legal_basis in {"statute", "court_order", "protection_measure"} and params.second_approver
    )


@rule(
    "G01-3",
    "possible_duplicate",
    HOLD,
    guards=[REGISTER],
    reads=["duplicate_candidates"],
    sources=["S2:125", "S0:20"],
    emergency=LIFTS,
    verified=True,
)
def no_duplicate_is_pending(request: Request, profile: CountryProfile) -> bool:
    """A child has one case: possible duplicates are compared before a new one is opened."""
    return request.params.duplicate_candidates == 0


@rule(
    "G02-1",
    "not_registered",
    DENY,
    guards=[SCREEN, COMPLETE_SCREENING, INTERVIEW],
    reads=["registered_at"],
    sources=["GC6 31"],
    emergency=STAYS,
    verified=False,
)
def child_is_registered(request: Request, profile: CountryProfile) -> bool:
    """A child is registered before being screened or interviewed."""
    return request.facts.registered_at is not None


@rule(
    "G02-2",
    "urgent_needs_pending",
    HOLD,
    guards=[SCREEN, INTERVIEW],
    reads=["urgent_needs_attended"],
    sources=["GC6 31-32", "CRMP"],
    emergency=STAYS,
    verified=False,
)
def urgent_needs_come_first(request: Request, profile: CountryProfile) -> bool:
    """Water, food, rest and health come before questions."""
    return request.facts.urgent_needs_attended != "no"


@rule(
    "G02-3",
    "not_private",
    DENY,
    guards=[SCREEN],
    reads=["screening_mode", "private_space"],
    sources=["CRMP", "S4:53"],
    emergency=STAYS,
    verified=True,
)
def screening_is_private(request: Request, profile: CountryProfile) -> bool:
    """The questions of a screening are asked in private, without companions."""
    params = request.params
    return params.screening_mode != "asked" or params.private_space


@rule(
    "G02-4",
    "interpreter_missing",
    DENY,
    guards=[SCREEN],
    reads=["screening_mode", "interpreter_need"],
    sources=["S2:99", "JGC4/23 17"],
    emergency=STAYS,
    verified=True,
)
def screening_is_understood(request: Request, profile: CountryProfile) -> bool:
    """Screening questions are not asked while a needed interpreter is missing."""
    return request.params.screening_mode != "asked" or request.facts.interpreter_need != "needed_missing"


@rule(
    "G02-5",
    "item_not_for_age",
    DENY,
    guards=[SCREEN],
    reads=["form_band", age_years],
    sources=["S2:118", "GC12"],
    emergency=STAYS,
    verified=True,
)
def form_fits_the_age(request: Request, profile: CountryProfile) -> bool:
    """The form in use fits the age of the child."""
    params = request.params
    age = age_years(request)
    return (
        age is None
        or params.form_band == "all_ages"
        or (age < SCHOOL_AGE and params.form_band == "0_5")
        or (SCHOOL_AGE <= age < ADOLESCENCE and params.form_band == "6_11")
        or (age >= ADOLESCENCE and params.form_band == "12_17")
    )


@rule(
    "G02-6",
    "sections_missing",
    DENY,
    guards=[COMPLETE_SCREENING],
    reads=["sections_unanswered"],
    sources=["S2:96"],
    emergency=STAYS,
    verified=True,
)
def every_section_is_answered(request: Request, profile: CountryProfile) -> bool:
    """A screening is complete when each section has an answer or a follow-up task."""
    params = request.params
    return params.sections_unanswered is not None and params.sections_unanswered == 0


@rule(
    "G02-7",
    "trafficking_not_screened",
    DENY,
    guards=[COMPLETE_SCREENING],
    reads=["trafficking"],
    sources=["PAL 3", "S4:7-21"],
    emergency=STAYS,
    verified=True,
)
def trafficking_is_screened(request: Request, profile: CountryProfile) -> bool:
    """A screening is not complete before trafficking has been screened."""
    return request.facts.trafficking != "not_screened"


@rule(
    "G02-8",
    "insufficient_trafficking_screen",
    DENY,
    guards=[COMPLETE_SCREENING],
    reads=["trafficking", "trafficking_items_observed", "trafficking_items_asked", age_years],
    sources=["TVPRA (a)(2)(A)(i), (a)(4)", "PAL 3"],
    emergency=STAYS,
    verified=True,
)
def exclusion_of_trafficking_has_a_basis(request: Request, profile: CountryProfile) -> bool:
    """Trafficking is excluded only on enough observed items and, from the age of six, enough questions."""
    params = request.params
    age = age_years(request)
    return request.facts.trafficking != "no_indicators" or (
        params.trafficking_items_observed >= TRAFFICKING_ITEMS_OBSERVED
        and (params.trafficking_items_asked >= TRAFFICKING_ITEMS_ASKED or (age is not None and age < SCHOOL_AGE))
    )


@rule(
    "G02-9",
    "fear_not_properly_asked",
    DENY,
    guards=[COMPLETE_SCREENING],
    reads=["fear_of_return", "fear_asked_properly"],
    sources=["S2:97", "S2:115", "TVPRA (a)(2)(A)(ii)"],
    emergency=STAYS,
    verified=True,
)
def exclusion_of_fear_has_a_basis(request: Request, profile: CountryProfile) -> bool:
    """Fear of return is excluded only when it was asked after information, in the language of the child."""
    return request.facts.fear_of_return != "no" or request.params.fear_asked_properly


@rule(
    "G03-1",
    "staff_not_trained",
    DENY,
    guards=[INTERVIEW, COMPLETE_BIA],
    reads=["trained_staff"],
    sources=["S2:64", "S4:88", "GC6 31(ii), 71-72"],
    emergency=STAYS,
    verified=True,
)
def staff_are_specialised(request: Request, profile: CountryProfile) -> bool:
    """Interviews and assessments are done by staff specialised in children."""
    return request.params.trained_staff


@rule(
    "G03-2",
    "no_support_person",
    DENY,
    guards=[INTERVIEW],
    reads=["support_person", age_years],
    sources=["GC6 33, 36", "OC21 132", "S2:82"],
    emergency=STAYS,
    verified=True,
)
def child_has_support(request: Request, profile: CountryProfile) -> bool:
    """A guardian or a person of trust is present; from the age of twelve the child may ask to be alone."""
    params = request.params
    age = age_years(request)
    return params.support_person == "present" or (
        params.support_person == "declined_by_child" and age is not None and age >= ADOLESCENCE
    )


@rule(
    "G03-3",
    "not_private",
    DENY,
    guards=[INTERVIEW],
    reads=["private_space"],
    sources=["GC12 43", "CRMP"],
    emergency=STAYS,
    verified=False,
)
def interview_is_private(request: Request, profile: CountryProfile) -> bool:
    """An interview is held in private, without companions."""
    return request.params.private_space


@rule(
    "G03-4",
    "same_sex_not_offered",
    WARN,
    guards=[INTERVIEW],
    reads=["same_sex_offered"],
    sources=["S2:118"],
    emergency=STAYS,
    verified=True,
)
def choice_of_interviewer_is_offered(request: Request, profile: CountryProfile) -> bool:
    """The child is offered a choice of the sex of the interviewer."""
    return request.params.same_sex_offered


@rule(
    "G03-5",
    "repeat_interview",
    HOLD,
    guards=[INTERVIEW],
    reads=["interviews_same_subject_30d"],
    sources=["S0:20"],
    emergency=STAYS,
    verified=True,
)
def interview_is_not_repeated(request: Request, profile: CountryProfile) -> bool:
    """A child does not tell the same facts again and again."""
    return request.params.interviews_same_subject_30d < REPEATED_INTERVIEWS


@rule(
    "G03-6",
    "consular_interview_not_allowed",
    DENY,
    guards=[INTERVIEW],
    reads=["actor_org_kind", "consent_consular", origin_blocked],
    sources=["S2:115", "VCCR 36", "R51 33"],
    emergency=STAYS,
    verified=True,
)
def consular_interview_is_accepted(request: Request, profile: CountryProfile) -> bool:
    """A consul interviews a child who accepts it and has no open need of protection from that State."""
    return request.params.actor_org_kind != "consulate" or (
        request.facts.consent_consular == "granted" and not origin_blocked(request)
    )


@rule(
    "G03-7",
    "scope_exceeded",
    DENY,
    guards=[INTERVIEW],
    reads=["actor_org_kind", "interview_subject"],
    sources=["GC6 72", "JGC3/22 17", "JGC4/23 17"],
    emergency=STAYS,
    verified=False,
)
def enforcement_interviews_within_scope(request: Request, profile: CountryProfile) -> bool:
    """Migration and police do not take the account of asylum or trafficking."""
    params = request.params
    return params.actor_org_kind not in ENFORCEMENT or params.interview_subject not in {"asylum", "trafficking"}


@rule(
    "G03-8",
    "asylum_interview_alone",
    DENY,
    guards=[INTERVIEW],
    reads=["interview_subject", "legal_rep", represented],
    sources=["GC6 69", "GC6 36"],
    emergency=STAYS,
    verified=True,
)
def asylum_interview_is_assisted(request: Request, profile: CountryProfile) -> bool:
    """An asylum interview is held with a guardian and a legal representative."""
    return request.params.interview_subject != "asylum" or (
        represented(request) and request.facts.legal_rep == "appointed"
    )
