"""What leaves the agency about a child, and for whom: shares and referrals, each with the least data for its purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from amparo.cases.act import ActContext, ActInput, Action, Effects, NewTask, Record, act
from amparo.cases.checks import WRITE_WHY, require
from amparo.cases.compartments import GENERAL, PROTECTION, TRAFFICKING, Compartment
from amparo.cases.file import CaseFile
from amparo.cases.involvement import involve_agency
from amparo.directory import selectors as directory
from amparo.ledger.codes import In, YesNoUnknown
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.protection.referrals import REFERS, kept_in
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_RECIPIENT = t("A quién y para qué", "To whom, and for what")
_CONTENT = t("Qué se envía", "What is sent")
_TO = t("Institución", "Institution")
_PURPOSE = t("Para qué", "For what")
_DATA = t("Qué datos", "Which data")
_ONLY_NEEDED = t("Sólo los necesarios para la finalidad.", "Only those that the purpose needs.")
_MESSAGE = t("Mensaje", "Message")
_URGENCY = t("Qué tan urgente es", "How urgent it is")

Purpose = Annotated[str, In("information_purpose")]
DataGroups = list[Annotated[str, In("data_group")]]
Urgency = Annotated[str, In("urgency")]


def _reach(case: Case, institution: UUID, ground: str, where: Compartment, ctx: ActContext) -> tuple[NewTask, ...]:
    """Let the recipient's office on this node, if it has one, see the case, and put it on its work list."""
    found = directory.institution(institution)
    if found.agency_id is None:
        return ()
    involve_agency(case, found.agency_id, ground, at=ctx.at)
    return (NewTask("answer_referral", agency=found.agency_id, compartments=frozenset({GENERAL, where})),)


@act
class ShareWithAgency(Action["ShareWithAgency.Input"]):
    """Tell another institution of this country what it needs to help, or refer the child to its service."""

    code = "share_with_agency"
    closes_tasks = frozenset({"refer_again"})
    title = t("Compartir con otra institución", "Share with another agency")
    sets = frozenset({"open_critical_referrals"})

    class Input(ActInput):
        """The recipient, the purpose, the least data for it."""

        institution: UUID = field(_TO, default=..., choose="institution", group=_RECIPIENT)
        purpose: Purpose | None = field(_PURPOSE, group=_RECIPIENT)
        service: Annotated[str, In("service")] | None = field(
            t("Servicio que se pide", "Service asked for"), group=_RECIPIENT
        )
        urgency: Urgency | None = field(_URGENCY, group=_RECIPIENT)
        fields: DataGroups | None = field(_DATA, hint=_ONLY_NEEDED, max_length=15, group=_CONTENT)
        message: LongText | None = field(_MESSAGE, group=_CONTENT)
        legal_basis: Annotated[str, In("legal_basis", but=frozenset({"none"}))] | None = field(
            t("Base legal, si no hay consentimiento", "Legal basis, where there is no consent"), group=_CONTENT,
            hint=t("Orden judicial y medida de protección cuentan con su documento en el expediente.",
                   "Court order and protection measure count with their document on file."),
        )  # fmt: skip
        legal_basis_reason: LongText | None = field(
            t("Cuál, y por qué aplica", "Which one, and why it applies"), group=_CONTENT
        )

    def split_by_compartment(self, given: Input) -> dict[Compartment, dict[str, Any]]:
        """The whole share lies where its data, its purpose and its service belong."""
        where = kept_in(given.purpose, given.service, *(given.fields or []))
        return {where: super().split_by_compartment(given)[GENERAL]}

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """The recipient sees the case from now on, within its own compartments, and has it in its work list."""
        ground = "referral" if given.service else "share"
        where = kept_in(given.purpose, given.service, *(given.fields or []))
        return Effects(tasks=_reach(case, given.institution, ground, where, ctx))


@act
class ShareWithOrigin(Action["ShareWithOrigin.Input"]):
    """Tell a protection authority or consulate of the country of origin what one purpose needs.

    Nobody abroad comes to see the case by it: people of another country sign in to a node of their own.
    """

    code = "share_with_origin"
    title = t("Compartir con el país de origen", "Share with the country of origin")

    class Input(ActInput):
        """The recipient, the purpose, the least data for it."""

        institution: UUID = field(_TO, default=..., choose="institution", group=_RECIPIENT)
        purpose: Purpose | None = field(_PURPOSE, group=_RECIPIENT)
        fields: DataGroups | None = field(_DATA, hint=_ONLY_NEEDED, max_length=15, group=_CONTENT)
        message: LongText | None = field(_MESSAGE, group=_CONTENT)
        sent_by: ShortText | None = field(t("Por qué vía se envía", "By which channel it is sent"), group=_CONTENT)

    def split_by_compartment(self, given: Input) -> dict[Compartment, dict[str, Any]]:
        """The whole share lies where its data and its purpose belong."""
        return {kept_in(given.purpose, *(given.fields or [])): super().split_by_compartment(given)[GENERAL]}


@act
class ReferAsylum(Action["ReferAsylum.Input"]):
    """Refer the child to the refugee authority. Whoever meets a child may; nobody has to believe or prove the account."""

    code = "refer_asylum"
    closes_tasks = frozenset({"refer_again"})
    title = t("Derivar a la autoridad de refugio", "Refer to the refugee authority")
    compartment = PROTECTION
    reopens = frozenset({"asylum"})
    sets = frozenset({"asylum", "asylum_referred_at", "open_critical_referrals"})

    class Input(ActInput):
        """To which office, with which data, and whether the child wants to ask for asylum."""

        institution: UUID = field(_TO, default=..., choose="institution", group=_RECIPIENT)
        purpose: Purpose | None = field(_PURPOSE, group=_RECIPIENT)
        wants_asylum: YesNoUnknown | None = field(
            t("¿Quiere pedir refugio?", "Does the child want to ask for asylum?"), group=_RECIPIENT,
            why=t("Se deriva aunque no lo haya dicho: la autoridad se lo explica.",
                  "You refer even if it was not said: the authority explains it."),
        )  # fmt: skip
        urgency: Urgency | None = field(_URGENCY, group=_RECIPIENT)
        fields: DataGroups | None = field(_DATA, hint=_ONLY_NEEDED, max_length=15, group=_CONTENT)
        message: LongText | None = field(_MESSAGE, group=_CONTENT)
        reason: LongText | None = field(t("Por qué se deriva", "Why it is referred"), group=_CONTENT)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """The authority sees the case; a wish that was told is a claim not yet filed, and stops every return."""
        before_a_claim = ctx.facts.asylum in {"none", "informed_no_claim"}
        stated = {"asylum": "wish_expressed"} if given.wants_asylum == "yes" and before_a_claim else {}
        tasks = _reach(case, given.institution, "referral", PROTECTION, ctx)
        return Effects(tasks=tasks, more_stated={PROTECTION: stated})


@act
class ReferTrafficking(Action["ReferTrafficking.Input"]):
    """Refer the child, as a possible victim of trafficking, to protection or to the prosecutor."""

    code = "refer_trafficking"
    closes_tasks = frozenset({"refer_again"})
    title = t("Derivar como posible víctima de trata", "Refer as possible victim of trafficking")
    compartment = TRAFFICKING
    reopens = frozenset({"risk"})
    sets = frozenset({"trafficking_referred_at", "open_critical_referrals"})

    class Input(ActInput):
        """To which office, with which data."""

        institution: UUID = field(_TO, default=..., choose="institution", group=_RECIPIENT)
        purpose: Purpose | None = field(_PURPOSE, group=_RECIPIENT)
        urgency: Urgency | None = field(_URGENCY, group=_RECIPIENT)
        confirmations: list[Annotated[str, In("confirmation", only=frozenset({"not_criminalised"}))]] | None = field(
            t("Confirme", "Confirm"), max_length=1, group=_RECIPIENT,
            why=t("Nadie es sancionado por lo que le obligaron a hacer.", "Nobody is punished for what they were forced to do."),
        )  # fmt: skip
        fields: DataGroups | None = field(_DATA, hint=_ONLY_NEEDED, max_length=15, group=_CONTENT)
        message: LongText | None = field(_MESSAGE, group=_CONTENT)
        reason: LongText | None = field(t("Por qué se deriva", "Why it is referred"), group=_CONTENT)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """The recipient sees the case from now on."""
        return Effects(tasks=_reach(case, given.institution, "referral", TRAFFICKING, ctx))


@act
class RecordSafePlacementRequest(Record["RecordSafePlacementRequest.Input"]):
    """A safe place with a confidential address was asked for."""

    code = "record_safe_placement_request"
    title = t("Solicitud de alojamiento seguro", "Request for a safe place")
    compartment = TRAFFICKING

    class Input(ActInput):
        """Of whom, and what the place must offer."""

        requested_of: ShortText = field(t("A quién se solicitó", "Of whom it was requested"), default=...)
        needs: LongText | None = field(t("Qué debe ofrecer el lugar", "What the place must offer"))
        answer: LongText | None = field(t("Qué respondieron", "What they answered"))


@act
class RecordReferralStep(Record["RecordReferralStep.Input"]):
    """State how far a referral came, as its recipient tells it."""

    code = "record_referral_step"
    closes_tasks = frozenset({"answer_referral"})
    title = t("Avance de una derivación", "Progress of a referral")
    compartment = PROTECTION
    sets = frozenset({"open_critical_referrals", "asylum_referred_at", "trafficking_referred_at"})

    class Input(ActInput):
        """Which one, how far, told by whom."""

        referral: UUID = field(t("Derivación", "Referral"), default=..., choose=f"entry:{','.join(REFERS)}")
        status: Annotated[str, In("referral_status", but=frozenset({"draft", "sent"}))] = field(
            t("Cómo va", "How it stands"), default=...
        )
        told_by: ShortText | None = field(t("Quién lo informó", "Who told"))
        note: LongText | None = field(t("Qué se hizo o respondió", "What was done or answered"))

    def check(self, file: CaseFile, given: Input) -> None:
        """The referral is on this file; one that ends without help says why."""
        found = file.find(given.referral)
        if found is None or found.act not in REFERS:
            raise BadInput(
                FieldError("referral", t("Elija una derivación de la lista.", "Choose a referral from the list."))
            )
        if given.status in {"declined", "cancelled"}:
            require(given, "note", words=WRITE_WHY)

    def split_by_compartment(self, given: Input) -> dict[Compartment, dict[str, Any]]:
        """Kept where the referral is, which `apply` knows."""
        return {}

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """The step lies beside its referral; one that was declined needs another."""
        referral = ctx.file.find(given.referral)
        where = next(iter(referral.parts)) if referral else PROTECTION
        again = given.status in {"declined", "no_show"}
        detail = {"status": given.status}
        tasks = (NewTask("refer_again", detail=detail, compartments=frozenset({GENERAL, where})),) if again else ()
        return Effects(tasks=tasks, more_stated={where: super().split_by_compartment(given)[PROTECTION]})
