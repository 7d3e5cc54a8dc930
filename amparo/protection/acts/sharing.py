"""Shares and referrals.

What leaves the agency about a child, to whom and for what purpose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from amparo.accounts.roles import ROLES
from amparo.accounts.selectors import active_people_of
from amparo.cases.access import find_responsible
from amparo.cases.act import ActContext, ActInput, Action, Effects, NewTask, Record, act
from amparo.cases.checks import WRITE_WHY, require_answers
from amparo.cases.compartments import GENERAL, PROTECTION, TRAFFICKING, Compartment
from amparo.cases.file import CaseFile, Entry
from amparo.cases.involvement import end_referral, involve_by_referral
from amparo.directory import selectors as directory
from amparo.ledger.actor import Actor
from amparo.ledger.codes import In, YesNoUnknown, label
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.protection.referrals import (
    ANSWER,
    CHASE,
    RECIPIENT_STATUSES,
    REFER_AGAIN,
    REFERRAL_ACTS,
    TELL_OUTCOME,
    Asked,
    asked_in,
    compartment_of_share,
    list_referrals,
)
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_RECIPIENT = t("A quién y para qué", "To whom, and for what")
_CONTENT = t("Qué se envía", "What is sent")
_INSTITUTION = t("Institución", "Institution")
_PURPOSE = t("Para qué", "For what")
_DATA_GROUPS = t("Qué datos", "Which data")
_LEAST_DATA_HINT = t("Sólo los necesarios para la finalidad.", "Only those that the purpose needs.")
_MESSAGE = t("Mensaje", "Message")
_URGENCY = t("Qué tan urgente es", "How urgent it is")

Purpose = Annotated[str, In("information_purpose")]
DataGroups = list[Annotated[str, In("data_group")]]
Urgency = Annotated[str, In("urgency")]


_ALWAYS_SHARED = frozenset({"identity"})
"""Whoever receives a child must know who it is, whatever else is sent."""


def _involve_recipient(
    case: Case,
    institution_id: UUID,
    sent: DataGroups | None,
    ground: str,
    compartment: Compartment,
    ctx: ActContext,
    asked: Asked,
) -> tuple[NewTask, ...]:
    """Let the recipient's office on this node see the data that is sent.

    Returns its task, if it has an office here.
    """
    institution = directory.get_institution(institution_id)
    if institution.agency_id is None:
        return ()
    compartments = frozenset({GENERAL, compartment})
    groups = _ALWAYS_SHARED.union(sent or [])
    involve_by_referral(case, institution.agency_id, ground, at=ctx.at, groups=groups, compartments=compartments)
    due_at = ctx.at + asked.answer_within
    detail: JsonObject = {"subject": asked.subject}
    return (NewTask(ANSWER, agency=institution.agency_id, due_at=due_at, detail=detail, compartments=compartments),)


def _require_reader(institution_id: UUID, compartment: Compartment) -> None:
    """Refuse to send what nobody of the recipient's office may read here.

    It would wait unseen. Raises `BadInput`.
    """
    institution = directory.get_institution(institution_id)
    if institution.agency_id is None:
        return
    readers = [role.code for role in ROLES.values() if compartment in role.compartments]
    everybody = active_people_of(institution.agency_id, roles=ROLES.keys())
    if everybody and not any(person.role in readers for person in everybody):
        words = t(
            "Nadie de {name} puede leer aquí lo que le envía. Elija otra institución, o avísele por otra vía y anótelo "
            "en una nota.",
            "Nobody at {name} may read here what you send. Choose another institution, or tell it by another way and "
            "write a note.",
            name=institution.name,
        )
        raise BadInput(FieldError("institution", words))


@act
class ShareWithAgency(Action["ShareWithAgency.Input"]):
    """Share with another institution of the country, or refer the child to a service."""

    code = "share_with_agency"
    title = t("Compartir con otra institución", "Share with another agency")
    sets = frozenset({"open_critical_referrals"})

    class Input(ActInput):
        """The recipient, the purpose, and the least data for it."""

        institution: UUID = field(_INSTITUTION, default=..., choose="institution", group=_RECIPIENT)
        purpose: Purpose | None = field(_PURPOSE, group=_RECIPIENT)
        service: Annotated[str, In("service")] | None = field(
            t("Servicio que se pide", "Service asked for"), group=_RECIPIENT
        )
        urgency: Urgency | None = field(_URGENCY, group=_RECIPIENT)
        fields: DataGroups | None = field(_DATA_GROUPS, hint=_LEAST_DATA_HINT, max_length=15, group=_CONTENT)
        message: LongText | None = field(_MESSAGE, group=_CONTENT)
        legal_basis: Annotated[str, In("legal_basis", but=frozenset({"none"}))] | None = field(
            t("Base legal, si no hay consentimiento", "Legal basis, where there is no consent"),
            group=_CONTENT,
            hint=t(
                "Orden judicial y medida de protección cuentan con su documento en el expediente.",
                "Court order and protection measure count with their document on file.",
            ),
        )
        legal_basis_reason: LongText | None = field(
            t("Cuál, y por qué aplica", "Which one, and why it applies"), group=_CONTENT
        )

    def split_by_compartment(self, given: Input) -> dict[Compartment, JsonObject]:
        """Return the whole share in the compartment of its data and recipient."""
        compartment = _compartment_of(given)
        return {compartment: super().split_by_compartment(given)[GENERAL]}

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Let the recipient see the case, and create its task to answer."""
        ground = "referral" if given.service else "share"
        compartment = _compartment_of(given)
        asked = Asked(self.code, given.urgency, given.service, given.purpose)
        tasks = _involve_recipient(case, given.institution, given.fields, ground, compartment, ctx, asked)
        return Effects(tasks=tasks, closed_tasks=(_refer_again_for(asked),))

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that somebody there may read it."""
        _require_reader(given.institution, _compartment_of(given))


def _compartment_of(given: ShareWithAgency.Input) -> Compartment:
    recipient = directory.kind_of(given.institution)
    return compartment_of_share(given.purpose, given.service, *(given.fields or []), recipient=recipient)


@act
class ShareWithOrigin(Action["ShareWithOrigin.Input"]):
    """Share with an authority or consulate of the country of origin, for one purpose.

    Nobody abroad comes to see the case by it: people of another country sign in to a node of their own.
    """

    code = "share_with_origin"
    proves = frozenset({"file_transferred"})
    is_sensitive = True
    title = t("Compartir con el país de origen", "Share with the country of origin")

    class Input(ActInput):
        """The recipient, the purpose, and the least data for it."""

        institution: UUID = field(_INSTITUTION, default=..., choose="institution", group=_RECIPIENT)
        purpose: Purpose | None = field(_PURPOSE, group=_RECIPIENT)
        fields: DataGroups | None = field(_DATA_GROUPS, hint=_LEAST_DATA_HINT, max_length=15, group=_CONTENT)
        message: LongText | None = field(_MESSAGE, group=_CONTENT)
        sent_by: ShortText | None = field(t("Por qué vía se envía", "By which channel it is sent"), group=_CONTENT)

    def split_by_compartment(self, given: Input) -> dict[Compartment, JsonObject]:
        """Return the whole share in the compartment of its data and purpose."""
        compartment = compartment_of_share(given.purpose, *(given.fields or []))
        return {compartment: super().split_by_compartment(given)[GENERAL]}


@act
class ReferAsylum(Action["ReferAsylum.Input"]):
    """Refer the child to the refugee authority; the account needs no proof."""

    code = "refer_asylum"
    meets = frozenset({"asylum_referral"})
    title = t("Derivar a la autoridad de refugio", "Refer to the refugee authority")
    compartment = PROTECTION
    reopens = frozenset({"asylum"})
    sets = frozenset({"asylum", "asylum_referred_at", "open_critical_referrals"})

    class Input(ActInput):
        """The office, the data, and whether the child wants to ask for asylum."""

        institution: UUID = field(_INSTITUTION, default=..., choose="institution", group=_RECIPIENT)
        purpose: Purpose | None = field(_PURPOSE, group=_RECIPIENT)
        wants_asylum: YesNoUnknown | None = field(
            t("¿Quiere pedir refugio?", "Does the child want to ask for asylum?"),
            group=_RECIPIENT,
            why=t(
                "Se deriva aunque no lo haya dicho: la autoridad se lo explica.",
                "You refer even if it was not said: the authority explains it.",
            ),
        )
        urgency: Urgency | None = field(_URGENCY, group=_RECIPIENT)
        fields: DataGroups | None = field(_DATA_GROUPS, hint=_LEAST_DATA_HINT, max_length=15, group=_CONTENT)
        message: LongText | None = field(_MESSAGE, group=_CONTENT)
        reason: LongText | None = field(t("Por qué se deriva", "Why it is referred"), group=_CONTENT)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Let the authority see the case; a stated wish for asylum blocks every return."""
        is_before_claim = ctx.facts.asylum in {"none", "informed_no_claim"}
        stated = {"asylum": "wish_expressed"} if given.wants_asylum == "yes" and is_before_claim else {}
        asked = Asked(self.code, given.urgency, None, given.purpose)
        tasks = _involve_recipient(case, given.institution, given.fields, "referral", PROTECTION, ctx, asked)
        return Effects(tasks=tasks, closed_tasks=(_refer_again_for(asked),), added_answers={PROTECTION: stated})

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that somebody there may read it."""
        _require_reader(given.institution, PROTECTION)


@act
class ReferTrafficking(Action["ReferTrafficking.Input"]):
    """Refer a possible victim of trafficking to protection or to the prosecutor."""

    code = "refer_trafficking"
    meets = frozenset({"trafficking_referral"})
    title = t("Derivar como posible víctima de trata", "Refer as possible victim of trafficking")
    compartment = TRAFFICKING
    reopens = frozenset({"risk"})
    sets = frozenset({"trafficking_referred_at", "open_critical_referrals"})

    class Input(ActInput):
        """The office, and the data."""

        institution: UUID = field(_INSTITUTION, default=..., choose="institution", group=_RECIPIENT)
        purpose: Purpose | None = field(_PURPOSE, group=_RECIPIENT)
        urgency: Urgency | None = field(_URGENCY, group=_RECIPIENT)
        confirmations: list[Annotated[str, In("confirmation", only=frozenset({"not_criminalised"}))]] | None = field(
            t("Confirme", "Confirm"),
            max_length=1,
            group=_RECIPIENT,
            why=t(
                "Nadie es sancionado por lo que le obligaron a hacer.",
                "Nobody is punished for what they were forced to do.",
            ),
        )
        fields: DataGroups | None = field(_DATA_GROUPS, hint=_LEAST_DATA_HINT, max_length=15, group=_CONTENT)
        message: LongText | None = field(_MESSAGE, group=_CONTENT)
        reason: LongText | None = field(t("Por qué se deriva", "Why it is referred"), group=_CONTENT)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Let the recipient see the case, and create its task to answer."""
        asked = Asked(self.code, given.urgency, None, given.purpose)
        tasks = _involve_recipient(case, given.institution, given.fields, "referral", TRAFFICKING, ctx, asked)
        return Effects(tasks=tasks, closed_tasks=(_refer_again_for(asked),))

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that somebody there may read it."""
        _require_reader(given.institution, TRAFFICKING)


@act
class RecordSafePlacementRequest(Record["RecordSafePlacementRequest.Input"]):
    """State that a safe place with a confidential address was requested."""

    code = "record_safe_placement_request"
    proves = frozenset({"safe_placement_requested"})
    title = t("Solicitud de alojamiento seguro", "Request for a safe place")
    compartment = TRAFFICKING

    class Input(ActInput):
        """The recipient of the request, and what the place must offer."""

        requested_of: ShortText = field(t("A quién se solicitó", "Of whom it was requested"), default=...)
        needs: LongText | None = field(t("Qué debe ofrecer el lugar", "What the place must offer"))
        answer: LongText | None = field(t("Qué respondieron", "What they answered"))


_REFUSED = frozenset({"declined", "cancelled"})
"""How a referral ends so that its recipient has nothing more to do with the child."""
_UNDER_WAY = frozenset({"accepted", "in_service"})


@act
class RecordReferralStep(Record["RecordReferralStep.Input"]):
    """State the progress of a referral, as its recipient reports it."""

    code = "record_referral_step"
    title = t("Avance de una derivación", "Progress of a referral")
    compartment = PROTECTION
    sets = frozenset({"open_critical_referrals", "asylum_referred_at", "trafficking_referred_at"})

    class Input(ActInput):
        """The referral, its status, and who reported it."""

        referral: UUID = field(t("Derivación", "Referral"), default=..., choose="referral")
        status: Annotated[str, In("referral_status", but=frozenset({"draft", "sent"}))] = field(
            t("Cómo va", "How it stands"), default=...
        )
        told_by: ShortText | None = field(t("Quién lo informó", "Who told"))
        note: LongText | None = field(t("Qué se hizo o respondió", "What was done or answered"))

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that the referral is on file, and that one without help has its reason."""
        referral = file.find(given.referral)
        if referral is None or referral.act not in REFERRAL_ACTS:
            raise BadInput(
                FieldError("referral", t("Elija una derivación de la lista.", "Choose a referral from the list."))
            )
        [found] = [one for one in list_referrals(file) if one.entry.id == referral.id]
        if not found.is_open or found.status == "declined":
            words = t("Esta derivación terminó: derive otra vez.", "This referral is over: refer again.")
            raise BadInput(FieldError("referral", words))
        if not found.may_become(given.status):
            stands = label("referral_status", found.status)
            words = t("Ya está más adelante: {stands}.", "It is further on already: {stands}.", stands=stands)
            raise BadInput(FieldError("status", words))
        if given.status in {"declined", "cancelled", "completed"}:
            require_answers(given, "note", words=WRITE_WHY)

    def require_author(self, file: CaseFile, given: Input, by: Actor) -> None:
        """Let the recipient answer what was sent to it.

        Who sent it, and who answers for the child, may say anything of it.
        """
        referral = file.find(given.referral)
        if referral is None or by.agency in {referral.agency, find_responsible(file.case_id).agency}:
            return
        if _office_of(referral) != by.agency:
            words = t("Se envió a otra institución: responde ella, o quien la envió.",
                      "It was sent to another institution: they answer, or who sent it.")  # fmt: skip
            raise BadInput(FieldError("referral", words))
        if given.status not in RECIPIENT_STATUSES:
            words = t("Eso lo dice quien la envió. Usted puede aceptarla, rechazarla o contar qué resultó.",
                      "Who sent it says that. You can accept it, decline it, or tell what came of it.")  # fmt: skip
            raise BadInput(FieldError("status", words))

    def split_by_compartment(self, given: Input) -> dict[Compartment, JsonObject]:
        """Return nothing: `apply` states the step in the compartment of its referral."""
        return {}

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """State the step beside its referral, and leave what is next.

        Who accepted it still says what came of it; one that failed is referred again.
        """
        referral = ctx.file.find(given.referral)
        compartment = next(iter(referral.parts)) if referral else PROTECTION
        stated = {compartment: super().split_by_compartment(given)[PROTECTION]}
        if referral and given.status in _REFUSED:
            end_referral(case, referral.seq, at=ctx.at)
        compartments = frozenset({GENERAL, compartment})
        return Effects(
            tasks=_list_next_tasks(given, referral, compartments),
            closed_tasks=_list_answered_tasks(given),
            added_answers=stated,
        )


def _office_of(referral: Entry) -> UUID | None:
    """Return the agency on this node of the institution to which a child was referred."""
    [(_, office)] = directory.offices_of({UUID(referral["institution"])}).values()
    return office


def _refer_again_for(asked: Asked) -> tuple[str, JsonObject]:
    """Return the task that a new referral ends: to refer again for the same."""
    return (REFER_AGAIN, {"subject": asked.subject})


def _list_next_tasks(
    given: RecordReferralStep.Input, referral: Entry | None, compartments: frozenset[Compartment]
) -> tuple[NewTask, ...]:
    if given.status in {"declined", "no_show"}:
        again: JsonObject = {"status": given.status, "subject": asked_in(referral).subject if referral else ""}
        return (NewTask(REFER_AGAIN, detail=again, compartments=compartments),)
    office = _office_of(referral) if referral and given.status in _UNDER_WAY else None
    detail: JsonObject = {"referral": str(given.referral)}
    if referral:
        detail["subject"] = asked_in(referral).subject
    return (NewTask(TELL_OUTCOME, agency=office, detail=detail, compartments=compartments),) if office else ()


def _list_answered_tasks(given: RecordReferralStep.Input) -> tuple[tuple[str, JsonObject], ...]:
    """Return the tasks that a step ends: to have received it is no answer."""
    if given.status == "received":
        return ()
    theirs = {"referral": str(given.referral)}
    return ((ANSWER, {"entry": str(given.referral)}), (TELL_OUTCOME, theirs), (CHASE, theirs))
