"""The age of a person when it is in doubt: the procedure and the determination.

CRC GC6 31(i); JGC4/23 4: papers first, nothing invasive, the benefit of the doubt, and a remedy.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, ClassVar
from uuid import UUID

from amparo.cases.act import ENVELOPE, ActContext, ActInput, Effects, NewTask, Record, act
from amparo.cases.checks import require_answers, run_all_checks
from amparo.cases.compartments import GENERAL, PROTECTION
from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.file import CaseFile
from amparo.law import Request, profile_for
from amparo.law.predicates import origin_blocked
from amparo.ledger import clock
from amparo.ledger.codes import In
from amparo.ledger.days import local_day, local_time, start_of_day, whole_second
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.protection.age_procedures import (
    DISCOUNTED,
    MEDICAL,
    AgeProcedure,
    list_missing_guarantees,
    open_procedure,
)
from amparo.protection.remedies import expiry_from
from amparo.registry.age import MAX_AGE_YEARS, whole_years
from amparo.ui.fields import LongText, Part, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_DOUBT = t("La duda", "The doubt")
_GUARANTEES = t("Garantías de la persona", "Guarantees of the person")
_STEPS = t("Lo que se hizo para saberla", "What was done to know it")
_OUTCOME = t("Resultado", "Outcome")
_DECISION = t("Decisión", "Decision")
_NOTICE = t("Notificación y recurso", "Notification and remedy")
_NEEDED_FOR_ADULT = (
    "procedures", "evidence", "benefit_of_doubt", "authority", "reasons", "notified", "notified_to", "remedy_explained",
)  # fmt: skip
_STILL_A_CHILD = t(
    "Sin esto se le sigue tratando como niña, niño o adolescente.",
    "Without this the person goes on being treated as a child.",
)
_RANGE_ORDER = t("La edad más baja no puede pasar de la más alta.", "The lowest age cannot exceed the highest.")
_OLDEST_ASKED = 120


class AgeStep(Part):
    """One thing that was done to know the age, and what it showed."""

    method: Annotated[str, In("age_procedure", but=frozenset({"court"}))] = field(
        t("Qué se hizo", "What was done"), default=...
    )
    result: Annotated[str, In("age_step_result")] | None = field(t("Qué mostró", "What it showed"))
    youngest_years: int | None = field(t("Edad más baja posible", "Lowest possible age"), ge=0, le=_OLDEST_ASKED)
    oldest_years: int | None = field(t("Edad más alta posible", "Highest possible age"), ge=0, le=_OLDEST_ASKED)
    done_on: date | None = field(t("Fecha", "Date"))
    done_by: ShortText | None = field(t("Quién lo hizo, con su profesión", "Who did it, with their profession"))
    note: LongText | None = field(t("Nota", "Note"))


@act
class RecordAgeProcedure(Record["RecordAgeProcedure.Input"]):
    """Write the procedure on an age in doubt, over days.

    Meanwhile the person is a child.
    """

    code = "record_age_procedure"
    title = t("Edad en duda: procedimiento", "Age in doubt: procedure")
    sets = frozenset({"age_status"})

    class Input(ActInput):
        """Only what is new: steps are added, every other answer replaces the earlier one."""

        doubted_by: Annotated[str, In("age_doubt_by")] | None = field(t("Quién duda", "Who doubts"), group=_DOUBT)
        grounds: list[Annotated[str, In("age_doubt_ground")]] | None = field(
            t("Por qué", "On which grounds"), max_length=10, group=_DOUBT,
            why=t("Sólo una duda seria y razonada abre el procedimiento.",
                  "Only a serious and reasoned doubt opens the procedure."),
        )  # fmt: skip
        doubt_reasons: LongText | None = field(
            t("Qué hace dudar", "What raises the doubt"), group=_DOUBT, compartment=PROTECTION
        )
        child_states: LongText | None = field(
            t("Qué dice la persona de su edad, con sus palabras", "What the person says of their age, in their words"),
            group=_DOUBT, compartment=PROTECTION,
        )  # fmt: skip
        understood: Annotated[str, In("understood")] | None = field(
            t("Se le explicó el procedimiento y su resultado posible: ¿lo entendió?",
              "The procedure and its possible result were explained: were they understood?"),
            group=_GUARANTEES,
        )  # fmt: skip
        language: Annotated[str, In("language")] | None = field(
            t("En qué idioma", "In which language"), group=_GUARANTEES
        )
        interpreter: UUID | None = field(
            t("Quién interpretó", "Who interpreted"), group=_GUARANTEES, choose="interpreter"
        )
        consent: Annotated[str, In("consent_decision")] | None = field(
            t("¿Consiente entrevistas y exámenes?", "Consent to interviews and examinations?"), group=_GUARANTEES,
            why=t("Puede negarse. Negarse no prueba que sea persona adulta.",
                  "It may be refused. A refusal does not show that the person is an adult."),
        )  # fmt: skip
        present: list[Annotated[str, In("support_present")]] | None = field(
            t("Quién le acompañó", "Who was with the person"), max_length=5, group=_GUARANTEES
        )
        support_name: ShortText | None = field(t("Nombre", "Name"), group=_GUARANTEES)
        child_views: LongText | None = field(
            t("Qué opina del procedimiento, con sus palabras", "Their views on the procedure, in their words"),
            group=_GUARANTEES, compartment=PROTECTION,
        )  # fmt: skip
        steps: list[AgeStep] | None = field(
            t("Pasos, en su orden", "Steps, in their order"), max_length=12, group=_STEPS, compartment=PROTECTION,
            hint=t("Primero documentos. Lo menos invasivo. Ningún examen óseo o dental cuenta.",
                   "Papers first. The least intrusive. No bone or dental examination counts."),
        )  # fmt: skip

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that the doubt is reasoned, and that each step is allowed."""
        if not given.model_fields_set - ENVELOPE:
            raise BadInput(FieldError("grounds", t("Diga qué se agrega.", "Say what is added.")))
        procedure = open_procedure(file)
        run_all_checks(
            lambda: None if procedure else require_answers(given, "doubted_by", "grounds", "doubt_reasons"),
            lambda: _check_steps(given, file, procedure or AgeProcedure()),
        )

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create a task to decide, when the doubt is first stated."""
        return Effects() if open_procedure(ctx.file) else Effects(tasks=(NewTask("decide_age"),))


def _check_steps(given: RecordAgeProcedure.Input, file: CaseFile, procedure: AgeProcedure) -> None:
    consent = given.consent or procedure.answers.get("consent")
    is_origin_closed = _may_not_ask_origin(file, given.occurred_at or clock.now())
    errors = []
    for position, step in enumerate(given.steps or ()):
        path = f"steps.{position}"
        if step.method in MEDICAL and consent != "granted":
            message = t("Sin su consentimiento no hay examen.", "There is no examination without consent.")
            errors.append(FieldError(f"{path}.method", message))
        if step.method == "consular_confirmation" and is_origin_closed and step.result != "not_asked":
            message = t(
                "Nada llega a su país mientras pueda temerlo: no se pregunta a su consulado. Si alguien ya preguntó, "
                "anótelo como incumplimiento.",
                "Nothing reaches the country that the person may fear: its consulate is not asked. If somebody asked "
                "already, enter it as a breach.",
            )
            errors.append(FieldError(f"{path}.result", message))
        if _is_reversed(step.youngest_years, step.oldest_years):
            errors.append(FieldError(f"{path}.youngest_years", _RANGE_ORDER))
    if errors:
        raise BadInput(*errors)


def _may_not_ask_origin(file: CaseFile, at: datetime) -> bool:
    facts = compute_facts(file, FactQuery(at))
    return origin_blocked(Request(id="age", action="screen", as_of=local_time(at), country=file.country, facts=facts))


def _is_reversed(low: int | None, high: int | None) -> bool:
    return low is not None and high is not None and low > high


@act
class RecordAgeDetermination(Record["RecordAgeDetermination.Input"]):
    """State the outcome of an age procedure; in doubt, the person is a child.

    Adulthood needs the whole procedure, its lowest possible age, and a decision that was notified. It counts once
    nobody can contest it any more.
    """

    code = "record_age_determination"
    data_groups: ClassVar = {"identity": frozenset({"age_status", "birth_date", "age_or_birth"})}
    title = t("Determinación de la edad", "Age determination")
    sets = frozenset({"age_status", "remedy", "birth_date", "birth_date_precision", "age_estimate_years"})

    class Input(ActInput):
        """The outcome, the decision with its evidence, and the notification."""

        age_status: Annotated[str, In("age_status")] = field(t("Resultado", "Outcome"), default=..., group=_OUTCOME)
        birth_date: date | None = field(
            t("Fecha de nacimiento probada", "Date of birth that was shown"), group=_OUTCOME
        )
        age_low_years: int | None = field(
            t("Edad más baja posible, en años", "Lowest possible age, in years"), ge=0, le=_OLDEST_ASKED,
            group=_OUTCOME, why=t("Es la que cuenta.", "It is the one that counts."),
        )  # fmt: skip
        age_high_years: int | None = field(
            t("Edad más alta posible, en años", "Highest possible age, in years"), ge=0, le=_OLDEST_ASKED,
            group=_OUTCOME,
        )  # fmt: skip
        benefit_of_doubt: bool | None = field(
            t("Se aplicó el beneficio de la duda", "The benefit of the doubt was given"), group=_OUTCOME
        )
        authority: Annotated[str, In("age_authority")] | None = field(
            t("Qué autoridad decidió", "Which authority decided"), group=_DECISION
        )
        reference: ShortText | None = field(t("Número o referencia", "Number or reference"), group=_DECISION)
        procedures: list[Annotated[str, In("age_procedure", but=DISCOUNTED)]] | None = field(
            t("Cómo se determinó", "How it was determined"), max_length=8, group=_DECISION
        )
        evidence: LongText | None = field(t("Con qué pruebas", "On which evidence"), group=_DECISION)
        reasons: LongText | None = field(
            t("Razones de la decisión", "Reasons of the decision"), group=_DECISION, compartment=PROTECTION
        )
        notified: bool | None = field(
            t(
                "Se notificó a la persona, a su tutela y a su representante, con el recurso que procede",
                "Notified to the person, the guardian and the lawyer, with the remedy",
            ),
            group=_NOTICE,
        )
        notified_to: list[Annotated[str, In("notified_to")]] | None = field(
            t("A quiénes", "To whom"), max_length=4, group=_NOTICE
        )
        notified_on: date | None = field(t("Qué día, si fue antes", "On which day, if earlier"), group=_NOTICE)
        language: Annotated[str, In("language")] | None = field(t("En qué idioma", "In which language"), group=_NOTICE)
        remedy_explained: LongText | None = field(
            t("Qué recurso se le explicó", "Which remedy was explained"), group=_NOTICE
        )
        child_reaction: LongText | None = field(
            t("Qué dijo, con sus palabras", "What the person said, in their words"), group=_NOTICE,
            compartment=PROTECTION,
        )  # fmt: skip
        is_final: bool | None = field(
            t("La decisión es firme", "The decision is final"), group=_NOTICE,
            hint=t("Sólo si ya nadie puede impugnarla. Si todavía se puede, se le trata como NNA hasta entonces.",
                   "Only if nobody can contest it any more. If it can be contested, the person is a child until then."),
        )  # fmt: skip

    def check(self, file: CaseFile, given: Input) -> None:
        """Check the range, and of adulthood the procedure, the decision and its notice."""
        at = given.occurred_at or clock.now()
        checks = [lambda: _check_range(given, file, at)]
        if given.age_status == "adult_confirmed":
            checks += [
                lambda: require_answers(given, *_NEEDED_FOR_ADULT, words=_STILL_A_CHILD),
                lambda: _check_guarantees(file),
                lambda: _check_notice(given, file, at),
            ]
        run_all_checks(*checks)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """State decision and notice, correct the age if final, and close the doubt."""
        stated: JsonObject = {"decided_at": whole_second(ctx.occurred_at).isoformat()}
        if given.notified:
            stated["notified_at"] = whole_second(_find_notice(given, ctx.occurred_at)).isoformat()
        if given.age_status == "age_disputed":
            return Effects(added_answers={GENERAL: stated})
        is_open = given.age_status == "adult_confirmed" and not given.is_final
        if not is_open:
            stated |= _correct_age(given)
        tasks = (NewTask("correct_age", due_at=_find_expiry(given, ctx)),) if is_open else ()
        return Effects(tasks=tasks, closed_tasks=(("decide_age", {}),), added_answers={GENERAL: stated})


def _check_range(given: RecordAgeDetermination.Input, file: CaseFile, at: datetime) -> None:
    """Check that the lowest possible age agrees with the outcome."""
    if given.birth_date and given.birth_date > local_day(at):
        raise BadInput(FieldError("birth_date", t("No puede estar en el futuro.", "It cannot be in the future.")))
    if _is_reversed(given.age_low_years, given.age_high_years):
        raise BadInput(FieldError("age_low_years", _RANGE_ORDER))
    lowest = whole_years(given.birth_date, local_day(at)) if given.birth_date else given.age_low_years
    path = "birth_date" if given.birth_date else "age_low_years"
    majority = profile_for(file.country, on=local_day(at)).protection_age
    is_adult = given.age_status == "adult_confirmed"
    if is_adult and (lowest is None or lowest < majority):
        raise BadInput(FieldError(path, _STILL_A_CHILD))
    if given.age_status in {"child_confirmed", "child_presumed"} and lowest is not None and lowest >= majority:
        message = t(
            "Esa edad es de una persona adulta: revise el resultado.", "That is an adult's age: check the outcome."
        )
        raise BadInput(FieldError(path, message))


def _check_guarantees(file: CaseFile) -> None:
    missing = list_missing_guarantees(open_procedure(file) or AgeProcedure())
    if missing:
        message = t(
            "Falta en el procedimiento: {what}. Se le sigue tratando como NNA.",
            "Missing in the procedure: {what}. The person goes on being treated as a child.",
            what="; ".join(missing),
        )
        raise BadInput(FieldError("age_status", message))


def _check_notice(given: RecordAgeDetermination.Input, file: CaseFile, at: datetime) -> None:
    """Check that the person was told, and that a final decision is final."""
    errors = []
    if given.notified_to and "child" not in given.notified_to:
        message = t("Se notifica siempre a la persona misma.", "The person is always notified.")
        errors.append(FieldError("notified_to", message))
    if given.notified_on and given.notified_on > local_day(at):
        errors.append(FieldError("notified_on", t("No puede estar en el futuro.", "It cannot be in the future.")))
    if given.is_final and at <= expiry_from(_find_notice(given, at), file.country):
        message = t(
            "Todavía se puede impugnar. Déjelo en blanco: contará cuando venza el plazo o se resuelva el recurso.",
            "It can still be contested. Leave it blank: it will count once the time is over or the remedy is resolved.",
        )
        errors.append(FieldError("is_final", message))
    if errors:
        raise BadInput(*errors)


def _find_notice(given: RecordAgeDetermination.Input, at: datetime) -> datetime:
    return start_of_day(given.notified_on) if given.notified_on else at


def _find_expiry(given: RecordAgeDetermination.Input, ctx: ActContext) -> datetime:
    return expiry_from(_find_notice(given, ctx.occurred_at), ctx.file.country)


def _correct_age(given: RecordAgeDetermination.Input) -> JsonObject:
    """Return the age from now on: the date that was shown, else the lowest."""
    if given.birth_date:
        return {"age_or_birth": {"birth_date": given.birth_date.isoformat(), "precision": "day"}}
    if given.age_low_years is None:
        return {}
    return {"age_or_birth": {"age_years": min(given.age_low_years, MAX_AGE_YEARS)}}
