"""Listening to the child: interviews, information, views, consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from amparo.cases.act import ActContext, ActInput, Action, Effects, NewTask, Record, act, every_answer
from amparo.cases.checks import require_answers
from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION, TRAFFICKING, Compartment
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile
from amparo.ledger import clock
from amparo.ledger.codes import In
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.protection.facts.voice import are_parents_safe
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_CONDITIONS = t("En qué condiciones", "In which conditions")
_ACCOUNT = t("Lo que contó", "What the child told")
_INTERPRETER = t("Quién interpretó", "Who interpreted")
_LANGUAGE = t("En qué idioma", "In which language")
_GRANTED = frozenset({"granted", "substituted"})
_COMPARTMENT_OF_REFERRAL = {"refer_trafficking": TRAFFICKING, "refer_asylum": PROTECTION}
_COMPARTMENT_OF_SUBJECT = {"asylum": PROTECTION, "trafficking": TRAFFICKING, "health": HEALTH}


@act
class Interview(Action["Interview.Input"]):
    """Interview the child on one subject; it is kept in the subject's compartment."""

    code = "interview"
    data_groups = every_answer("narrative")
    title = t("Entrevistar", "Interview the child")

    class Input(ActInput):
        """The subject, the conditions, and the account in the child's own words."""

        interview_subject: Annotated[str, In("interview_subject")] = field(
            t("De qué se habló", "What was talked about"), default=..., group=_CONDITIONS
        )
        private_space: bool | None = field(
            t("Es un lugar privado, sin acompañantes", "The place is private, without companions"), group=_CONDITIONS
        )
        support_person: Annotated[str, In("support_person")] | None = field(
            t("Tutela o persona de confianza", "Guardian or person of trust"), group=_CONDITIONS
        )
        support_name: ShortText | None = field(t("Quién le acompañó", "Who was with the child"), group=_CONDITIONS)
        same_sex_offered: bool | None = field(
            t(
                "Se le ofreció elegir si habla con una mujer o con un hombre",
                "The child was offered to choose between a woman and a man",
            ),
            group=_CONDITIONS,
        )
        language: Annotated[str, In("language")] | None = field(_LANGUAGE, group=_CONDITIONS)
        interpreter: UUID | None = field(_INTERPRETER, group=_CONDITIONS, choose="interpreter")
        account: LongText | None = field(
            t("Relato", "Account"),
            group=_ACCOUNT,
            hint=t("Con sus palabras; no pida que repita.", "In the child's words; do not ask again what was told."),
        )
        violence: list[Annotated[str, In("incident_type")]] | None = field(
            t("Violencias que contó", "Violence that was told"),
            group=_ACCOUNT,
            max_length=20,
            hint=t("Anote después cada hecho en «Hechos de violencia».", "Then enter each in “Incidents”."),
        )

    def split_by_compartment(self, given: Input) -> dict[Compartment, JsonObject]:
        """Return every answer in the compartment of the subject."""
        compartment = _COMPARTMENT_OF_SUBJECT.get(given.interview_subject, GENERAL)
        return {compartment: _join_parts(super().split_by_compartment(given))}

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create a task to record the violence that the child reported."""
        if not given.violence:
            return Effects()
        compartments = frozenset({_COMPARTMENT_OF_SUBJECT.get(given.interview_subject, GENERAL), PROTECTION})
        detail = {"types": sorted(given.violence)}
        return Effects(tasks=(NewTask("note_incident", detail=detail, compartments=compartments),))


def _join_parts(parts: dict[Compartment, JsonObject]) -> JsonObject:
    return {name: value for part in parts.values() for name, value in part.items()}


@act
class RecordInformationGiven(Record["RecordInformationGiven.Input"]):
    """State what was explained to the child, how, and whether it was understood."""

    code = "record_information_given"
    title = t("Información que se le dio", "Information given to the child")
    sets = frozenset({"informed_at"})

    class Input(ActInput):
        """The topics.

        The child counts as informed once rights, process and remedies are understood.
        """

        topics: list[Annotated[str, In("information_topic")]] = field(
            t("Qué se le explicó", "What was explained"), default=..., min_length=1, max_length=20
        )
        understood: Annotated[str, In("understood")] = field(
            t("¿Lo entendió?", "Was it understood?"),
            default=...,
            hint=t("Pida que lo cuente con sus palabras.", "Ask the child to tell it back."),
        )
        language: Annotated[str, In("language")] | None = field(_LANGUAGE)
        interpreter: UUID | None = field(_INTERPRETER, choose="interpreter")
        material: list[Annotated[str, In("information_material")]] | None = field(
            t("Con qué materiales", "With which material"), max_length=10
        )
        questions: LongText | None = field(t("Qué preguntó", "What the child asked"), compartment=PROTECTION)


@act
class RecordViews(Record["RecordViews.Input"]):
    """State the child's views, in their own words, on what is about to be decided.

    “Does not object” is not a view.
    """

    code = "record_views"
    title = t("Opinión de la niña, niño o adolescente", "Views of the child")
    sets = frozenset({"child_views"})

    class Input(ActInput):
        """The actions, and the views on them."""

        actions: list[Annotated[str, In("action")]] = field(
            t("Sobre qué decisiones", "On which decisions"), default=..., min_length=1, max_length=23
        )
        child_views: Annotated[str, In("child_views", but=frozenset({"not_heard"}))] = field(
            t("Qué opina", "What the child thinks"), default=...
        )
        own_words: LongText | None = field(t("Con sus palabras", "In their own words"), compartment=PROTECTION)
        how: LongText | None = field(
            t("Cómo se expresó", "How it was expressed"),
            hint=t("Palabras, dibujos, gestos; quién estaba.", "Words, drawings, gestures; who was there."),
            compartment=PROTECTION,
        )
        language: Annotated[str, In("language")] | None = field(_LANGUAGE)
        interpreter: UUID | None = field(_INTERPRETER, choose="interpreter")

    def split_by_compartment(self, given: Input) -> dict[Compartment, JsonObject]:
        """Return views on a referral in the compartment of that referral."""
        parts = super().split_by_compartment(given)
        for code, compartment in _COMPARTMENT_OF_REFERRAL.items():
            if code in given.actions:
                return {compartment: _join_parts(parts)}
        return parts

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that views have the child's words, and observations a description."""
        if given.child_views in {"agrees", "disagrees", "ambivalent"}:
            message = t("Escriba lo que dijo, con sus palabras.", "Write what the child said, in their own words.")
            require_answers(given, "own_words", words=message)
        if given.child_views == "too_young_observed":
            require_answers(given, "how", words=t("Describa lo que se observó.", "Describe what was observed."))


@act
class RecordConsent(Record["RecordConsent.Input"]):
    """State a decision on what may be done or shared, for one purpose or several.

    It can be withdrawn; the history stays.
    """

    code = "record_consent"
    title = t("Consentimiento", "Consent")
    sets = frozenset({
        "consent_consular", "consent_origin", "consent_agency", "consent_tracing", "consent_family_contact",
        "consent_photo", "consent_capacity",
    })  # fmt: skip

    class Input(ActInput):
        """The purposes, the decision, who took it, and who is able to."""

        purposes: list[Annotated[str, In("consent_purpose")]] = field(
            t("Para qué", "What for"), default=..., min_length=1, max_length=6
        )
        decision: Annotated[str, In("consent_decision")] = field(t("Qué se decidió", "What was decided"), default=...)
        given_by: Annotated[str, In("consent_giver")] = field(t("Quién decidió", "Who decided"), default=...)
        capacity: Annotated[str, In("consent_capacity")] | None = field(
            t("Quién puede decidir, por edad y madurez", "Who is able to decide, by age and maturity")
        )
        own_words: LongText | None = field(t("Con sus palabras", "In their own words"), compartment=PROTECTION)
        language: Annotated[str, In("language")] | None = field(_LANGUAGE)
        interpreter: UUID | None = field(_INTERPRETER, choose="interpreter")

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that only a granted consent is withdrawn, and that parents may decide."""
        query = FactQuery(given.occurred_at or clock.now())
        if given.decision == "withdrawn" and not _are_granted(given.purposes, file, query):
            message = t(
                "No se había otorgado para todo eso: no hay qué retirar.",
                "It had not been granted for all of that: there is nothing to withdraw.",
            )
            raise BadInput(FieldError("decision", message))
        if given.given_by == "parents" and given.decision == "granted" and not are_parents_safe(file, query):
            message = t(
                "Antes verifique el vínculo y descarte el riesgo, o pregunte a la niña, niño o adolescente.",
                "First verify the bond and exclude risk, or ask the child.",
            )
            raise BadInput(FieldError("given_by", message))


def _are_granted(purposes: list[str], file: CaseFile, query: FactQuery) -> bool:
    return all(compute_fact(f"consent_{purpose}", file, query) in _GRANTED for purpose in purposes)
