"""The return plan: written over days, then approved by two people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from pydantic import AwareDatetime

from amparo.cases.act import ENVELOPE, ActContext, ActInput, Action, Effects, NewTask, Record, act
from amparo.cases.checks import WRITE_WHY, require_answers, run_all_checks
from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION, WHEREABOUTS
from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile
from amparo.ledger import clock
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.acts.parts import WHOLE_LIST_HINT, SiblingsPlan, ask_siblings_plan, ask_siblings_reason
from amparo.registry.checks import require_visible_cases
from amparo.registry.siblings import sibling_ids
from amparo.returns.journey import current_departure
from amparo.returns.plan import STOPPING_STEPS, Plan, unfinished_plan
from amparo.returns.voluntariness import is_return_determined, latest_wishes, list_missing
from amparo.ui.fields import LongText, Part, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_STEP = t("Cómo va el plan", "How the plan stands")
_JOURNEY = t("El viaje", "The journey")
_WILL = t("Voluntariedad", "Voluntariness")
_ARRIVAL = t("La llegada", "The arrival")
_COMPANY = t("Con quién y con qué viaja", "With whom and with what the child travels")
_WHY = t("Motivos", "Reasons")
_NEEDED_TO_SUBMIT = ("mode", "stages", "arrives_at", "receivers")
_NOT_A_SIBLING = t(
    "Elija hermanas o hermanos que consten en el expediente; si falta alguien, anótelo en Familia.",
    "Choose sisters or brothers who are on file; if somebody is missing, enter them under Family.",
)
_EXCLUDED_MODES = frozenset({"land", "air"})
_UNSAFE_TRANSPORT = frozenset({"jungle_crossing", "river_crossing", "lorry", "unknown"})


class PlannedStage(Part):
    """One stage of the journey."""

    from_place: ShortText = field(t("Desde", "From"), default=...)
    to_place: ShortText = field(t("Hasta", "To"), default=...)
    transport: Annotated[str, In("travel_means", but=_UNSAFE_TRANSPORT)] | None = field(t("En qué", "By what"))
    departs_at: AwareDatetime | None = field(t("Salida", "Departure"))
    arrives_at: AwareDatetime | None = field(t("Llegada", "Arrival"))


class Receiver(Part):
    """A person who waits for the child, on the way or at the destination."""

    role: Annotated[str, In("return_party")] = field(t("Quién es", "Who it is"), default=...)
    name: ShortText = field(t("Nombre", "Name"), default=...)
    where: ShortText | None = field(t("Dónde espera", "Where they wait"))
    phone: ShortText | None = field(t("Teléfono", "Telephone"))


class TravelDocument(Part):
    """A document that travels with the child."""

    kind: Annotated[str, In("document_type")] = field(t("Documento", "Document"), default=...)
    carried_by: ShortText | None = field(t("Quién lo lleva", "Who carries it"))


@act
class RecordReturnPlan(Record["RecordReturnPlan.Input"]):
    """Write the return plan, over days.

    A list replaces the earlier list. A change of the journey itself voids the approval.
    """

    code = "record_return_plan"
    proves = frozenset({"return_mode"})
    title = t("Plan de retorno: escribir", "Return plan: write")
    sets = frozenset({"return_plan", "return_plan_approved_at"})

    class Input(ActInput):
        """Only what is new; every other part stays as it was."""

        voluntary: Annotated[str, In("return_voluntariness")] | None = field(
            t("¿Es voluntario?", "Is it voluntary?"),
            group=_WILL,
            why=t(
                "Lo es si lo quiere con libertad e información, después de la determinación.",
                "It is if the child wants it freely and informed, after the determination.",
            ),
        )
        voluntariness_basis: LongText | None = field(
            t("Si no lo es: en qué de la determinación se apoya", "If not: what of the determination supports it"),
            group=_WILL,
            compartment=PROTECTION,
        )
        mode: Annotated[str, In("return_mode", but=_EXCLUDED_MODES)] | None = field(
            t("Modalidad", "Mode"),
            group=_JOURNEY,
            why=t("Un retorno por la fuerza no se aprueba nunca.", "A return by force is never approved."),
        )
        stages: list[PlannedStage] | None = field(
            t("Etapas del camino", "Stages of the way"),
            max_length=12,
            hint=WHOLE_LIST_HINT,
            compartment=WHEREABOUTS,
            group=_JOURNEY,
        )
        arrives_at: AwareDatetime | None = field(
            t("Llegada prevista", "Planned arrival"),
            group=_ARRIVAL,
            why=t(
                "En día y hora hábil de quien recibe.", "On a working day and in working hours of those who receive."
            ),
        )
        arrival_zone: Annotated[str, In("arrival_zone")] | None = field(
            t(
                "En México, Estados Unidos o Canadá: la hora de qué zona rige allá",
                "In Mexico, the United States or Canada: the time zone there",
            ),
            group=_ARRIVAL,
        )
        destination: ShortText | None = field(
            t("Municipio y lugar de destino", "Municipality and place of destination"),
            compartment=PROTECTION,
            group=_ARRIVAL,
        )
        receivers: list[Receiver] | None = field(
            t("Quiénes reciben", "Who receives"),
            max_length=10,
            hint=WHOLE_LIST_HINT,
            compartment=PROTECTION,
            group=_ARRIVAL,
        )
        travels_with: list[UUID] | None = field(
            t("Hermanas y hermanos que viajan juntos", "Sisters and brothers who travel together"),
            max_length=12,
            choose="sibling",
            group=_COMPANY,
        )
        documents: list[TravelDocument] | None = field(
            t("Documentos que lleva", "Documents taken along"), max_length=12, hint=WHOLE_LIST_HINT, group=_COMPANY
        )
        luggage: LongText | None = field(t("Equipaje y pertenencias", "Luggage and belongings"), group=_COMPANY)
        medicine: LongText | None = field(
            t("Medicinas y cuidados en el camino", "Medicine and care on the way"), compartment=HEALTH, group=_COMPANY
        )
        step: Annotated[str, In("return_plan_step")] | None = field(t("Paso", "Step"), group=_STEP)
        step_reason: LongText | None = field(
            t("Por qué no se aprueba o se cancela", "Why it is not approved, or is cancelled"), group=_STEP
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Check step, stages and siblings, and that the child is not on the way."""
        if current_departure(file):
            message = t(
                "La niña o niño va en camino: anote las etapas del viaje.",
                "The child is on the way: enter the stages of the journey.",
            )
            raise BadInput(FieldError("step", message))
        if not given.model_fields_set - ENVELOPE:
            raise BadInput(FieldError("mode", t("Diga qué se agrega o cambia.", "Say what is added or changed.")))
        if given.step in STOPPING_STEPS:
            require_answers(given, "step_reason", words=WRITE_WHY)
        run_all_checks(
            lambda: _check_siblings(given, file),
            lambda: _check_stage_order(given.stages or []),
            lambda: _check_completeness(given, file),
            lambda: _check_voluntariness(given, file),
        )

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """State whether the journey changes, for then the plan must be approved again."""
        plan = unfinished_plan(ctx.file) or Plan()
        is_revised = plan.is_changed_by(given.model_dump(mode="json", exclude_none=True))
        is_wish_missing = given.step == "submitted" and "child" not in latest_wishes(ctx.file)
        tasks = (NewTask("note_return_wish"),) if is_wish_missing else ()
        return Effects(tasks=tasks, added_answers={GENERAL: {"revised": is_revised}})


def _check_siblings(given: RecordReturnPlan.Input, file: CaseFile) -> None:
    companions = given.travels_with or []
    require_visible_cases({"travels_with": companions}, own=file.case_id)
    if set(companions) - sibling_ids(file):
        raise BadInput(FieldError("travels_with", _NOT_A_SIBLING))


def _check_stage_order(stages: list[PlannedStage]) -> None:
    latest: datetime | None = None
    for position, stage in enumerate(stages):
        for name in ("departs_at", "arrives_at"):
            instant = getattr(stage, name)
            if instant and latest and instant < latest:
                message = t(
                    "Es anterior a lo que va antes en el camino.", "It is before what comes earlier on the way."
                )
                raise BadInput(FieldError(f"stages.{position}.{name}", message))
            latest = instant or latest


def _check_completeness(given: RecordReturnPlan.Input, file: CaseFile) -> None:
    """Check that a submitted plan has its mode, stages, arrival and receivers."""
    if given.step != "submitted":
        return
    plan = unfinished_plan(file)
    answers = plan.answers if plan else {}
    missing = [name for name in _NEEDED_TO_SUBMIT if not getattr(given, name) and not answers.get(name)]
    if missing:
        message = t("Falta para presentarlo.", "Missing before it can be submitted.")
        raise BadInput(*(FieldError(name, message) for name in missing))


def _check_voluntariness(given: RecordReturnPlan.Input, file: CaseFile) -> None:
    """Check that the file shows what is noted of the wish to return."""
    plan, query = unfinished_plan(file) or Plan(), FactQuery(given.occurred_at or clock.now())
    known = plan.answers | given.model_dump(exclude_none=True)
    if known.get("mode") == "assisted_voluntary" and known.get("voluntary") == "not_voluntary":
        message = t("Esta modalidad es sólo de un retorno voluntario.", "This mode is only of a voluntary return.")
        raise BadInput(FieldError("mode" if given.mode else "voluntary", message))
    if given.voluntary is None:
        return
    if given.voluntary == "voluntary":
        missing = list_missing(file, query)
        if missing:
            message = t("Falta: {what}.", "Missing: {what}.", what="; ".join(missing))
            raise BadInput(FieldError("voluntary", message))
        return
    if not is_return_determined(file, query):
        message = t("Sin voluntad hace falta la determinación que eligió el retorno.",
                    "Without the wish, the determination that chose return is needed.")  # fmt: skip
        raise BadInput(FieldError("voluntary", message))
    if not known.get("voluntariness_basis"):
        raise BadInput(FieldError("voluntariness_basis", WRITE_WHY))


@act
class ApproveReturnPlan(Action["ApproveReturnPlan.Input"]):
    """Approve the return plan on file, with a second signature; valid for 30 days."""

    code = "approve_return_plan"
    meets = frozenset({"return_approval_expiry"})
    title = t("Aprobar el plan de retorno", "Approve the return plan")
    sets = frozenset({"return_plan", "return_plan_approved_at"})

    class Input(ActInput):
        """The grounds; the plan itself is on file."""

        reason_codes: list[Annotated[str, In("reason_code")]] | None = field(
            t("En qué se apoya", "Grounds"),
            max_length=12,
            group=_WHY,
            hint=t(
                "Costo, disuasión o control migratorio no bastan.",
                "Cost, deterrence or migration control are not enough.",
            ),
        )
        reasons: LongText | None = field(t("Por qué", "Why"), compartment=PROTECTION, group=_WHY)
        siblings_plan: SiblingsPlan | None = ask_siblings_plan()
        siblings_reason: LongText | None = ask_siblings_reason()
