"""Family risk, trafficking, international protection, age: dated statements of those who answer for them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from amparo.accounts.selectors import is_trained
from amparo.cases.act import ActContext, ActInput, Effects, Record, act
from amparo.cases.checks import WRITE_WHY, require
from amparo.cases.compartments import GENERAL, PROTECTION, TRAFFICKING
from amparo.cases.file import CaseFile
from amparo.cases.models import Approval
from amparo.ledger import clock
from amparo.ledger.codes import In, Nationality, YesNoUnknown
from amparo.ledger.days import whole_second
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.protection.signs import FLAGGED, lowers_agent, signs_of
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_ONLY_OUTSIDE = {"confirmed", "ruled_out"}
_OUTSIDE = {"national_mechanism", "prosecutor"}


@act
class RecordFamilyRisk(Record["RecordFamilyRisk.Input"]):
    """Whether the family may be involved in trafficking, violence, sale or persecution."""

    code = "record_family_risk"
    title = t("Riesgo en la familia", "Risk in the family")
    compartment = PROTECTION
    reopens = frozenset({"risk", "family"})
    sets = frozenset({"family_implicated"})

    class Input(ActInput):
        """The conclusion, and what it rests on."""

        family_implicated: YesNoUnknown = field(
            t("¿La familia está implicada?", "Is the family implicated?"), default=...
        )
        who: ShortText | None = field(t("Quién de la familia", "Who of the family"))
        evidence: LongText = field(t("En qué se apoya", "What it rests on"), default=...)


def _lowers_indicators(file: CaseFile, trafficking: str | None, occurred_at: datetime | None) -> bool:
    then = file.until(occurred_at or clock.now())
    return trafficking == "no_indicators" and signs_of(then).trafficking in FLAGGED


@act
class RecordTraffickingStatus(Record["RecordTraffickingStatus.Input"]):
    """The status of the case as a case of trafficking, by whoever decides it.

    Signs are lowered only with the signature of another trained person; confirmed and ruled out are for the national
    mechanism or the prosecutor.
    """

    code = "record_trafficking_status"
    title = t("Situación frente a la trata", "Trafficking status")
    compartment = TRAFFICKING
    reopens = frozenset({"risk"})
    sets = frozenset({"trafficking", "trafficking_safeguards", "protection_signal_at"})

    class Input(ActInput):
        """The status, who decided it and on what; or the safeguards of a return that the victim wants."""

        trafficking: Annotated[str, In("trafficking", but=frozenset({"not_screened"}))] | None = field(
            t("Situación", "Status")
        )
        decided_by: Annotated[str, In("decided_by")] | None = field(t("Quién lo decidió", "Who decided it"))
        decision_reference: ShortText | None = field(
            t("Número o fecha de la decisión", "Number or date of the decision")
        )
        purposes: list[Annotated[str, In("trafficking_purpose")]] | None = field(
            t("Para qué se le explotó", "For which exploitation"), max_length=13
        )
        trafficking_safeguards: YesNoUnknown | None = field(
            t("¿Su retorno sería voluntario, con plan de seguridad y autoridad que acepta?",
              "Would the return be voluntary, with a safety plan and an accepting authority?"),
        )  # fmt: skip
        reason: LongText | None = field(t("Motivo", "Reason"))

    def needs_signature(self, file: CaseFile, given: Input) -> bool:
        """Return whether signs are lowered."""
        return _lowers_indicators(file, given.trafficking, given.occurred_at)

    def check(self, file: CaseFile, given: Input) -> None:
        """Who may decide what, and a reason for every decision."""
        if given.trafficking is None and given.trafficking_safeguards is None:
            raise BadInput(FieldError("trafficking", t("Diga qué cambió.", "Say what changed.")))
        known = signs_of(file.until(given.occurred_at or clock.now())).trafficking
        undoes = known == "confirmed" and given.trafficking not in {None, "confirmed"}
        if (given.trafficking in _ONLY_OUTSIDE or undoes) and given.decided_by not in _OUTSIDE:
            words = t("Lo decide el mecanismo nacional o la fiscalía: diga cuál.",
                      "The national mechanism or the prosecutor decides this: say which.")  # fmt: skip
            raise BadInput(FieldError("decided_by", words))
        if given.trafficking in _ONLY_OUTSIDE:
            require(given, "decision_reference", words=t("Identifique la decisión.", "Identify the decision."))
        if given.trafficking in {"no_indicators", "ruled_out"}:
            require(given, "reason", words=WRITE_WHY)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Whoever signs that signs are lowered must be trained too."""
        if given.signature and self.needs_signature(ctx.file, given):
            signer = Approval.objects.values_list("by", flat=True).get(id=given.signature)
            if not is_trained(signer):
                words = t("Quien firma no tiene vigente su certificado de formación en niñez.",
                          "Whoever signs holds no valid child-protection certificate.")  # fmt: skip
                raise BadInput(FieldError("signature", words))
        return Effects()


_LESS_FEAR = t(
    "Ya había una señal: para bajarla escriba el motivo.", "There was a sign: to lower it, write the reason."
)


@act
class RecordInternationalProtection(Record["RecordInternationalProtection.Input"]):
    """International protection, and what is feared: the only place where a fear once told can be lowered."""

    code = "record_international_protection"
    title = t("Protección internacional", "International protection")
    compartment = PROTECTION
    reopens = frozenset({"asylum", "risk"})
    sets = frozenset({"asylum", "fear_of_return", "persecution_agent", "feared_countries", "protection_signal_at"})

    class Input(ActInput):
        """What is known now; blank leaves what was known before."""

        asylum: Annotated[str, In("asylum", but=frozenset({"none"}))] | None = field(
            t("Estado de la solicitud de refugio", "State of the asylum claim")
        )
        decision_reference: ShortText | None = field(
            t("Número o fecha de la decisión", "Number or date of the decision")
        )
        fear_of_return: YesNoUnknown | None = field(t("¿Teme volver?", "Is the child afraid to return?"))
        reported_by: Annotated[str, In("fear_reporter")] | None = field(t("Quién lo dijo", "Who said so"))
        persecution_agent: Annotated[str, In("persecution_agent")] | None = field(
            t("De quién teme daño", "From whom harm is feared")
        )
        feared_countries: list[Nationality] | None = field(
            t("Países que teme: la lista completa", "Countries that are feared: the whole list"), max_length=10
        )
        reason: LongText | None = field(t("Motivo", "Reason"))

    def check(self, file: CaseFile, given: Input) -> None:
        """What was feared is not lowered without a written reason."""
        known = signs_of(file.until(given.occurred_at or clock.now()))
        lowered = {
            "fear_of_return": known.fear == "yes" and given.fear_of_return in {"no", "unknown"},
            "persecution_agent": given.persecution_agent is not None
            and lowers_agent(known.agent, given.persecution_agent),
            "feared_countries": given.feared_countries is not None and bool(known.feared - set(given.feared_countries)),
        }
        if any(lowered.values()) and not given.reason:
            raise BadInput(*(FieldError(path, _LESS_FEAR) for path, is_lowered in lowered.items() if is_lowered))


@act
class RecordAgeDetermination(Record["RecordAgeDetermination.Input"]):
    """The outcome of an age procedure. In doubt, a child; an adult only by a final decision that was notified."""

    code = "record_age_determination"
    title = t("Determinación de la edad", "Age determination")
    sets = frozenset({"age_status", "remedy"})

    class Input(ActInput):
        """How, on which evidence, with which outcome."""

        age_status: Annotated[str, In("age_status")] = field(t("Resultado", "Outcome"), default=...)
        procedures: list[Annotated[str, In("age_procedure")]] | None = field(
            t("Cómo se determinó", "How it was determined"), max_length=5
        )
        evidence: LongText | None = field(t("Con qué pruebas", "On which evidence"))
        benefit_of_doubt: bool | None = field(
            t("Se aplicó el beneficio de la duda", "The benefit of the doubt was given")
        )
        is_final: bool | None = field(t("La decisión es firme", "The decision is final"))
        notified: bool | None = field(
            t("Se notificó a la persona, a su tutela y a su representante, con el recurso que procede",
              "Notified to the person, the guardian and the lawyer, with the remedy"),
        )  # fmt: skip
        remedy_explained: LongText | None = field(t("Qué recurso se le explicó", "Which remedy was explained"))

    def check(self, file: CaseFile, given: Input) -> None:
        """Adulthood needs procedure, evidence, benefit of the doubt, finality and notification."""
        if given.age_status != "adult_confirmed":
            return
        needed = ("procedures", "evidence", "benefit_of_doubt", "is_final", "notified")
        words = t("Sin esto se le sigue tratando como niña, niño o adolescente.",
                  "Without this the person goes on being treated as a child.")  # fmt: skip
        missing = [FieldError(path, words) for path in needed if not getattr(given, path)]
        if missing:
            raise BadInput(*missing)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """The notification opens the window for a remedy."""
        then = whole_second(ctx.occurred_at).isoformat()
        stated = {"decided_at": then} | ({"notified_at": then} if given.notified else {})
        return Effects(more_stated={GENERAL: stated})
