"""Preparations of a journey.

Who receives the child, fitness to travel, the escort.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime

from amparo.cases.act import ActInput, Record, act, every_answer
from amparo.cases.checks import require_answers
from amparo.cases.compartments import HEALTH, PROTECTION
from amparo.cases.file import CaseFile
from amparo.cases.perform import MAX_POSTDATING
from amparo.ledger import clock
from amparo.ledger.codes import In, YesNoUnknown
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui.fields import LongText, Part, ShortText, field

_RECEPTION = t("Quién y cuándo recibe", "Who receives, and when")
_NIGHT = t("Con quién queda esa misma noche", "With whom the child is that same night")
_HOURS = t("Fuera de horario", "Out of hours")
_ADMISSION = t("Si no consta su nacionalidad", "If no nationality is shown")
_EXAMINED = t("Examen", "Examination")
_OPINION = t("Dictamen de especialista", "Specialist opinion")
_NONE = frozenset({"none"})


@act
class RecordReceptionAccepted(Record["RecordReceptionAccepted.Input"]):
    """State whether, where and when the country of origin agreed to receive the child."""

    code = "record_reception_accepted"
    proves = frozenset({"admission_guaranteed", "out_of_hours_accepted"})
    title = t("Recepción en origen: acuerdo", "Reception in origin: agreement")
    sets = frozenset({"origin_reception", "receiver_kind", "receiver_vetted"})

    class Input(ActInput):
        """The answer of origin, and who will have the child that night."""

        origin_reception: Annotated[str, In("origin_reception", but=_NONE)] | None = field(
            t("En qué queda", "Where it stands"), group=_RECEPTION
        )
        authority: ShortText | None = field(t("Qué autoridad", "Which authority"), group=_RECEPTION)
        officer: ShortText | None = field(
            t("Persona que recibe, con su función", "Officer who receives, and their function"),
            compartment=PROTECTION,
            group=_RECEPTION,
        )
        place: ShortText | None = field(t("Dónde", "Where"), compartment=PROTECTION, group=_RECEPTION)
        received_at: AwareDatetime | None = field(t("Día y hora", "Day and hour"), group=_RECEPTION)
        told_by: ShortText | None = field(t("Quién lo informó", "Who told"), group=_RECEPTION)
        receiver_kind: Annotated[str, In("receiver_kind")] | None = field(
            t("Con quién queda", "With whom"), group=_NIGHT
        )
        receiver: ShortText | None = field(
            t("Nombre y documento", "Name and document"), compartment=PROTECTION, group=_NIGHT
        )
        receiver_vetted: YesNoUnknown | None = field(
            t("¿Se evaluó a esa persona o servicio?", "Was that person or service vetted?"), group=_NIGHT
        )
        vetted_by: ShortText | None = field(t("Quién la evaluó y cuándo", "Who vetted them, and when"), group=_NIGHT)
        out_of_hours_accepted: bool | None = field(
            t("Aceptan por escrito recibir fuera de horario", "They accept in writing to receive out of hours"),
            group=_HOURS,
        )
        out_of_hours_writing: LongText | None = field(
            t("Qué escrito, de quién y de qué fecha", "Which writing, whose, and of which day"), group=_HOURS
        )
        admission_guaranteed: bool | None = field(
            t("Garantizan su admisión", "They guarantee admission"), group=_ADMISSION
        )
        admission_document: LongText | None = field(t("Con qué documento", "By which document"), group=_ADMISSION)

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that each answer has the details that it needs."""
        if given.origin_reception == "confirmed":
            require_answers(given, "authority", "officer", "place", "received_at")
        if given.origin_reception == "refused":
            require_answers(given, "authority")
        if given.receiver or given.receiver_vetted:
            require_answers(given, "receiver_kind")
        if given.receiver_vetted == "yes":
            require_answers(given, "receiver", "vetted_by")
        if given.out_of_hours_accepted:
            require_answers(given, "out_of_hours_writing", "received_at")
        if given.admission_guaranteed:
            require_answers(given, "admission_document")


@act
class RecordFitnessToTravel(Record["RecordFitnessToTravel.Input"]):
    """State whether a health professional found the child fit to travel.

    Valid for 72 hours from the examination.
    """

    code = "record_fitness_to_travel"
    proves = frozenset({"medical_opinion"})
    meets = frozenset({"fit_to_travel_expiry"})
    data_groups = every_answer("health")
    title = t("Aptitud para viajar", "Fitness to travel")
    compartment = HEALTH
    reopens = frozenset({"health"})
    sets = frozenset({"fit_to_travel", "fit_to_travel_at"})

    class Input(ActInput):
        """The examination, and the specialist's opinion where one is needed."""

        fit_to_travel: YesNoUnknown | None = field(t("¿Puede viajar?", "Fit to travel?"), group=_EXAMINED)
        examined_by: ShortText | None = field(
            t("Quién examinó, con su cédula profesional", "Who examined, with their licence"), group=_EXAMINED
        )
        examined_at: AwareDatetime | None = field(t("Cuándo", "When"), group=_EXAMINED)
        conditions: LongText | None = field(t("Condiciones y cuidados", "Conditions and care"), group=_EXAMINED)
        opinion: Annotated[str, In("medical_opinion")] | None = field(
            t("Qué dictamina", "The opinion"),
            group=_OPINION,
            why=t(
                "Lo exigen enfermedad grave, embarazo, discapacidad y malestar emocional intenso.",
                "Serious illness, pregnancy, disability and mental distress require one.",
            ),
        )
        specialist: ShortText | None = field(
            t("De quién, con su especialidad", "Whose, with their specialty"), group=_OPINION
        )
        opinion_on: date | None = field(t("De qué fecha", "Of which day"), group=_OPINION)

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that examination and opinion have their authors and are not in the future."""
        if given.fit_to_travel is None and given.opinion is None:
            require_answers(given, "fit_to_travel")
        if given.fit_to_travel == "yes":
            require_answers(given, "examined_by", "examined_at")
        if given.examined_at and given.examined_at > clock.now() + MAX_POSTDATING:
            raise BadInput(FieldError("examined_at", t("No puede estar en el futuro.", "It cannot be in the future.")))
        if given.opinion:
            require_answers(given, "specialist")


class EscortPerson(Part):
    """One person who escorts the child."""

    name: ShortText = field(t("Nombre", "Name"), default=...)
    institution: ShortText | None = field(t("Institución", "Institution"))
    trained: bool | None = field(t("Con formación para acompañar a NNA", "Trained to escort children"))


@act
class RecordEscort(Record["RecordEscort.Input"]):
    """State who travels with the child, or why nobody needs to."""

    code = "record_escort"
    title = t("Acompañamiento en el viaje", "Escort")
    sets = frozenset({"escort"})

    class Input(ActInput):
        """The escort and their training; without an escort, the reason."""

        escort: Annotated[str, In("escort")] = field(t("Quién acompaña", "Escort"), default=...)
        people: list[EscortPerson] | None = field(t("Personas", "People"), max_length=6, compartment=PROTECTION)
        reason: LongText | None = field(
            t("Si no se necesita: por qué", "If not needed: why"),
            compartment=PROTECTION,
            hint=t(
                "Desde los 16 años, y sólo con la autorización de una supervisora o supervisor.",
                "From the age of 16, and only where a supervisor allows it.",
            ),
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that an escort is named and trained, or that its absence has a reason."""
        if given.escort == "not_needed":
            require_answers(given, "reason")
        if given.escort in {"assigned", "assigned_same_sex"}:
            require_answers(given, "people")
            if not any(person.trained for person in given.people or ()):
                message = t("Una de las personas debe tener formación.", "One of the people must be trained.")
                raise BadInput(FieldError("people", message))


@act
class RecordIndependentDecision(Record["RecordIndependentDecision.Input"]):
    """State whether a child of a contiguous country can decide independently.

    A second person signs it.
    """

    code = "record_independent_decision"
    proves = frozenset({"independent_decision"})
    title = t("Decisión propia, país contiguo", "Independent decision, contiguous country")
    compartment = PROTECTION

    class Input(ActInput):
        """The answer, who assessed it, and how."""

        can_decide: YesNoUnknown = field(
            t("¿Puede decidir por su cuenta retirar su solicitud?", "Can the child decide on their own to withdraw?"),
            default=...,
        )
        assessed_by: ShortText = field(t("Quién lo valoró", "Who assessed it"), default=...)
        how: LongText = field(
            t("Cómo se valoró y qué dijo", "How it was assessed, and what the child said"), default=...
        )

    def needs_signature(self, file: CaseFile, given: Input) -> bool:
        """Return whether a second person signs: always."""
        return True
