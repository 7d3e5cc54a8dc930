"""The notification of the determination, and the remedy against a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from amparo.cases.act import ActContext, ActInput, Effects, NewTask, Record, act
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.ledger import clock
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.protection.remedies import latest_decision
from amparo.ui.fields import LongText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_NOTIFICATION = t("A quién y cómo", "To whom, and how")
_REMEDY = t("Qué pueden hacer si no están de acuerdo", "What they can do if they disagree")
_NO_DECISION = t(
    "Todavía no hay una decisión que notificar o recurrir.", "There is no decision yet to notify or contest."
)


@act
class RecordBidNotified(Record["RecordBidNotified.Input"]):
    """State that the determination was notified and its remedies explained.

    From then on their time runs.
    """

    code = "record_bid_notified"
    meets = frozenset({"bid_notify"})
    title = t("Notificar la determinación", "Notify the determination")
    sets = frozenset({"bid_notified_at", "remedy"})

    class Input(ActInput):
        """The people, the explanation, and the child's reaction."""

        to: list[Annotated[str, In("notified_to")]] = field(
            t("A quiénes", "To whom"), default=..., min_length=1, max_length=4, group=_NOTIFICATION
        )
        how: list[Annotated[str, In("information_material")]] | None = field(
            t("Cómo se explicó", "How it was explained"), max_length=6, group=_NOTIFICATION
        )
        language: Annotated[str, In("language")] | None = field(
            t("En qué idioma", "In which language"), group=_NOTIFICATION
        )
        understood: Annotated[str, In("understood")] | None = field(
            t("¿Lo entendió?", "Was it understood?"), group=_NOTIFICATION
        )
        remedies_explained: bool = field(
            t("Se explicó cómo y hasta cuándo impugnarla", "How, and until when, to contest it was explained"),
            default=...,
            group=_REMEDY,
            why=t(
                "Sin esto no cuenta como notificada y el plazo no corre.",
                "Without it the determination does not count as notified, and no time runs.",
            ),
        )
        reaction: LongText | None = field(
            t("Qué dijo la niña, niño o adolescente", "What the child said"), group=_REMEDY, compartment=PROTECTION
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that a determination came before, and that child or guardian was notified."""
        decision = file.last("decide_bid")
        if decision is None:
            raise BadInput(FieldError("to", _NO_DECISION))
        if (given.occurred_at or clock.now()) < decision.occurred_at:
            message = t("Es anterior a la determinación.", "It is earlier than the determination.")
            raise BadInput(FieldError("occurred_at", message))
        if given.remedies_explained and not {"child", "guardian"} & set(given.to):
            message = t(
                "Se notifica a la niña, niño o adolescente, o a su tutora o tutor.",
                "The child or the guardian is notified.",
            )
            raise BadInput(FieldError("to", message))


@act
class RecordRemedy(Record["RecordRemedy.Input"]):
    """State that a remedy against the latest decision was filed, resolved or waived."""

    code = "record_remedy"
    meets = frozenset({"remedy_window"})
    title = t("Recurso contra la decisión", "Remedy against the decision")
    sets = frozenset({"remedy", "bid", "age_status"})

    class Input(ActInput):
        """What happened; that the time is over is computed, not stated."""

        remedy: Annotated[str, In("remedy", but=frozenset({"not_notified", "window_open", "expired"}))] = field(
            t("Qué ocurrió", "What happened"), default=...
        )
        before: LongText | None = field(t("Ante quién, y referencia", "Before whom, and reference"))
        text: LongText | None = field(
            t("Qué se pidió o resolvió", "What was asked or resolved"), compartment=PROTECTION
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that there is a decision to contest."""
        if latest_decision(file) is None:
            raise BadInput(FieldError("remedy", _NO_DECISION))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create a task to decide again after a decision was overturned."""
        if given.remedy == "overturned":
            return Effects(tasks=(NewTask("decide_again", role="protection_supervisor"),))
        return Effects()
