"""Telling the consulate of the child's country, and what it answered, typed in by protection."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from amparo.core.acts import ActInput, Action, LongText, Record, ShortText, act, ask
from amparo.core.codes import In
from amparo.core.compartments import PROTECTION
from amparo.core.file import CaseFile
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.directory import selectors as directory

_NOTICE = t("Notificación", "Notification")
_STEP = t("Qué ocurrió", "What happened")
ANSWERED = frozenset({"acknowledged", "interviewed", "no_response"})


@act
class NotifyConsulate(Action):
    """Tell a consulate that a child of its country is here: with the child's will, and never where there may be fear.

    The consulate comes to see nothing by it: a consul signs in to the node of the state that they serve.
    """

    code = "notify_consulate"
    title = t("Notificar al consulado", "Notify the consulate")
    compartment = PROTECTION
    sets = frozenset({"consular", "consular_notified_at"})

    class Input(ActInput):
        """Which consulate, and with which data."""

        institution: UUID = ask(t("Consulado", "Consulate"), default=..., choose="institution", group=_NOTICE)
        fields: list[Annotated[str, In("data_group")]] | None = ask(
            t("Qué datos", "Which data"), max_length=15, group=_NOTICE,
            hint=t("Identidad, contacto de la autoridad, custodia y salud urgente; nada más.",
                   "Identity, the authority's contact, custody and urgent health; nothing else."),
        )  # fmt: skip
        message: LongText | None = ask(
            t("Mensaje", "Message"), group=_NOTICE,
            hint=t("Nada de temor, refugio, trata ni relato.", "Nothing on fear, asylum, trafficking or the account."),
        )  # fmt: skip
        channel: ShortText | None = ask(t("Por qué vía", "By which channel"), group=_NOTICE)

    def check(self, file: CaseFile, given: Any) -> None:
        """The recipient is a consulate."""
        if directory.institution(given.institution).org_kind != "consulate":
            raise BadInput(FieldError("institution", t("Elija un consulado.", "Choose a consulate.")))


@act
class RecordConsularStep(Record):
    """A step of the consular matter: that notice is due or withheld, or what the consulate did, as it told protection."""

    code = "record_consular_step"
    title = t("Paso consular", "Consular step")
    compartment = PROTECTION
    sets = frozenset({"consular"})

    class Input(ActInput):
        """What happened, and who told."""

        consular: Annotated[str, In("consular", but=frozenset({"not_due", "notified"}))] | None = ask(
            t("En qué queda", "Where it stands"), group=_STEP
        )
        consular_act: Annotated[str, In("consular_act", but=frozenset({"notify"}))] | None = ask(
            t("Qué se hizo", "What was done"), group=_STEP
        )
        consulate: UUID | None = ask(t("Qué consulado", "Which consulate"), choose="institution", group=_STEP)
        told_by: ShortText | None = ask(
            t("Quién lo informó", "Who told"),
            group=_STEP,
            hint=t("Nombre, función y fecha.", "Name, function and date."),
        )
        text: LongText | None = ask(t("Qué se sabe", "What is known"), group=_STEP)

    def check(self, file: CaseFile, given: Any) -> None:
        """A step says something; a consulate answers only what it was told; what others did names who told it."""
        if given.consular is None and given.consular_act is None:
            raise BadInput(FieldError("consular", t("Diga qué ocurrió.", "Say what happened.")))
        if given.consular in ANSWERED:
            if file.last("notify_consulate") is None:
                words = t("Todavía no se ha notificado al consulado.", "The consulate has not been notified yet.")
                raise BadInput(FieldError("consular", words))
            if not given.told_by and given.consular != "no_response":
                raise BadInput(FieldError("told_by", t("Diga quién lo informó.", "Say who told it.")))
        if given.consular == "withheld_protection" and not given.text:
            raise BadInput(
                FieldError("text", t("Escriba por qué no se notifica.", "Write why there is no notification."))
            )
