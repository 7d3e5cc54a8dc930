"""Acts that open the search for a child's family and record its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from amparo.cases.act import ActContext, ActInput, Action, Effects, Record, act
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile
from amparo.cases.involvement import involve_role
from amparo.ledger.codes import AnyCountry, In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui.fields import LongText, Part, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_SEARCH = t("La búsqueda", "The search")
_SOUGHT = t("A quiénes se busca", "Who is sought")
DATA_LABEL = t("Qué datos se usan o envían", "Which data are used or sent")
STATUSES_SET_BY_OPENING = frozenset({"not_opened", "open", "silent_record_only"})
STATUSES_AFTER_OPENING = frozenset({"match_candidate", "relative_located", "verified", "contact_established"})
DataGroups = list[Annotated[str, In("data_group")]]


class SoughtRelative(Part):
    """A relative to search for, as the child tells it."""

    name: ShortText = field(t("Cómo se llama, como lo dice", "Name, as the child says it"), default=...)
    relation: Annotated[str, In("relationship_type")] | None = field(
        t("Parentesco o relación", "Relation to the child")
    )
    country: AnyCountry | None = field(t("En qué país", "In which country"))
    last_known: LongText | None = field(t("Último lugar y señas", "Last place, and marks"))


@act
class OpenTracing(Action["OpenTracing.Input"]):
    """Open the search. All tracing officers of the country see the case from now on."""

    code = "open_tracing"
    meets = frozenset({"tracing_decision"})
    title = t("Abrir la búsqueda de la familia", "Open family tracing")
    sets = frozenset({"tracing"})

    class Input(ActInput):
        """How, by which channel, with which data, and for whom."""

        tracing_mode: Annotated[str, In("tracing_mode")] = field(
            t("Cómo se busca", "How to search"), default=..., group=_SEARCH,
            why=t("Si no se ha descartado que la familia esté implicada, sólo en registros.",
                  "Unless involvement of the family is excluded, in records only."),
        )  # fmt: skip
        tracing_channel: Annotated[str, In("tracing_channel")] = field(
            t("Por qué vía", "By which channel"), default=..., group=_SEARCH
        )
        purpose: Annotated[str, In("information_purpose")] | None = field(t("Para qué", "For what"), group=_SEARCH)
        fields: DataGroups | None = field(DATA_LABEL, max_length=15, group=_SEARCH)
        sought: list[SoughtRelative] | None = field(
            t("Personas", "People"), max_length=20, compartment=PROTECTION, group=_SOUGHT
        )
        what_child_tells: LongText | None = field(
            t("Qué recuerda: lugares, escuela, apodos, animales",
              "What the child remembers: places, school, nicknames, animals"),
            compartment=PROTECTION, group=_SOUGHT,
        )  # fmt: skip

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Give the tracing officers of the country access to the case."""
        involve_role(case, "tracing_officer", "tracing", at=ctx.at)
        return Effects()


@act
class RecordTracingStep(Record["RecordTracingStep.Input"]):
    """State how the search goes.

    Only `open_tracing`, which the law judges, opens or reopens a search.
    """

    code = "record_tracing_step"
    title = t("Paso de la búsqueda", "Step of the search")
    sets = frozenset({"tracing"})
    reopens = frozenset({"family"})

    class Input(ActInput):
        """The status, what was done, and its result."""

        tracing_status: Annotated[str, In("tracing_status", but=STATUSES_SET_BY_OPENING)] | None = field(
            t("En qué queda", "Where it stands")
        )
        what: LongText = field(t("Qué se hizo", "What was done"), default=..., compartment=PROTECTION)
        result: LongText | None = field(t("Qué se encontró", "What was found"), compartment=PROTECTION)
        told_by: ShortText | None = field(t("Quién lo informó", "Who told"), compartment=PROTECTION)

    def check(self, file: CaseFile, given: Input) -> None:
        """Require an open search for a status that only a search can reach."""
        if given.tracing_status in STATUSES_AFTER_OPENING and file.last("open_tracing") is None:
            words = t("Todavía no se ha abierto la búsqueda.", "The search has not been opened yet.")
            raise BadInput(FieldError("tracing_status", words))
