"""Notification of the child's consulate, and its answers as entered by protection."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from amparo.cases.act import ActInput, Action, Record, act, every_answer
from amparo.cases.checks import require_answers
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.directory import selectors as directory
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui.fields import LongText, ShortText, field

_NOTICE = t("Notificación", "Notification")
_STEP = t("Qué ocurrió", "What happened")
_DOCUMENT = t("El documento", "The document")
_TRAVEL_DOCUMENT_TYPES = frozenset({
    "birth_certificate", "national_id_minor", "passport", "safe_conduct", "consular_card", "refugee_card",
    "exit_permit",
})  # fmt: skip
CONSULATE_ANSWERS = frozenset({"acknowledged", "interviewed", "no_response"})


@act
class NotifyConsulate(Action["NotifyConsulate.Input"]):
    """Notify a consulate of a child of its country.

    With the child's will, and never where there may be fear. The consulate sees nothing of the case by it: a consul
    signs in to the node of the state that they serve.
    """

    code = "notify_consulate"
    meets = frozenset({"consular_notification"})
    is_sensitive = True
    title = t("Notificar al consulado", "Notify the consulate")
    compartment = PROTECTION
    sets = frozenset({"consular", "consular_notified_at"})

    class Input(ActInput):
        """The consulate, and the data that it receives."""

        institution: UUID = field(t("Consulado", "Consulate"), default=..., choose="consulate", group=_NOTICE)
        fields: list[Annotated[str, In("data_group")]] | None = field(
            t("Qué datos", "Which data"),
            max_length=15,
            group=_NOTICE,
            hint=t(
                "Identidad, contacto de la autoridad, custodia y salud urgente; nada más.",
                "Identity, the authority's contact, custody and urgent health; nothing else.",
            ),
        )
        message: LongText | None = field(
            t("Mensaje", "Message"),
            group=_NOTICE,
            hint=t("Nada de temor, refugio, trata ni relato.", "Nothing on fear, asylum, trafficking or the account."),
        )
        channel: ShortText | None = field(t("Por qué vía", "By which channel"), group=_NOTICE)

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that the recipient is a consulate."""
        if directory.get_institution(given.institution).org_kind != "consulate":
            raise BadInput(FieldError("institution", t("Elija un consulado.", "Choose a consulate.")))


@act
class RecordConsularStep(Record["RecordConsularStep.Input"]):
    """State that consular notice is due or withheld, or what the consulate did."""

    code = "record_consular_step"
    meets = frozenset({"consular_response"})
    title = t("Paso consular", "Consular step")
    compartment = PROTECTION
    sets = frozenset({"consular"})

    class Input(ActInput):
        """The step, and who reported it."""

        consular: Annotated[str, In("consular", but=frozenset({"not_due", "notified"}))] | None = field(
            t("En qué queda", "Where it stands"), group=_STEP
        )
        consular_act: Annotated[str, In("consular_act", but=frozenset({"notify"}))] | None = field(
            t("Qué se hizo", "What was done"), group=_STEP
        )
        consulate: UUID | None = field(t("Qué consulado", "Which consulate"), choose="consulate", group=_STEP)
        told_by: ShortText | None = field(
            t("Quién lo informó", "Who told"),
            group=_STEP,
            hint=t("Nombre, función y fecha.", "Name, function and date."),
        )
        text: LongText | None = field(t("Qué se sabe", "What is known"), group=_STEP)

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that an answer follows a notice, and names who reported it."""
        if given.consular is None and given.consular_act is None:
            raise BadInput(FieldError("consular", t("Diga qué ocurrió.", "Say what happened.")))
        if given.consular in CONSULATE_ANSWERS:
            if file.last("notify_consulate") is None:
                message = t("Todavía no se ha notificado al consulado.", "The consulate has not been notified yet.")
                raise BadInput(FieldError("consular", message))
            if given.consular != "no_response":
                require_answers(given, "told_by", words=t("Diga quién lo informó.", "Say who told it."))
        if given.consular == "withheld_protection":
            require_answers(
                given, "text", words=t("Escriba por qué no se notifica.", "Write why there is no notification.")
            )


@act
class RecordTravelDocument(Record["RecordTravelDocument.Input"]):
    """State the progress of a travel document, as its issuer reported it."""

    code = "record_travel_document"
    data_groups = every_answer("documents")
    title = t("Documento de viaje", "Travel document")
    sets = frozenset({"travel_document"})

    class Input(ActInput):
        """The document and its progress, or why none is needed."""

        step: Annotated[str, In("travel_document_step")] = field(
            t("En qué queda", "Where it stands"), default=..., group=_DOCUMENT
        )
        kind: Annotated[str, In("document_type", only=_TRAVEL_DOCUMENT_TYPES)] | None = field(
            t("Qué documento", "Which document"), group=_DOCUMENT
        )
        number: ShortText | None = field(t("Número", "Number"), compartment=PROTECTION, group=_DOCUMENT)
        issued_by: ShortText | None = field(t("Quién lo emite", "Who issues it"), group=_DOCUMENT)
        issued_on: date | None = field(t("Fecha de emisión", "Date of issue"), group=_DOCUMENT)
        expires_on: date | None = field(t("Vence el", "Valid until"), group=_DOCUMENT)
        told_by: ShortText | None = field(t("Quién lo informó", "Who told"), group=_STEP)
        reason: LongText | None = field(
            t("Si lo negaron o no hace falta: por qué", "If refused or not needed: why"), group=_STEP
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that a document has its kind and expiry, and a refusal its reason."""
        if given.step == "issued":
            require_answers(given, "expires_on")
        if given.step != "not_needed":
            require_answers(given, "kind")
        if given.step in {"refused", "not_needed"}:
            require_answers(given, "reason")
