"""The determination is told to the child, and can be contested."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from amparo.cases.act import ActContext, ActInput, Effects, NewTask, Record, act
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.ledger import clock
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.protection.determinations import latest_decision
from amparo.ui.fields import LongText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_TOLD = t("A quién y cómo", "To whom, and how")
_REMEDY = t("Qué pueden hacer si no están de acuerdo", "What they can do if they disagree")
_NOTHING = t("Todavía no hay una decisión que notificar o recurrir.", "There is no decision yet to notify or contest.")


@act
class RecordBidNotified(Record["RecordBidNotified.Input"]):
    """State to whom the determination was told, how, and that the remedies were explained: then their time runs."""

    code = "record_bid_notified"
    title = t("Notificar la determinación", "Notify the determination")
    sets = frozenset({"bid_notified_at", "remedy"})

    class Input(ActInput):
        """When is the instant of the act."""

        to: list[Annotated[str, In("notified_to")]] = field(
            t("A quiénes", "To whom"), default=..., min_length=1, max_length=4, group=_TOLD
        )
        how: list[Annotated[str, In("information_material")]] | None = field(
            t("Cómo se explicó", "How it was explained"), max_length=6, group=_TOLD
        )
        language: Annotated[str, In("language")] | None = field(t("En qué idioma", "In which language"), group=_TOLD)
        understood: Annotated[str, In("understood")] | None = field(
            t("¿Lo entendió?", "Was it understood?"), group=_TOLD
        )
        remedies_explained: bool = field(
            t("Se explicó cómo y hasta cuándo impugnarla", "How, and until when, to contest it was explained"),
            default=..., group=_REMEDY,
            why=t("Sin esto no cuenta como notificada y el plazo no corre.",
                  "Without it the determination does not count as notified, and no time runs."),
        )  # fmt: skip
        reaction: LongText | None = field(
            t("Qué dijo la niña, niño o adolescente", "What the child said"), group=_REMEDY, compartment=PROTECTION
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """There is a determination, and it came before its notice."""
        decision = file.last("decide_bid")
        if decision is None:
            raise BadInput(FieldError("to", _NOTHING))
        if (given.occurred_at or clock.now()) < decision.occurred_at:
            words = t("Es anterior a la determinación.", "It is earlier than the determination.")
            raise BadInput(FieldError("occurred_at", words))
        if given.remedies_explained and not {"child", "guardian"} & set(given.to):
            words = t("Se notifica a la niña, niño o adolescente, o a su tutora o tutor.",
                      "The child or the guardian is notified.")  # fmt: skip
            raise BadInput(FieldError("to", words))


@act
class RecordRemedy(Record["RecordRemedy.Input"]):
    """A remedy was filed against the latest decision (best interests or age), was resolved, or was waived with a lawyer."""

    code = "record_remedy"
    title = t("Recurso contra la decisión", "Remedy against the decision")
    sets = frozenset({"remedy", "bid"})

    class Input(ActInput):
        """What happened. That the time is over is computed, not stated."""

        remedy: Annotated[str, In("remedy", but=frozenset({"not_notified", "window_open", "expired"}))] = field(
            t("Qué ocurrió", "What happened"), default=...
        )
        before: LongText | None = field(t("Ante quién, y referencia", "Before whom, and reference"))
        text: LongText | None = field(
            t("Qué se pidió o resolvió", "What was asked or resolved"), compartment=PROTECTION
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """There is a decision to contest."""
        if latest_decision(file) is None:
            raise BadInput(FieldError("remedy", _NOTHING))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """A decision that was overturned must be taken again."""
        if given.remedy == "overturned":
            return Effects(tasks=(NewTask("decide_again", role="protection_supervisor"),))
        return Effects()
