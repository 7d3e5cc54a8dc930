"""Searching for the family, and contact with it, without putting the child or the family at risk."""

from __future__ import annotations

from typing import Annotated, Any

from amparo.accounts.steps import involve_role
from amparo.core.acts import ActInput, Action, Effects, LongText, Part, Record, ShortText, act, ask
from amparo.core.checks import require
from amparo.core.codes import In, Nationality, YesNoUnknown
from amparo.core.compartments import PROTECTION
from amparo.core.file import CaseFile
from amparo.core.models import Case
from amparo.core.perform import Context
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t

_SEARCH = t("La búsqueda", "The search")
_SOUGHT = t("A quiénes se busca", "Who is sought")
_CONTACT = t("El contacto", "The contact")
_DATA = t("Qué datos se usan o envían", "Which data are used or sent")
ONLY_BY_OPENING = frozenset({"not_opened", "open", "silent_record_only"})
NEEDS_SEARCH = frozenset({"match_candidate", "relative_located", "verified", "contact_established"})
DataGroups = list[Annotated[str, In("data_group")]]


class Sought(Part):
    """Somebody of the family, as the child tells it."""

    name: ShortText = ask(t("Cómo se llama, como lo dice", "Name, as the child says it"), default=...)
    relation: Annotated[str, In("relationship_type")] | None = ask(
        t("Qué es de la niña o niño", "Relation to the child")
    )
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
        fields: DataGroups | None = ask(_DATA, max_length=15, group=_SEARCH)
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
class ContactFamily(Action):
    """Contact the family in origin: wanted by the child, checked for risk, without telling where the child is."""

    code = "contact_family"
    title = t("Contactar a la familia en origen", "Contact the family in origin")

    class Input(ActInput):
        """With whom, how, with which data, and how it went."""

        with_whom: ShortText | None = ask(t("Con quién", "With whom"), compartment=PROTECTION, group=_CONTACT)
        how: LongText | None = ask(
            t("Cómo y con quién presente", "How, and who was present"), compartment=PROTECTION, group=_CONTACT
        )
        confirmations: list[Annotated[str, In("confirmation", only=frozenset({"supervised_contact"}))]] | None = ask(
            t("Confirme", "Confirm"), max_length=1, group=_CONTACT
        )
        fields: DataGroups | None = ask(
            _DATA, max_length=15, group=_CONTACT,
            hint=t("Sólo identidad y familia; nunca dónde está.", "Identity and family only; never where the child is."),
        )  # fmt: skip
        result: LongText | None = ask(t("Cómo fue", "How it went"), compartment=PROTECTION, group=_CONTACT)


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


@act
class RecordRelationshipCheck(Record):
    """State whether kinship with the person who says to be family was verified, and how."""

    code = "record_relationship_check"
    title = t("Verificación del parentesco", "Verification of kinship")
    sets = frozenset({"relationship_verified"})
    moves = frozenset({"family"})

    class Input(ActInput):
        """With whom, the answer, and how it is known."""

        relationship_verified: YesNoUnknown = ask(t("¿Se verificó?", "Was it verified?"), default=...)
        method: list[Annotated[str, In("relationship_method")]] | None = ask(
            t("Cómo", "How"), max_length=7,
            hint=t("La prueba genética, sólo si queda duda y con consentimiento.",
                   "A genetic test only where doubt remains, and with consent."),
        )  # fmt: skip
        relative: ShortText | None = ask(t("Con quién", "With whom"), compartment=PROTECTION)
        relation: Annotated[str, In("relationship_type")] | None = ask(
            t("Qué es de la niña o niño", "Relation to the child")
        )
        text: LongText | None = ask(
            t("Qué coincidió y qué no", "What matched and what did not"), compartment=PROTECTION
        )

    def check(self, file: CaseFile, given: Any) -> None:
        """Verified means: it is known how."""
        if given.relationship_verified == "yes":
            require(given, "method", words=t("Diga cómo se verificó.", "Say how it was verified."))


@act
class RecordContactRisk(Record):
    """State whether contact with the family is safe for the child and for the family."""

    code = "record_contact_risk"
    title = t("Riesgo del contacto", "Risk of contact")
    compartment = PROTECTION
    sets = frozenset({"contact_safe"})
    moves = frozenset({"risk"})

    class Input(ActInput):
        """The answer and what it rests on."""

        contact_safe: YesNoUnknown = ask(t("¿El contacto es seguro?", "Is contact safe?"), default=...)
        reasons: LongText = ask(t("En qué se apoya", "What it rests on"), default=...)
        conditions: LongText | None = ask(t("Con qué cuidados", "With which precautions"))
