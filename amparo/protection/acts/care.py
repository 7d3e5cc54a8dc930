"""Who has the child and where they live. Detention is never care, under any name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from django.db.models import Model

from amparo.cases.act import ActContext, ActInput, Action, Effects, NewTask, Record, act
from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION, WHEREABOUTS
from amparo.cases.file import CaseFile
from amparo.cases.involvement import end_involvement, involve_agency
from amparo.directory import selectors as directory
from amparo.ledger.codes import Country, In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.protection import registers
from amparo.protection.placements import placement_of
from amparo.protection.steps import leave_custody, leave_placement, placement_rows, take_place
from amparo.registry.acts.parts import SiblingsPlan, ask_siblings_plan, ask_siblings_reason
from amparo.registry.siblings import siblings_in
from amparo.ui.fields import LongText, Part, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_WHERE = t("Dónde", "Where")
_BASIS = t("Base legal", "Legal basis")
_RECEIVER = t("Quién recibe", "Who receives")
_CONFIRMED = t("Lo que usted confirma", "What you confirm")
_ON_HANDING_OVER = frozenset({"receiver_accepted", "child_informed", "safe_transport"})


@act
class PlaceInCare(Action["PlaceInCare.Input"]):
    """Place the child with a provider of care: family before institution, siblings together, never a closed door."""

    code = "place_in_care"
    closes_tasks = frozenset({"change_placement", "replace_emergency_stay"})
    title = t("Dar cuidado alternativo", "Place in alternative care")
    sets = frozenset({"custody", "custody_since", "placement_since"})

    class Input(ActInput):
        """Where, and on which basis. Licence, free places and fit come from the directory."""

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
        )  # fmt: skip
        where: LongText | None = field(
            t("Dirección y cómo llegar", "Address and how to get there"), group=_WHERE, compartment=WHEREABOUTS
        )
        legal_basis: Annotated[str, In("legal_basis", but=frozenset({"none"}))] | None = field(_BASIS, group=_BASIS)
        legal_basis_reason: LongText | None = field(
            t("Cuál, y por qué aplica", "Which one, and why it applies"), group=_BASIS
        )
        siblings_plan: SiblingsPlan | None = ask_siblings_plan()
        siblings_reason: LongText | None = ask_siblings_reason()
        note: LongText | None = field(
            t("Indicaciones para quien cuida", "Instructions for the carers"), compartment=WHEREABOUTS
        )

    def rows_to_lock(self, file: CaseFile, given: Input) -> list[tuple[type[Model], UUID]]:
        """Return the provider, and the one where the child lived."""
        return [*placement_rows(file, given.provider)]

    def check(self, file: CaseFile, given: Input) -> None:
        """The provider must be active in the directory."""
        registers.provider(given.provider)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Take the place, give back the former one, and let those who care see the case."""
        leave_placement(case, ctx.file, at=ctx.at)
        provider = take_place(given.provider)
        if provider.agency_id:
            involve_agency(case, provider.agency_id, "care", at=ctx.at)
        leave_custody(case, ctx.file, "protection_authority", at=ctx.at)
        tasks = []
        if given.siblings_plan == "together" and siblings_in(ctx.file):
            tasks.append(NewTask("keep_siblings_together"))
        if provider.placement_type == "emergency_short":
            tasks.append(NewTask("replace_emergency_stay"))
        where = {"provider_name": provider.name, "placement_type": provider.placement_type}
        return Effects(
            tasks=tuple(tasks), more_stated={GENERAL: {"custody": "protection_authority"}, WHEREABOUTS: where}
        )


@act
class TransferCustody(Action["TransferCustody.Input"]):
    """Hand the child over to another authority of this country, or to verified family."""

    code = "transfer_custody"
    title = t("Cambiar de custodia", "Transfer custody")
    sets = frozenset({"custody", "custody_since", "placement_since"})

    class Input(ActInput):
        """To whom, under which confirmations. The record of hand-over is a record of its own."""

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
        confirmations: list[Annotated[str, In("confirmation", only=_ON_HANDING_OVER)]] | None = field(
            t("Confirmo que", "I confirm that"), group=_CONFIRMED, max_length=3
        )
        siblings_plan: SiblingsPlan | None = ask_siblings_plan()
        siblings_reason: LongText | None = ask_siblings_reason()

    def check(self, file: CaseFile, given: Input) -> None:
        """A receiving institution must be in the directory."""
        if given.to_institution:
            directory.institution(given.to_institution, path="to_institution")

    def rows_to_lock(self, file: CaseFile, given: Input) -> list[tuple[type[Model], UUID]]:
        """Return the provider where the child lived."""
        return [*placement_rows(file)]

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Whoever receives sees the case; whoever had custody before keeps what they wrote. The place is given back."""
        end_involvement(case, "custody", at=ctx.at, keep_own=True)
        if given.to_institution:
            receiver = directory.institution(given.to_institution, path="to_institution")
            if receiver.agency_id:
                involve_agency(case, receiver.agency_id, "custody", at=ctx.at)
        leave_custody(case, ctx.file, given.to_custody, at=ctx.at)
        return Effects(more_stated={GENERAL: {"custody": given.to_custody}})


@act
class RecordHandover(Record["RecordHandover.Input"]):
    """The record of handing a child over: how they are, what they carry, who gives and who receives."""

    code = "record_handover"
    title = t("Acta de entrega", "Hand-over record")

    class Input(ActInput):
        """It counts once health, belongings, documents and both persons are written down."""

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
    """Which forms of family and community care were looked for, and why each was discarded."""

    code = "record_care_options"
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
    """A protection measure was requested of the authority that issues it."""

    code = "record_measure_request"
    title = t("Solicitud de medida de protección", "Request for a protection measure")

    class Input(ActInput):
        """Of whom, when, under which reference."""

        requested_of: ShortText = field(t("A quién se solicitó", "Of whom it was requested"), default=...)
        measure: LongText = field(t("Qué medida", "Which measure"), default=...)
        reference: ShortText | None = field(t("Número o folio", "Number or reference"))


@act
class RecordPlacementReview(Record["RecordPlacementReview.Input"]):
    """The placement was looked at again, with the child: after 72 hours, then every three months."""

    code = "record_placement_review"
    title = t("Revisión del cuidado", "Review of the placement")
    sets = frozenset({"placement_reviewed_at"})

    class Input(ActInput):
        """What was found."""

        result: Annotated[str, In("review_result")] = field(t("Resultado", "Result"), default=...)
        child_said: LongText | None = field(
            t("Qué dijo la niña, niño o adolescente, a solas", "What the child said, in private"),
            compartment=PROTECTION,
            why=t("Quien cuida no lo lee.", "Those who care do not read it."),
        )
        findings: LongText | None = field(t("Qué se encontró", "What was found"), compartment=PROTECTION)
        next_on: date | None = field(t("Próxima revisión", "Next review"))

    def check(self, file: CaseFile, given: Input) -> None:
        """There must be a placement to review."""
        if placement_of(file) is None:
            words = t("No hay un lugar de cuidado que revisar.", "There is no placement to review.")
            raise BadInput(FieldError("result", words))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """A change that is needed is a supervisor's task."""
        if given.result != "change_needed":
            return Effects()
        return Effects(tasks=(NewTask("change_placement", role="protection_supervisor"),))


@act
class RecordProtectionNotified(Record["RecordProtectionNotified.Input"]):
    """The child protection authority was told of the child."""

    code = "record_protection_notified"
    title = t("Aviso a la autoridad de protección", "Protection authority notified")
    sets = frozenset({"protection_notified_at"})

    class Input(ActInput):
        """Who was told, and how."""

        told: ShortText = field(t("A quién se avisó (nombre y cargo)", "Who was told (name and post)"), default=...)
        how: ShortText | None = field(t("Por qué medio", "By which means"))
        answer: LongText | None = field(t("Qué respondió", "What they answered"))
