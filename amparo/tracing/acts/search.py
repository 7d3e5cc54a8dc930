"""Searching for the family without putting the child or the family at risk."""

from __future__ import annotations

from typing import Annotated, Any

from amparo.accounts.steps import involve_role
from amparo.core.acts import ActInput, Action, Effects, LongText, Part, Record, ShortText, act, ask
from amparo.core.codes import In, Nationality
from amparo.core.compartments import PROTECTION
from amparo.core.file import CaseFile
from amparo.core.models import Case
from amparo.core.perform import Context
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t

_SEARCH = t("La búsqueda", "The search")
_SOUGHT = t("A quiénes se busca", "Who is sought")
DATA = t("Qué datos se usan o envían", "Which data are used or sent")
ONLY_BY_OPENING = frozenset({"not_opened", "open", "silent_record_only"})
NEEDS_SEARCH = frozenset({"match_candidate", "relative_located", "verified", "contact_established"})
DataGroups = list[Annotated[str, In("data_group")]]


class Sought(Part):
    """Somebody of the family, as the child tells it."""

    name: ShortText = ask(t("Cómo se llama, como lo dice", "Name, as the child says it"), default=...)
    relation: Annotated[str, In("relationship_type")] | None = ask(t("Parentesco o relación", "Relation to the child"))
    country: Nationality | None = ask(t("En qué país", "In which country"))
    last_known: LongText | None = ask(t("Último lugar y señas", "Last place, and marks"))


@act
class OpenTracing(Action):
    """Open the search. All tracing officers of the country see the case from now on."""

    code = "open_tracing"
    title = t("Abrir la búsqueda de la familia", "Open family tracing")
    sets = frozenset({"tracing"})

    class Input(ActInput):
        """How, by which channel, with which data, and for whom."""

        tracing_mode: Annotated[str, In("tracing_mode")] = ask(
            t("Cómo se busca", "How to search"), default=..., group=_SEARCH,
            why=t("Si no se ha descartado que la familia esté implicada, sólo en registros.",
                  "Unless involvement of the family is excluded, in records only."),
        )  # fmt: skip
        tracing_channel: Annotated[str, In("tracing_channel")] = ask(
            t("Por qué vía", "By which channel"), default=..., group=_SEARCH
        )
        purpose: Annotated[str, In("information_purpose")] | None = ask(t("Para qué", "For what"), group=_SEARCH)
        fields: DataGroups | None = ask(DATA, max_length=15, group=_SEARCH)
        sought: list[Sought] | None = ask(t("Personas", "People"), max_length=20, compartment=PROTECTION, group=_SOUGHT)
        what_child_tells: LongText | None = ask(
            t("Qué recuerda: lugares, escuela, apodos, animales", "What the child remembers: places, school, nicknames, animals"),
            compartment=PROTECTION, group=_SOUGHT,
        )  # fmt: skip

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """Let the tracing officers of the country see the case."""
        involve_role(case, "tracing_officer", "tracing", at=ctx.at)
        return Effects()


@act
class RecordTracingStep(Record):
    """State how the search goes. Only `open_tracing`, which the law judges, opens or reopens one."""

    code = "record_tracing_step"
    title = t("Paso de la búsqueda", "Step of the search")
    sets = frozenset({"tracing"})
    moves = frozenset({"family"})

    class Input(ActInput):
        """How it stands, what was done, what came of it."""

        tracing_status: Annotated[str, In("tracing_status", but=ONLY_BY_OPENING)] | None = ask(
            t("En qué queda", "Where it stands")
        )
        what: LongText = ask(t("Qué se hizo", "What was done"), default=..., compartment=PROTECTION)
        result: LongText | None = ask(t("Qué se encontró", "What was found"), compartment=PROTECTION)
        told_by: ShortText | None = ask(t("Quién lo informó", "Who told"), compartment=PROTECTION)

    def check(self, file: CaseFile, given: Any) -> None:
        """What only a search can find needs a search."""
        if given.tracing_status in NEEDS_SEARCH and file.last("open_tracing") is None:
            words = t("Todavía no se ha abierto la búsqueda.", "The search has not been opened yet.")
            raise BadInput(FieldError("tracing_status", words))
