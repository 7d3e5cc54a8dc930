"""Dated statements of the competent authority.

Family risk, trafficking, asylum.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar

from amparo.accounts.selectors import is_trained
from amparo.cases.act import ActContext, ActInput, Effects, NewTask, Record, act
from amparo.cases.checks import WRITE_WHY, require_answers
from amparo.cases.compartments import GENERAL, PROTECTION, TRAFFICKING
from amparo.cases.file import CaseFile
from amparo.cases.selectors.work import signer_of
from amparo.ledger import clock
from amparo.ledger.codes import AnyCountry, In, YesNoUnknown
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.protection.signs import TRAFFICKING_SIGNS, Signs, compute_signs, lowers_agent
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_CLAIMS = frozenset({"wish_expressed", "pending", "appeal_pending", "recognised", "complementary"})
_REVIEW_WITHIN = timedelta(hours=24)
_DECIDED_OUTSIDE = {"confirmed", "ruled_out"}
_OUTSIDE_AUTHORITIES = {"national_mechanism", "prosecutor"}


@act
class RecordFamilyRisk(Record["RecordFamilyRisk.Input"]):
    """State whether the family may be involved in harm to the child.

    Trafficking, violence, sale or persecution.
    """

    code = "record_family_risk"
    title = t("Riesgo en la familia", "Risk in the family")
    compartment = PROTECTION
    reopens = frozenset({"risk", "family"})
    sets = frozenset({"family_implicated"})

    class Input(ActInput):
        """The conclusion, and its evidence."""

        family_implicated: YesNoUnknown = field(
            t("¿La familia está implicada?", "Is the family implicated?"), default=...
        )
        who: ShortText | None = field(t("Quién de la familia", "Who of the family"))
        evidence: LongText = field(t("En qué se apoya", "What it rests on"), default=...)


def _compute_known_signs(file: CaseFile, occurred_at: datetime | None) -> Signs:
    return compute_signs(file.until(occurred_at or clock.now()))


@act
class RecordTraffickingStatus(Record["RecordTraffickingStatus.Input"]):
    """State the status of the case as a case of trafficking.

    Signs are lowered only with the signature of another trained person; the national mechanism or the prosecutor alone
    confirms and rules out.
    """

    code = "record_trafficking_status"
    meets = frozenset({"trafficking_decision"})
    data_groups: ClassVar = {"trafficking": frozenset({"trafficking", "decided_by", "decision_reference", "purposes"})}
    title = t("Situación frente a la trata", "Trafficking status")
    compartment = TRAFFICKING
    reopens = frozenset({"risk"})
    sets = frozenset({"trafficking", "trafficking_safeguards", "protection_signal_at"})

    class Input(ActInput):
        """The status and its decision; or the safeguards of a return that is wanted."""

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
            t(
                "¿Su retorno sería voluntario, con plan de seguridad y autoridad que acepta?",
                "Would the return be voluntary, with a safety plan and an accepting authority?",
            ),
        )
        reason: LongText | None = field(t("Motivo", "Reason"))

    def needs_signature(self, file: CaseFile, given: Input) -> bool:
        """Return whether signs are lowered."""
        has_sign = _compute_known_signs(file, given.occurred_at).trafficking in TRAFFICKING_SIGNS
        return given.trafficking == "no_indicators" and has_sign

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that the status is decided by who may, with a reference and a reason."""
        if given.trafficking is None and given.trafficking_safeguards is None:
            raise BadInput(FieldError("trafficking", t("Diga qué cambió.", "Say what changed.")))
        known = _compute_known_signs(file, given.occurred_at).trafficking
        is_undone = known == "confirmed" and given.trafficking not in {None, "confirmed"}
        if (given.trafficking in _DECIDED_OUTSIDE or is_undone) and given.decided_by not in _OUTSIDE_AUTHORITIES:
            message = t(
                "Lo decide el mecanismo nacional o la fiscalía: diga cuál.",
                "The national mechanism or the prosecutor decides this: say which.",
            )
            raise BadInput(FieldError("decided_by", message))
        if given.trafficking in _DECIDED_OUTSIDE:
            require_answers(given, "decision_reference", words=t("Identifique la decisión.", "Identify the decision."))
        if given.trafficking in {"no_indicators", "ruled_out"}:
            require_answers(given, "reason", words=WRITE_WHY)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Check that whoever signs the lowering of signs is trained too."""
        if given.signature and self.needs_signature(ctx.file, given):
            if not is_trained(signer_of(given.signature)):
                message = t(
                    "Quien firma no tiene vigente su certificado de formación en niñez.",
                    "Whoever signs holds no valid child-protection certificate.",
                )
                raise BadInput(FieldError("signature", message))
        return Effects()


_REASON_NEEDED = t(
    "Ya había una señal: para bajarla escriba el motivo.", "There was a sign: to lower it, write the reason."
)


@act
class RecordInternationalProtection(Record["RecordInternationalProtection.Input"]):
    """State the asylum claim and what is feared; here alone can a fear be lowered."""

    code = "record_international_protection"
    meets = frozenset({"asylum_acknowledgement"})
    data_groups: ClassVar = {
        "asylum": frozenset({
            "asylum", "decision_reference", "fear_of_return", "persecution_agent", "feared_countries",
        })
    }  # fmt: skip
    title = t("Protección internacional", "International protection")
    compartment = PROTECTION
    reopens = frozenset({"asylum", "risk"})
    sets = frozenset({"asylum", "fear_of_return", "persecution_agent", "feared_countries", "protection_signal_at"})

    class Input(ActInput):
        """What is known now; a blank answer leaves what was known before."""

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
        feared_countries: list[AnyCountry] | None = field(
            t("Países que teme: la lista completa", "Countries that are feared: the whole list"), max_length=10
        )
        reason: LongText | None = field(t("Motivo", "Reason"))

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that a fear is not lowered without a written reason."""
        known = _compute_known_signs(file, given.occurred_at)
        lowered = {
            "fear_of_return": known.fear == "yes" and given.fear_of_return in {"no", "unknown"},
            "persecution_agent": given.persecution_agent is not None
            and lowers_agent(known.agent, given.persecution_agent),
            "feared_countries": given.feared_countries is not None
            and bool(known.feared_countries - set(given.feared_countries)),
        }
        if any(lowered.values()) and not given.reason:
            raise BadInput(*(FieldError(path, _REASON_NEEDED) for path, is_lower in lowered.items() if is_lower))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Put before a supervisor that a fear or a claim no longer protects."""
        before = compute_signs(ctx.file)
        ends_claim = before.asylum in _CLAIMS and given.asylum is not None and given.asylum not in _CLAIMS
        ends_fear = before.fear == "yes" and given.fear_of_return in {"no", "unknown"}
        if not (ends_claim or ends_fear):
            return Effects()
        compartments = frozenset({GENERAL, PROTECTION})
        review = NewTask("review_lowered_protection", role="protection_supervisor", due_at=ctx.at + _REVIEW_WITHIN,
                         compartments=compartments)  # fmt: skip
        return Effects(tasks=(review,))
