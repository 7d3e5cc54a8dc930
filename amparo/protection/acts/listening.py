"""Listening to the child: what they are told, what they say, what they agree to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from amparo.cases.act import ActContext, ActInput, Action, Effects, NewTask, Record, act
from amparo.cases.checks import require
from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION, TRAFFICKING, Compartment
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile
from amparo.ledger import clock
from amparo.ledger.codes import In
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.protection.facts.voice import parents_are_safe
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_SAFELY = t("En qué condiciones", "In which conditions")
_TOLD = t("Lo que contó", "What the child told")
_WHO_INTERPRETED = t("Quién interpretó", "Who interpreted")
_LANGUAGE = t("En qué idioma", "In which language")
_REFERRALS = {"refer_trafficking": TRAFFICKING, "refer_asylum": PROTECTION}
SUBJECT_COMPARTMENT = {"asylum": PROTECTION, "trafficking": TRAFFICKING, "health": HEALTH}


@act
class Interview(Action["Interview.Input"]):
    """Hear the child on one subject. The whole interview is kept where its subject belongs."""

    code = "interview"
    title = t("Entrevistar", "Interview the child")

    class Input(ActInput):
        """The subject, the conditions, and the account in the child's own words."""

        interview_subject: Annotated[str, In("interview_subject")] = field(
            t("De qué se habló", "What was talked about"), default=..., group=_SAFELY
        )
        private_space: bool | None = field(
            t("Es un lugar privado, sin acompañantes", "The place is private, without companions"), group=_SAFELY
        )
        support_person: Annotated[str, In("support_person")] | None = field(
            t("Tutela o persona de confianza", "Guardian or person of trust"), group=_SAFELY
        )
        support_name: ShortText | None = field(t("Quién le acompañó", "Who was with the child"), group=_SAFELY)
        same_sex_offered: bool | None = field(
            t("Se le ofreció elegir si habla con una mujer o con un hombre",
              "The child was offered to choose between a woman and a man"), group=_SAFELY,
        )  # fmt: skip
        language: Annotated[str, In("language")] | None = field(_LANGUAGE, group=_SAFELY)
        interpreter: UUID | None = field(_WHO_INTERPRETED, group=_SAFELY, choose="interpreter")
        account: LongText | None = field(
            t("Relato", "Account"), group=_TOLD,
            hint=t("Con sus palabras; no pida que repita.", "In the child's words; do not ask again what was told."),
        )  # fmt: skip
        violence: list[Annotated[str, In("incident_type")]] | None = field(
            t("Violencias que contó", "Violence that was told"), group=_TOLD, max_length=20,
            hint=t("Anote después cada hecho en «Hechos de violencia».", "Then enter each in “Incidents”."),
        )  # fmt: skip

    def split_by_compartment(self, given: Input) -> dict[Compartment, dict[str, Any]]:
        """Everything lies with the subject: that there was an interview on it says enough."""
        where = SUBJECT_COMPARTMENT.get(given.interview_subject, GENERAL)
        return {
            where: {
                name: value for part in super().split_by_compartment(given).values() for name, value in part.items()
            }
        }

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Violence that was told waits to be noted as an incident."""
        if not given.violence:
            return Effects()
        where = frozenset({SUBJECT_COMPARTMENT.get(given.interview_subject, GENERAL), PROTECTION})
        return Effects(tasks=(NewTask("note_incident", detail={"types": sorted(given.violence)}, compartments=where),))


@act
class RecordInformationGiven(Record["RecordInformationGiven.Input"]):
    """State what was explained to the child, how, and whether they could tell it back."""

    code = "record_information_given"
    title = t("Información que se le dio", "Information given to the child")
    sets = frozenset({"informed_at"})

    class Input(ActInput):
        """The child counts as informed once rights, steps and remedies were explained and understood."""

        topics: list[Annotated[str, In("information_topic")]] = field(
            t("Qué se le explicó", "What was explained"), default=..., min_length=1, max_length=20
        )
        understood: Annotated[str, In("understood")] = field(
            t("¿Lo entendió?", "Was it understood?"), default=...,
            hint=t("Pida que lo cuente con sus palabras.", "Ask the child to tell it back."),
        )  # fmt: skip
        language: Annotated[str, In("language")] | None = field(_LANGUAGE)
        interpreter: UUID | None = field(_WHO_INTERPRETED, choose="interpreter")
        material: list[Annotated[str, In("information_material")]] | None = field(
            t("Con qué materiales", "With which material"), max_length=10
        )
        questions: LongText | None = field(t("Qué preguntó", "What the child asked"), compartment=PROTECTION)


@act
class RecordViews(Record["RecordViews.Input"]):
    """The child's views, in their own words, on what is about to be decided. “Does not object” is not a view."""

    code = "record_views"
    title = t("Opinión de la niña, niño o adolescente", "Views of the child")
    sets = frozenset({"child_views"})

    class Input(ActInput):
        """On which steps, what they think, in their own words."""

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
        )  # fmt: skip
        language: Annotated[str, In("language")] | None = field(_LANGUAGE)
        interpreter: UUID | None = field(_WHO_INTERPRETED, choose="interpreter")

    def split_by_compartment(self, given: Input) -> dict[Compartment, dict[str, Any]]:
        """A view on a referral lies where the referral does: that it was asked says enough."""
        found = super().split_by_compartment(given)
        where = next((lies for code, lies in _REFERRALS.items() if code in given.actions), None)
        if where is None:
            return found
        return {where: {name: value for part in found.values() for name, value in part.items()}}

    def check(self, file: CaseFile, given: Input) -> None:
        """A view is kept in the child's words; what was only observed is described."""
        if given.child_views in {"agrees", "disagrees", "ambivalent"}:
            words = t("Escriba lo que dijo, con sus palabras.", "Write what the child said, in their own words.")
            require(given, "own_words", words=words)
        if given.child_views == "too_young_observed":
            require(given, "how", words=t("Describa lo que se observó.", "Describe what was observed."))


@act
class RecordConsent(Record["RecordConsent.Input"]):
    """A decision on what may be done or shared, for one purpose or several. It can be withdrawn; the history stays."""

    code = "record_consent"
    title = t("Consentimiento", "Consent")
    sets = frozenset({
        "consent_consular", "consent_origin", "consent_agency", "consent_tracing", "consent_family_contact",
        "consent_photo", "consent_capacity",
    })  # fmt: skip

    class Input(ActInput):
        """What for, what was decided, by whom, and who is able to decide."""

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
        interpreter: UUID | None = field(_WHO_INTERPRETED, choose="interpreter")

    def check(self, file: CaseFile, given: Input) -> None:
        """Only what was granted can be withdrawn; parents decide only while verified and shown to be no risk."""
        question = FactQuery(given.occurred_at or clock.now())
        granted = {"granted", "substituted"}
        if given.decision == "withdrawn" and any(
            compute_fact(f"consent_{purpose}", file, question) not in granted for purpose in given.purposes
        ):
            words = t("No se había otorgado para todo eso: no hay qué retirar.",
                      "It had not been granted for all of that: there is nothing to withdraw.")  # fmt: skip
            raise BadInput(FieldError("decision", words))
        if given.given_by == "parents" and given.decision == "granted" and not parents_are_safe(file, question):
            words = t("Antes verifique el vínculo y descarte el riesgo, o pregunte a la niña, niño o adolescente.",
                      "First verify the bond and exclude risk, or ask the child.")  # fmt: skip
            raise BadInput(FieldError("given_by", words))
