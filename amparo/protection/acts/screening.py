"""Screening: observed and asked items, and the conclusions from them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from amparo.cases.access import find_responsible
from amparo.cases.act import ActContext, ActInput, Action, Effects, NewTask, Record, act, every_answer
from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION, TRAFFICKING, Compartment
from amparo.cases.file import CaseFile
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import AnyCountry, In, YesNoUnknown
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.protection.age import age_at
from amparo.protection.screening.items import screening_items
from amparo.ui.fields import LongText, Part, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_UNWANTED_COMPANION = "uasc.asked.05"
_PROCEDURE = t("Cómo se hizo", "How it was done")
_SIGNS = t("Señales y respuestas", "Signs and answers")
_CONCLUSIONS = t("Lo que usted concluye", "What you conclude")
_DANGER = t("Peligro", "Danger")
_UNSUITABLE_QUESTION = t(
    "Esta pregunta no es para su edad: use lo observado.", "This question is not for this age: use what is observed."
)


RaisedTrafficking = Annotated[
    str, In("trafficking", but=frozenset({"not_screened", "no_indicators", "confirmed", "ruled_out"}))
]


class Answer(Part):
    """The answer to one item: present, absent, unknown, or declined by the child."""

    item: Annotated[str, In("screening_item")] = field(t("Señal o pregunta", "Sign or question"), default=...)
    answer: Annotated[str, In("screening_answer")] = field(t("Respuesta", "Answer"), default=...)
    note: LongText | None = field(t("Qué vio o qué dijo", "What you saw or what the child said"))


class StatedProfile(Part):
    """A profile that a person adds or withdraws, and why."""

    profile: Annotated[str, In("vulnerability_profile")] = field(t("Perfil", "Profile"), default=...)
    reason: LongText = field(t("Por qué", "Why"), default=...)


@act
class Screen(Action["Screen.Input"]):
    """Screen for needs of protection: observe, ask what suits the age, conclude.

    It may be done in several sittings; the latest answer to each item counts. A screening raises signs and never lowers
    them.
    """

    code = "screen"
    meets = frozenset({
        "contiguous_determination", "emergency_regularise", "screening_complete", "screening_initial",
    })  # fmt: skip
    closes_tasks = frozenset({"screening_follow_up"})
    title = t("Identificar necesidades de protección", "Screen for protection needs")
    compartment = PROTECTION
    reopens = frozenset({"risk", "asylum", "health"})
    sets = frozenset({
        "screening", "screening_at", "profiles", "immediate_danger", "fear_of_return", "persecution_agent",
        "feared_countries", "companion_risk", "trafficking", "protection_signal_at",
    })  # fmt: skip

    class Input(ActInput):
        """Nothing is presumed: what was neither seen nor asked stays blank."""

        private_space: bool | None = field(
            t("Es un lugar privado, sin acompañantes", "The place is private, without companions"),
            group=_PROCEDURE,
            compartment=GENERAL,
        )
        band: Annotated[str, In("form_band")] | None = field(
            t("Formulario que se usó", "Form that was used"), group=_PROCEDURE, compartment=GENERAL
        )
        language: Annotated[str, In("language")] | None = field(
            t("En qué idioma se preguntó", "In which language it was asked"), group=_PROCEDURE, compartment=GENERAL
        )
        interpreter: UUID | None = field(
            t("Quién interpretó", "Who interpreted"), group=_PROCEDURE, compartment=GENERAL, choose="interpreter"
        )
        answers: list[Answer] | None = field(t("Respuestas", "Answers"), group=_SIGNS, max_length=100)
        follow_up_on: date | None = field(
            t("Cuándo se volverá a preguntar lo que no se sabe", "When what is not known will be asked again"),
            group=_SIGNS,
            compartment=GENERAL,
        )
        immediate_danger: YesNoUnknown | None = field(
            t("¿Hay peligro ahora para su vida, seguridad o salud?", "Is there danger now to life, safety or health?"),
            group=_DANGER,
            compartment=GENERAL,
        )
        urgent: LongText | None = field(t("Qué urge", "What is urgent"), group=_DANGER)
        fear_of_return: YesNoUnknown | None = field(
            t("¿Teme volver?", "Is the child afraid to return?"),
            group=_CONCLUSIONS,
            hint=t("«No» sólo cuenta si se preguntó.", "“No” counts only if it was asked."),
        )
        persecution_agent: Annotated[str, In("persecution_agent")] | None = field(
            t("De quién teme daño", "From whom harm is feared"), group=_CONCLUSIONS
        )
        feared_countries: list[AnyCountry] | None = field(
            t("Países que teme", "Countries that are feared"), group=_CONCLUSIONS, max_length=10
        )
        companion_risk: YesNoUnknown | None = field(
            t("¿Quien acompaña controla, daña o explota?", "Does the companion control, harm or exploit?"),
            group=_CONCLUSIONS,
        )
        trafficking: RaisedTrafficking | None = field(
            t("A su juicio profesional, ¿hay trata?", "In your professional judgement, is there trafficking?"),
            group=_CONCLUSIONS,
            compartment=TRAFFICKING,
            hint=t("Puede elevar lo que dicen las señales, no bajarlo.", "You may raise what signs say, not lower it."),
        )
        profiles: list[StatedProfile] | None = field(
            t("Perfiles que usted reconoce", "Profiles that you recognise"), group=_CONCLUSIONS, max_length=45
        )
        profiles_withdrawn: list[StatedProfile] | None = field(
            t("Perfiles que ya no corresponden", "Profiles that no longer apply"), group=_CONCLUSIONS, max_length=45
        )

    def split_by_compartment(self, given: Input) -> dict[Compartment, JsonObject]:
        """Return each answer in the compartment of its item, as `answers_<compartment>`."""
        parts = super().split_by_compartment(given)
        for answer in parts.get(PROTECTION, {}).pop("answers", []):
            compartment = screening_items()[answer["item"]].compartment
            parts.setdefault(compartment, {}).setdefault(f"answers_{compartment}", []).append(answer)
        return {compartment: part for compartment, part in parts.items() if part}

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that each item is answered once and suits the child's age."""
        age = age_at(file, given.occurred_at or clock.now())
        errors: list[FieldError] = []
        answered: set[str] = set()
        for position, answer in enumerate(given.answers or []):
            path = f"answers.{position}.item"
            if answer.item in answered:
                errors.append(FieldError(path, t("Ya respondió esta señal.", "Answered already.")))
            answered.add(answer.item)
            if not screening_items()[answer.item].may_be_used_at(age):
                errors.append(FieldError(path, _UNSUITABLE_QUESTION))
        if errors:
            raise BadInput(*errors)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create a task to ask again; state the risk by an unwanted companion."""
        answers = {answer.item: answer.answer for answer in given.answers or []}
        is_companion_unwanted = answers.get(_UNWANTED_COMPANION) == "present" and given.companion_risk is None
        return Effects(
            tasks=_build_follow_up_tasks(answers, given.follow_up_on),
            added_answers={PROTECTION: {"companion_risk": "yes"}} if is_companion_unwanted else {},
        )


def _build_follow_up_tasks(answers: dict[str, str], follow_up_on: date | None) -> tuple[NewTask, ...]:
    unknown = [screening_items()[code] for code, answer in answers.items() if answer == "unknown"]
    if follow_up_on is None or not unknown:
        return ()
    task = NewTask(
        "screening_follow_up",
        due_at=_compute_morning(follow_up_on),
        detail={"sections": sorted({item.group for item in unknown})},
        compartments=frozenset(item.compartment for item in unknown),
    )
    return (task,)


def _compute_morning(day: date) -> datetime:
    return datetime.combine(day, time(9), ZoneInfo(settings.NODE_TIME_ZONE))


@act
class CompleteScreening(Action["CompleteScreening.Input"]):
    """Complete the screening; what the law asks is counted from the answers on file."""

    code = "complete_screening"
    meets = frozenset({"screening_complete"})
    title = t("Dar por completo el tamizaje", "Mark the screening complete")
    sets = frozenset({"screening", "screening_at"})

    class Input(ActInput):
        """A remark; the answers are on file."""

        note: LongText | None = field(t("Observaciones", "Remarks"), compartment=PROTECTION)


class Need(Part):
    """One urgent need, and whether it was attended."""

    need: Annotated[str, In("need")] = field(t("Necesidad", "Need"), default=...)
    state: Annotated[str, In("need_state")] = field(t("¿Se atendió?", "Was it attended?"), default=...)
    how: LongText | None = field(t("Cómo, o qué falta", "How, or what is missing"))


@act
class RecordUrgentNeeds(Record["RecordUrgentNeeds.Input"]):
    """State the urgent needs: water, food, rest, health; before any question."""

    code = "record_urgent_needs"
    closes_tasks = frozenset({"urgent_needs"})
    data_groups = every_answer("health", "health_urgent")
    title = t("Necesidades urgentes", "Urgent needs")
    compartment = HEALTH
    reopens = frozenset({"health"})
    sets = frozenset({"urgent_needs_attended"})

    class Input(ActInput):
        """The needs found, each attended or pending; or that none was found."""

        needs: list[Need] | None = field(t("Necesidades", "Needs"), max_length=20)
        none_found: bool | None = field(
            t("Se revisó y no tiene necesidades urgentes", "Checked: the child has no urgent needs")
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that there are either needs or none."""
        if bool(given.needs) == bool(given.none_found):
            message = t("Anote las necesidades, o diga que no hay.", "Enter the needs, or say that there are none.")
            raise BadInput(FieldError("needs", message))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create a task, due now, for the pending needs."""
        pending = sorted({need.need for need in given.needs or [] if need.state == "pending"})
        if not pending:
            return Effects()
        task = NewTask("urgent_needs", due_at=ctx.at, detail={"needs": pending}, compartments=frozenset({HEALTH}))
        return Effects(tasks=(task,))


@act
class RecordDanger(Record["RecordDanger.Input"]):
    """State whether the child is in danger now; everybody who sees the case may."""

    code = "record_danger"
    closes_tasks = frozenset({"immediate_danger"})
    warns = True
    title = t("Peligro inmediato", "Immediate danger")
    reopens = frozenset({"risk"})
    sets = frozenset({"immediate_danger"})

    class Input(ActInput):
        """Whether there is danger, and which."""

        immediate_danger: YesNoUnknown = field(
            t("¿Hay peligro ahora para su vida, seguridad o salud?", "Is there danger now to life, safety or health?"),
            default=...,
        )
        what: LongText | None = field(t("Qué ocurre", "What is happening"), compartment=PROTECTION)

    def require_author(self, file: CaseFile, given: Input, by: Actor) -> None:
        """Let everybody state a danger, and not everybody that it is over.

        That is said by who stated it, and by who answers for the child.
        """
        if given.immediate_danger == "yes":
            return
        responsible = find_responsible(file.case_id).agency
        if _stand_dangers(file, responsible) - {by.agency} and by.agency != responsible:
            words = t("Hay un peligro anotado. Que terminó lo dice quien lo anotó o quien responde por la NNA.",
                      "A danger is on file. Who stated it, or who answers for the child, says that it is over.",
                      )  # fmt: skip
            raise BadInput(FieldError("immediate_danger", words))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create a task, due now, for a danger."""
        if given.immediate_danger != "yes":
            return Effects()
        return Effects(tasks=(NewTask("immediate_danger", due_at=ctx.at),))


def _stand_dangers(file: CaseFile, responsible: UUID | None) -> set[UUID | None]:
    """Return the institutions whose danger stands.

    Neither they themselves nor who answers for the child said that it is over.
    """
    standing: set[UUID | None] = set()
    for entry in file.all(RecordDanger.code):
        if entry["immediate_danger"] == "yes":
            standing.add(entry.agency)
        else:
            standing = set() if entry.agency == responsible else standing - {entry.agency}
    return standing
