"""Custody, care and where the child lives.

Detention is never care, under any name.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from django.db.models import Model

from amparo.cases.act import ActContext, ActInput, Action, Effects, NewTask, Record, act, every_answer
from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION, WHEREABOUTS
from amparo.cases.file import CaseFile
from amparo.cases.involvement import end_involvement, involve_agency
from amparo.directory import selectors as directory
from amparo.ledger.codes import Country, In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.protection import registers
from amparo.protection.placements import current_placement
from amparo.protection.steps import end_placement, end_registering_custody, list_provider_rows_to_lock, occupy_place
from amparo.registry.acts.parts import SiblingsPlan, ask_siblings_plan, ask_siblings_reason
from amparo.registry.siblings import sibling_ids
from amparo.ui.fields import LongText, Part, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_WHERE = t("Dónde", "Where")
_LEGAL_BASIS = t("Base legal", "Legal basis")
_RECEIVER = t("Quién recibe", "Who receives")
_CONFIRMATION = t("Lo que usted confirma", "What you confirm")
_HANDOVER_CONFIRMATIONS = frozenset({"receiver_accepted", "child_informed", "safe_transport"})


@act
class PlaceInCare(Action["PlaceInCare.Input"]):
    """Place the child in care: family first, siblings together, never in detention."""

    code = "place_in_care"
    meets = frozenset({"custody_exit", "custody_warning", "detention_review"})
    closes_tasks = frozenset({"change_placement", "replace_emergency_stay"})
    data_groups = every_answer("custody_status", "location")
    title = t("Dar cuidado alternativo", "Place in alternative care")
    sets = frozenset({"custody", "custody_since", "placement_since"})

    class Input(ActInput):
        """The provider and the legal basis; all else comes from the register."""

        provider: UUID = field(
            t("Lugar de cuidado", "Place of care"),
            default=...,
            choose="provider",
            group=_WHERE,
            compartment=WHEREABOUTS,
        )
        fit_reason: LongText | None = field(
            t("Si consta que no corresponde: por qué sí", "If it is shown not to suit: why it does"),
            group=_WHERE,
            compartment=WHEREABOUTS,
        )
        where: LongText | None = field(
            t("Dirección y cómo llegar", "Address and how to get there"), group=_WHERE, compartment=WHEREABOUTS
        )
        legal_basis: Annotated[str, In("legal_basis", but=frozenset({"none"}))] | None = field(
            _LEGAL_BASIS, group=_LEGAL_BASIS
        )
        legal_basis_reason: LongText | None = field(
            t("Cuál, y por qué aplica", "Which one, and why it applies"), group=_LEGAL_BASIS
        )
        siblings_plan: SiblingsPlan | None = ask_siblings_plan()
        siblings_reason: LongText | None = ask_siblings_reason()
        note: LongText | None = field(
            t("Indicaciones para quien cuida", "Instructions for the carers"), compartment=WHEREABOUTS
        )

    def rows_to_lock(self, file: CaseFile, given: Input) -> list[tuple[type[Model], UUID]]:
        """Return the chosen provider, and that of the present placement."""
        return [*list_provider_rows_to_lock(file, given.provider)]

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that the provider is active."""
        registers.find_provider(given.provider)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Take the place, free the former one, and involve the carers."""
        end_placement(case, ctx.file, at=ctx.at)
        provider = occupy_place(given.provider)
        if provider.agency_id:
            involve_agency(case, provider.agency_id, "care", at=ctx.at, compartments=frozenset({WHEREABOUTS}))
        end_registering_custody(case, ctx.file, "protection_authority", at=ctx.at)
        tasks = []
        if given.siblings_plan == "together" and sibling_ids(ctx.file):
            tasks.append(NewTask("keep_siblings_together"))
        if provider.placement_type == "emergency_short":
            tasks.append(NewTask("replace_emergency_stay"))
        whereabouts = {"provider_name": provider.name, "placement_type": provider.placement_type}
        return Effects(
            tasks=tuple(tasks), added_answers={GENERAL: {"custody": "protection_authority"}, WHEREABOUTS: whereabouts}
        )


@act
class TransferCustody(Action["TransferCustody.Input"]):
    """Hand the child over to another authority of this country, or to verified family."""

    code = "transfer_custody"
    meets = frozenset({"custody_exit", "custody_warning", "detention_review"})
    data_groups = every_answer("custody_status")
    title = t("Cambiar de custodia", "Transfer custody")
    sets = frozenset({"custody", "custody_since", "placement_since"})

    class Input(ActInput):
        """The receiver and the confirmations; the hand-over has a record of its own."""

        to_custody: Annotated[str, In("to_custody")] = field(
            t("Quién tendrá a la niña, niño o adolescente", "Who will have the child"), default=..., group=_RECEIVER
        )
        to_institution: UUID | None = field(
            t("Institución", "Institution"), choose="institution", group=_RECEIVER, compartment=WHEREABOUTS
        )
        to_country: Country | None = field(t("En qué país", "In which country"), group=_RECEIVER)
        receiver_name: ShortText | None = field(
            t("Persona que recibe", "Person who receives"), group=_RECEIVER, compartment=WHEREABOUTS
        )
        place: LongText | None = field(t("Lugar y hora", "Place and time"), group=_RECEIVER, compartment=WHEREABOUTS)
        confirmations: list[Annotated[str, In("confirmation", only=_HANDOVER_CONFIRMATIONS)]] | None = field(
            t("Confirmo que", "I confirm that"), group=_CONFIRMATION, max_length=3
        )
        siblings_plan: SiblingsPlan | None = ask_siblings_plan()
        siblings_reason: LongText | None = ask_siblings_reason()

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that a receiving institution is active."""
        if given.to_institution:
            directory.get_institution(given.to_institution, path="to_institution")

    def rows_to_lock(self, file: CaseFile, given: Input) -> list[tuple[type[Model], UUID]]:
        """Return the provider of the present placement."""
        return [*list_provider_rows_to_lock(file)]

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Give custody to the receiver, and leave the former holder its own entries."""
        end_involvement(case, "custody", at=ctx.at, keep_own=True)
        if given.to_institution:
            receiver = directory.get_institution(given.to_institution, path="to_institution")
            if receiver.agency_id:
                involve_agency(case, receiver.agency_id, "custody", at=ctx.at)
        end_registering_custody(case, ctx.file, given.to_custody, at=ctx.at)
        return Effects(added_answers={GENERAL: {"custody": given.to_custody}})


@act
class RecordHandover(Record["RecordHandover.Input"]):
    """State how the child was handed over, by whom and to whom."""

    code = "record_handover"
    proves = frozenset({"handover_record"})
    data_groups = every_answer("custody_status")
    title = t("Acta de entrega", "Hand-over record")

    class Input(ActInput):
        """Health, belongings, documents and both persons, without which it does not count."""

        health_state: Annotated[str, In("handover_state")] | None = field(t("Cómo está de salud", "State of health"))
        health_note: LongText | None = field(t("Detalles de salud", "Details on health"), compartment=HEALTH)
        belongings: LongText | None = field(t("Pertenencias, una por una", "Belongings, one by one"))
        documents: LongText | None = field(t("Documentos que se entregan", "Documents handed over"))
        handed_over_by: ShortText | None = field(t("Entrega (nombre y cargo)", "Handed over by (name and post)"))
        received_by: ShortText | None = field(
            t("Recibe (nombre y cargo)", "Received by (name and post)"), compartment=WHEREABOUTS
        )
        place: ShortText | None = field(t("Lugar", "Place"), compartment=WHEREABOUTS)
        child_said: LongText | None = field(
            t("Qué dijo la niña, niño o adolescente", "What the child said"), compartment=PROTECTION
        )


class CareOption(Part):
    """A less restrictive option, and why it is not used."""

    option: Annotated[str, In("care_option")] = field(t("Opción", "Option"), default=...)
    why_not: Annotated[str, In("option_discarded")] = field(t("Por qué no", "Why not"), default=...)
    reason: LongText = field(t("Motivo, en concreto", "The reason, in concrete terms"), default=...)


@act
class RecordCareOptions(Record["RecordCareOptions.Input"]):
    """State which family and community care was considered, and why not used."""

    code = "record_care_options"
    proves = frozenset({"placement_conditions"})
    title = t("Opciones de cuidado consideradas", "Options of care considered")
    compartment = PROTECTION

    class Input(ActInput):
        """Each option with its reason."""

        options: list[CareOption] = field(
            t("Opciones descartadas", "Options discarded"), default=..., min_length=1, max_length=10
        )
        preferred: LongText | None = field(t("Qué prefiere la niña, niño o adolescente", "What the child prefers"))


@act
class RecordMeasureRequest(Record["RecordMeasureRequest.Input"]):
    """State that a protection measure was requested of the authority that issues it."""

    code = "record_measure_request"
    proves = frozenset({"placement_conditions"})
    title = t("Solicitud de medida de protección", "Request for a protection measure")

    class Input(ActInput):
        """The authority, the measure, and the reference."""

        requested_of: ShortText = field(t("A quién se solicitó", "Of whom it was requested"), default=...)
        measure: LongText = field(t("Qué medida", "Which measure"), default=...)
        reference: ShortText | None = field(t("Número o folio", "Number or reference"))


@act
class RecordPlacementReview(Record["RecordPlacementReview.Input"]):
    """State the result of a review of the placement, held with the child.

    Due after 72 hours, then every three months.
    """

    code = "record_placement_review"
    meets = frozenset({"placement_review", "placement_review_periodic"})
    data_groups = every_answer("location")
    title = t("Revisión del cuidado", "Review of the placement")
    sets = frozenset({"placement_reviewed_at"})

    class Input(ActInput):
        """The result, what the child said, and what was found."""

        result: Annotated[str, In("review_result")] = field(t("Resultado", "Result"), default=...)
        child_said: LongText | None = field(
            t("Qué dijo la niña, niño o adolescente, a solas", "What the child said, in private"),
            compartment=PROTECTION,
            why=t("Quien cuida no lo lee.", "Those who care do not read it."),
        )
        findings: LongText | None = field(t("Qué se encontró", "What was found"), compartment=PROTECTION)
        next_on: date | None = field(t("Próxima revisión", "Next review"))

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that there is a placement to review."""
        if current_placement(file) is None:
            message = t("No hay un lugar de cuidado que revisar.", "There is no placement to review.")
            raise BadInput(FieldError("result", message))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create a supervisor's task for a change that is needed."""
        if given.result != "change_needed":
            return Effects()
        return Effects(tasks=(NewTask("change_placement", role="protection_supervisor"),))


@act
class RecordProtectionNotified(Record["RecordProtectionNotified.Input"]):
    """State that the child protection authority was notified of the child."""

    code = "record_protection_notified"
    meets = frozenset({"notify_protection"})
    title = t("Aviso a la autoridad de protección", "Protection authority notified")
    sets = frozenset({"protection_notified_at"})

    class Input(ActInput):
        """The person notified, the means, and their answer."""

        told: ShortText = field(t("A quién se avisó (nombre y cargo)", "Who was told (name and post)"), default=...)
        how: ShortText | None = field(t("Por qué medio", "By which means"))
        answer: LongText | None = field(t("Qué respondió", "What they answered"))
