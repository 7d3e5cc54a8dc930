"""Deadlines: what must be done by when, on the facts as they are.

Each function returns the instant from which its deadline runs, or None while it does not run.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from amparo.law.dated import Timeline, check_period, overlaps
from amparo.law.fields import Compartment
from amparo.law.limits import (
    ASSESSMENT_HOURS,
    CUSTODY_REVIEW_HOURS,
    DAY,
    EMERGENCY_HOURS,
    FIT_TO_TRAVEL_HOURS,
    ORIGIN_RISK_HOURS,
    RETURN_APPROVAL_HOURS,
    TRANSITION_PLAN_FROM,
)
from amparo.law.predicates import (
    any_in,
    bid_required,
    birthday,
    custody_start,
    emergency,
    in_enforcement,
    is_child,
    needs_guardian,
    traf_flag,
)
from amparo.law.profiles.base import CountryProfile
from amparo.law.reads import Read, Reads, resolve_reads
from amparo.law.request import Request
from amparo.law.rule import first_paragraph
from amparo.law.sets import FOLLOWUPS

Start = Callable[[Request, CountryProfile], datetime | None]
Span = Callable[[CountryProfile], float]

EMERGENCY_REGULARISE: Final = "emergency_regularise"


class Title(NamedTuple):
    """What a deadline is called, in Spanish and in English."""

    es: str
    en: str


class Due(NamedTuple):
    """A deadline in force, in UTC. Sorts by instant, then by code."""

    due_at: datetime
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A span of hours from a start, with its sources.

    `fixed_hours` and `verified` are None where they depend on the country. Several versions may share a code, each in
    force on days of its own, from `since` to `until`, both included; None where it always was, or still is. `id` is the
    code, unless it is a later version."""

    id: str
    code: str
    title: Title
    hours: Span
    fixed_hours: int | None
    sources: tuple[str, ...]
    verified: bool | None
    norm: str
    start: Start
    reads: Reads
    since: date | None
    until: date | None

    @property
    def reads_facts(self) -> frozenset[str]:
        """Return the names of the facts that start or stop the deadline."""
        return self.reads.facts

    @property
    def reads_params(self) -> frozenset[str]:
        """Return the names of the parameters that start or stop the deadline."""
        return self.reads.params

    @property
    def compartments(self) -> frozenset[Compartment]:
        """Return the compartments of the facts that start or stop the deadline."""
        return self.reads.compartments

    def due(self, request: Request, profile: CountryProfile) -> Due | None:
        """Return when the deadline ends, if it runs."""
        start = self.start(request, profile)
        return Due(after(start, self.hours(profile)), self.code) if start is not None else None


def after(start: datetime, hours: float) -> datetime:
    """Return the instant `hours` absolute hours after `start`, in UTC."""
    return start.astimezone(UTC) + timedelta(hours=hours)


DEADLINES: Final[dict[str, Deadline]] = {}
"""Every deadline that runs on facts, by id, in force or not. The id of a first version is its code."""

DEADLINE_TIMELINE: Final[Timeline[Deadline, tuple[Deadline, ...]]] = Timeline(DEADLINES, tuple)


def deadline(
    code: str,
    hours: int | Span,
    *,
    title: Title,
    reads: Iterable[Read],
    sources: Sequence[str],
    verified: bool | None = False,
    since: date | None = None,
    until: date | None = None,
    version: str = "",
) -> Callable[[Start], Start]:
    """Declare a function as the start of the deadline `code`.

    `hours` is a number, or follows from the profile. `reads` names all that start and hours read themselves, and the
    predicates that they call. `version`, such as a year, tells a later version from the first one.
    Raises: DeclarationError when the code reads something else; ValueError when two versions are in force at once."""

    def register(start: Start) -> Start:
        declared = build_deadline(
            f"{code}.{version}" if version else code,
            code,
            hours,
            start,
            title=title,
            reads=reads,
            sources=sources,
            verified=verified,
            since=since,
            until=until,
        )
        if declared.id in DEADLINES or any(overlaps(declared, other) for other in deadline_versions(code)):
            message = f"The deadline {code} has two versions in force on one day."
            raise ValueError(message)
        DEADLINES[declared.id] = declared
        DEADLINE_TIMELINE.forget()
        return start

    return register


def build_deadline(
    deadline_id: str,
    code: str,
    hours: int | Span,
    start: Start,
    *,
    title: Title,
    reads: Iterable[Read],
    sources: Sequence[str],
    verified: bool | None = False,
    since: date | None = None,
    until: date | None = None,
) -> Deadline:
    """Return a deadline, its declaration compared with its code.

    Raises: DeclarationError, ValueError."""
    check_period(f"Deadline {deadline_id}", since, until)
    span: Span = (lambda profile: hours) if isinstance(hours, int) else hours
    return Deadline(
        id=deadline_id,
        code=code,
        title=title,
        hours=span,
        fixed_hours=hours if isinstance(hours, int) else None,
        sources=tuple(sources),
        verified=verified,
        norm=first_paragraph(start),
        start=start,
        reads=resolve_reads(f"Deadline {deadline_id}", reads, (), start, span),
        since=since,
        until=until,
    )


def deadline_versions(code: str) -> tuple[Deadline, ...]:
    """Return all versions of the deadline `code`, oldest first; none for an unknown code."""
    versions = [each for each in DEADLINES.values() if each.code == code]
    return tuple(sorted(versions, key=lambda each: each.since or date.min))


def deadline_title(code: str) -> Title:
    """Return what the deadline `code` is called now; the code itself where no such deadline is known any more."""
    if code == EMERGENCY_REGULARISE:
        return EMERGENCY_DEADLINE.title
    versions = deadline_versions(code)
    return versions[-1].title if versions else Title(code, code)


def half_of_custody_exit(profile: CountryProfile) -> float:
    """Return half of the hours in which a child leaves migration or police custody."""
    return profile.custody_exit_hours / 2


def custody_exit_hours(profile: CountryProfile) -> float:
    """Return the hours in which a child leaves migration or police custody."""
    return profile.custody_exit_hours


def remedy_hours(profile: CountryProfile) -> float:
    """Return the hours in which a remedy may be filed."""
    return profile.remedy_days * DAY


@deadline(
    "notify_protection",
    title=Title("Avisar a protección", "Tell protection"),
    hours=2,
    reads=["registered_at", "protection_notified_at"],
    sources=["LM112", "PP"],
)
def protection_not_notified(request: Request, profile: CountryProfile) -> datetime | None:
    """The child protection authority is told at once of every child registered."""
    return request.facts.registered_at if request.facts.protection_notified_at is None else None


@deadline(
    "screening_initial",
    title=Title("Tamizaje inicial", "Initial screening"),
    hours=DAY,
    reads=["registered_at", "screening"],
    sources=["PP"],
)
def screening_not_begun(request: Request, profile: CountryProfile) -> datetime | None:
    """An initial screening follows registration within a day."""
    return request.facts.registered_at if request.facts.screening == "none" else None


@deadline(
    "screening_complete",
    title=Title("Tamizaje completo", "Complete screening"),
    hours=3 * DAY,
    reads=["registered_at", "screening"],
    sources=["PP"],
)
def screening_not_complete(request: Request, profile: CountryProfile) -> datetime | None:
    """The screening is complete within three days of registration."""
    return request.facts.registered_at if request.facts.screening != "complete" else None


@deadline(
    "custody_warning",
    title=Title("Salida de custodia: aviso", "Leaving custody: warning"),
    hours=half_of_custody_exit,
    reads=["custody_exit_hours", custody_start, in_enforcement],
    sources=["PP"],
)
def custody_nears_its_limit(request: Request, profile: CountryProfile) -> datetime | None:
    """Half of the time allowed in migration or police custody has passed."""
    return custody_start(request) if in_enforcement(request) and profile.custody_exit_hours > 0 else None


@deadline(
    "custody_exit",
    title=Title("Salir de custodia migratoria o policial", "Leave migration or police custody"),
    hours=custody_exit_hours,
    reads=["custody_exit_hours", custody_start, in_enforcement],
    sources=["country profile"],
    verified=None,
)
def child_is_in_enforcement_custody(request: Request, profile: CountryProfile) -> datetime | None:
    """A child leaves migration or police custody within the time of national law; where it allows none, at once."""
    return custody_start(request) if in_enforcement(request) else None


@deadline(
    "detention_review",
    title=Title("Revisión de la detención", "Detention review"),
    hours=CUSTODY_REVIEW_HOURS,
    reads=["custody", custody_start],
    sources=["IRPA 57"],
    verified=True,
)
def detention_not_reviewed(request: Request, profile: CountryProfile) -> datetime | None:
    """In Canada the detention of a child by migration is reviewed within two days."""
    return custody_start(request) if request.country == "CAN" and request.facts.custody == "migration" else None


@deadline(
    "contiguous_determination",
    title=Title("Determinaciones de país contiguo", "Contiguous-country determinations"),
    hours=CUSTODY_REVIEW_HOURS,
    reads=["nationalities", "contiguous", "trafficking", "fear_of_return", in_enforcement, custody_start],
    sources=["TVPRA (a)(4)"],
)
def contiguous_child_not_determined(request: Request, profile: CountryProfile) -> datetime | None:
    """In the United States trafficking and fear of a child of a contiguous country are screened within two days."""
    facts = request.facts
    concerns = request.country == "USA" and in_enforcement(request) and any_in(facts.nationalities, profile.contiguous)
    is_open = facts.trafficking == "not_screened" or facts.fear_of_return == "unknown"
    return custody_start(request) if concerns and is_open else None


@deadline(
    "guardian_request",
    title=Title("Pedir tutela", "Request a guardian"),
    hours=DAY,
    reads=["registered_at", "guardian", needs_guardian],
    sources=["GC6 21", "PP"],
)
def guardian_not_requested(request: Request, profile: CountryProfile) -> datetime | None:
    """A guardian is requested within a day for a child who needs one."""
    facts = request.facts
    return facts.registered_at if facts.guardian in {"none", "ended"} and needs_guardian(request) else None


@deadline(
    "guardian_appointment",
    title=Title("Designar tutela", "Appoint a guardian"),
    hours=15 * DAY,
    reads=["registered_at", "guardian", needs_guardian],
    sources=["GC6 21", "PP"],
)
def guardian_not_appointed(request: Request, profile: CountryProfile) -> datetime | None:
    """A guardian is appointed within fifteen days for a child who needs one."""
    facts = request.facts
    return facts.registered_at if facts.guardian != "appointed" and needs_guardian(request) else None


@deadline(
    "consular_notification",
    title=Title("Notificación consular", "Consular notification"),
    hours=DAY,
    reads=["screening_at", "consular"],
    sources=["VCCR 36, 37", "PP"],
)
def consulate_not_notified(request: Request, profile: CountryProfile) -> datetime | None:
    """A consular notification that is due follows the screening within a day."""
    return request.facts.screening_at if request.facts.consular == "due" else None


@deadline(
    "consular_response",
    title=Title("Respuesta del consulado", "Answer of the consulate"),
    hours=3 * DAY,
    reads=["consular_notified_at", "consular"],
    sources=["PP"],
)
def consulate_has_not_answered(request: Request, profile: CountryProfile) -> datetime | None:
    """The consulate answers within three days."""
    return request.facts.consular_notified_at if request.facts.consular == "notified" else None


@deadline(
    "asylum_referral",
    title=Title("Derivar a la autoridad de refugio", "Refer to the refugee authority"),
    hours=DAY,
    reads=["asylum", "fear_of_return", "protection_signal_at", "asylum_referred_at"],
    sources=["GC6 66-69", "PP"],
)
def asylum_not_referred(request: Request, profile: CountryProfile) -> datetime | None:
    """A child who fears or asks for protection is referred within a day of the first sign."""
    facts = request.facts
    has_sign = facts.asylum == "wish_expressed" or facts.fear_of_return == "yes"
    return facts.protection_signal_at if has_sign and facts.asylum_referred_at is None else None


@deadline(
    "asylum_acknowledgement",
    title=Title("Acuse de la autoridad de refugio", "Acknowledgement by the refugee authority"),
    hours=3 * DAY,
    reads=["asylum_referred_at", "asylum"],
    sources=["PP"],
)
def asylum_referral_not_acknowledged(request: Request, profile: CountryProfile) -> datetime | None:
    """The refugee authority acknowledges a referral within three days."""
    return request.facts.asylum_referred_at if request.facts.asylum == "wish_expressed" else None


@deadline(
    "trafficking_referral",
    title=Title("Derivar al mecanismo especializado", "Refer to the specialised mechanism"),
    hours=DAY,
    reads=["protection_signal_at", "trafficking_referred_at", traf_flag],
    sources=["S4:39-45", "PP"],
)
def trafficking_not_referred(request: Request, profile: CountryProfile) -> datetime | None:
    """A possible victim of trafficking is referred within a day of the first sign."""
    facts = request.facts
    return facts.protection_signal_at if facts.trafficking_referred_at is None and traf_flag(request) else None


@deadline(
    "trafficking_decision",
    title=Title("Decisión del mecanismo especializado", "Decision of the specialised mechanism"),
    hours=15 * DAY,
    reads=["trafficking_referred_at", "trafficking"],
    sources=["PP"],
)
def trafficking_not_decided(request: Request, profile: CountryProfile) -> datetime | None:
    """Trafficking is confirmed or ruled out within fifteen days of the referral."""
    return request.facts.trafficking_referred_at if request.facts.trafficking in {"indicators", "presumed"} else None


@deadline(
    "bia_rapid",
    title=Title("Evaluación rápida del interés superior", "Rapid best interests assessment"),
    hours=3 * DAY,
    reads=["registered_at", "bia"],
    sources=["BIP", "PP"],
)
def assessment_not_begun(request: Request, profile: CountryProfile) -> datetime | None:
    """A first assessment of the best interests follows within three days."""
    return request.facts.registered_at if request.facts.bia == "none" else None


@deadline(
    "bia_full",
    title=Title("Evaluación completa del interés superior", "Full best interests assessment"),
    hours=10 * DAY,
    reads=["registered_at", "bia"],
    sources=["BIP", "PP"],
)
def assessment_not_complete(request: Request, profile: CountryProfile) -> datetime | None:
    """The full assessment follows within ten days."""
    return request.facts.registered_at if request.facts.bia in {"none", "in_progress"} else None


@deadline(
    "bia_expiry",
    title=Title("Vence la evaluación", "Assessment expires"),
    hours=ASSESSMENT_HOURS,
    reads=["bia_completed_at", "bia"],
    sources=["PP"],
)
def assessment_expires(request: Request, profile: CountryProfile) -> datetime | None:
    """An assessment is current for half a year."""
    return request.facts.bia_completed_at if request.facts.bia == "complete" else None


@deadline(
    "bid_convene",
    title=Title("Convocar la determinación", "Convene the determination"),
    hours=15 * DAY,
    reads=["bia_completed_at", "bid", bid_required],
    sources=["BIP", "PP"],
)
def determination_not_convened(request: Request, profile: CountryProfile) -> datetime | None:
    """Where a determination is required, its panel is convened within fifteen days of the assessment."""
    return request.facts.bia_completed_at if request.facts.bid == "none" and bid_required(request) else None


@deadline(
    "bid_decide",
    title=Title("Decidir la determinación", "Decide the determination"),
    hours=30 * DAY,
    reads=["bia_completed_at", "bid", bid_required],
    sources=["BIP", "PP"],
)
def determination_not_decided(request: Request, profile: CountryProfile) -> datetime | None:
    """Where a determination is required, it is decided within thirty days of the assessment."""
    facts = request.facts
    return facts.bia_completed_at if facts.bid in {"none", "in_progress"} and bid_required(request) else None


@deadline(
    "bid_notify",
    title=Title("Notificar la determinación", "Notify the determination"),
    hours=2 * DAY,
    reads=["bid_decided_at", "bid", "bid_notified_at"],
    sources=["BIP", "PP"],
)
def determination_not_notified(request: Request, profile: CountryProfile) -> datetime | None:
    """Child and guardian are told of the determination within two days."""
    facts = request.facts
    return facts.bid_decided_at if facts.bid == "decided" and facts.bid_notified_at is None else None


@deadline(
    "remedy_window",
    title=Title("Plazo del recurso", "Remedy window"),
    hours=remedy_hours,
    reads=["bid_notified_at", "remedy", "remedy_days"],
    sources=["country profile", "PP"],
)
def remedy_may_be_filed(request: Request, profile: CountryProfile) -> datetime | None:
    """The remedy against the determination may be filed within the time of national law."""
    return request.facts.bid_notified_at if request.facts.remedy == "window_open" else None


@deadline(
    "placement_review",
    title=Title("Primera revisión del cuidado", "First care review"),
    hours=3 * DAY,
    reads=["placement_since", "placement_reviewed_at"],
    sources=["ACG 67"],
)
def placement_not_reviewed(request: Request, profile: CountryProfile) -> datetime | None:
    """A placement is first reviewed within three days."""
    return request.facts.placement_since if request.facts.placement_reviewed_at is None else None


@deadline(
    "placement_review_periodic",
    title=Title("Revisión periódica del cuidado", "Periodic care review"),
    hours=90 * DAY,
    reads=["placement_reviewed_at", "placement_since"],
    sources=["ACG 67", "CRC 25"],
)
def placement_to_review_again(request: Request, profile: CountryProfile) -> datetime | None:
    """A placement is reviewed at least every ninety days."""
    return request.facts.placement_reviewed_at if request.facts.placement_since is not None else None


@deadline(
    "tracing_decision",
    title=Title("Decidir sobre la búsqueda familiar", "Decide on family tracing"),
    hours=3 * DAY,
    reads=["accompaniment", "tracing", "registered_at"],
    sources=["GC6 80", "PP"],
)
def tracing_not_decided(request: Request, profile: CountryProfile) -> datetime | None:
    """Whether to trace the family of a child who is not accompanied is decided within three days."""
    facts = request.facts
    is_open = facts.accompaniment != "accompanied" and facts.tracing == "not_opened"
    return facts.registered_at if is_open else None


@deadline(
    "origin_risk_expiry",
    title=Title("Vence la evaluación de riesgo en origen", "Origin risk assessment expires"),
    hours=ORIGIN_RISK_HOURS,
    reads=["origin_risk_at", "origin_risk"],
    sources=["PP"],
)
def origin_risk_expires(request: Request, profile: CountryProfile) -> datetime | None:
    """An assessment of the place of return is current for sixty days."""
    return request.facts.origin_risk_at if request.facts.origin_risk == "safe" else None


@deadline(
    "return_approval_expiry",
    title=Title("Vence la aprobación del retorno", "Return approval expires"),
    hours=RETURN_APPROVAL_HOURS,
    reads=["return_plan_approved_at", "return_plan"],
    sources=["PP"],
)
def return_approval_expires(request: Request, profile: CountryProfile) -> datetime | None:
    """The approval of a return plan is in force for thirty days."""
    return request.facts.return_plan_approved_at if request.facts.return_plan == "approved" else None


@deadline(
    "fit_to_travel_expiry",
    title=Title("Vence la aptitud para viajar", "Fitness to travel expires"),
    hours=FIT_TO_TRAVEL_HOURS,
    reads=["fit_to_travel_at", "fit_to_travel"],
    sources=["CRM09", "PP"],
)
def fitness_to_travel_expires(request: Request, profile: CountryProfile) -> datetime | None:
    """Fitness to travel is examined anew after three days."""
    return request.facts.fit_to_travel_at if request.facts.fit_to_travel == "yes" else None


def followup_missing(days: int) -> Start:
    """Return the start of the follow-up that is due `days` days after arrival."""

    def start(request: Request, profile: CountryProfile) -> datetime | None:
        """The child is followed up at set days in the year after arrival."""
        return request.facts.arrival_at if days not in request.facts.followups_done else None

    return start


for _days in sorted(FOLLOWUPS):
    deadline(
        f"followup_{_days}",
        _days * DAY,
        title=Title(f"Seguimiento a {_days} días", f"Follow-up at {_days} days"),
        reads=["arrival_at", "followups_done"],
        sources=["S2:117", "S2:143", "PP"],
        verified=True,
    )(followup_missing(_days))


@deadline(
    "transition_plan",
    title=Title("Plan de transición a la vida adulta", "Plan for adult life"),
    hours=0,
    reads=["transition_plan", is_child, birthday],
    sources=["ACG 131-136", "PP"],
)
def transition_not_planned(request: Request, profile: CountryProfile) -> datetime | None:
    """The passage to adult life is planned by the seventeenth birthday."""
    is_open = request.facts.transition_plan in {"none", "draft"} and is_child(request)
    return birthday(request, TRANSITION_PLAN_FROM) if is_open else None


def emergency_to_regularise(request: Request, profile: CountryProfile) -> datetime | None:
    """What an emergency lifted is put right within a day."""
    return request.as_of if emergency(request) else None


EMERGENCY_DEADLINE: Final = build_deadline(
    EMERGENCY_REGULARISE,
    EMERGENCY_REGULARISE,
    EMERGENCY_HOURS,
    emergency_to_regularise,
    title=Title("Regularizar lo hecho en emergencia", "Put right what the emergency lifted"),
    reads=[emergency],
    sources=["PP"],
)
"""The one deadline that depends on the decision: it runs when the emergency lifted a rule."""


def deadlines_in_force(request: Request, profile: CountryProfile) -> list[Due]:
    """Return all deadlines that run on the facts, by the law of the day of the request.

    Overdue ones too; in no order."""
    found = []
    for declared in DEADLINE_TIMELINE.on(request.as_of.date()):
        start = declared.start(request, profile)
        if start is not None:
            found.append(Due(after(start, declared.hours(profile)), declared.code))
    return found
