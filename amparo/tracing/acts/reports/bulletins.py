"""Acts on search bulletins: issue, acknowledge, withdraw."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from amparo.cases.access import require_involvement, sees_whole_case
from amparo.cases.act import ActContext, ActInput, Effects, act
from amparo.cases.checks import require_answers, require_distinct, run_all_checks
from amparo.cases.file import CaseFile
from amparo.directory import selectors as directory
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.codes import AnyCountry, In
from amparo.ledger.days import end_of_day, local_day
from amparo.ledger.ids import new_id
from amparo.ledger.kept_rows import keep
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.selectors import photographs_on_file
from amparo.tracing.acts.reports.base import ReportRecord
from amparo.tracing.models.reports import MOST_DAYS, Bulletin, BulletinRecipient
from amparo.tracing.reports.answers import current_consents, sought_names, unwithdrawn_bulletins
from amparo.tracing.reports.bulletin_content import build_bulletin_content
from amparo.tracing.steps.bulletins import recipient_tasks, withdraw_bulletin
from amparo.tracing.task_codes import BULLETIN_RECEIVED, BULLETIN_WITHDRAWN
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_WHAT = t("Qué dice", "What it says")
_WHOM = t("A quién y hasta cuándo", "To whom, and until when")
_NOT_OURS = t("Elija un boletín de este reporte.", "Choose a bulletin of this report.")


@act
class IssueBulletin(ReportRecord["IssueBulletin.Input"]):
    """Issue a search bulletin with the chosen data, and nothing of the searcher.

    A bulletin is renewed by issuing another.
    """

    code = "issue_bulletin"
    title = t("Emitir un boletín de búsqueda", "Issue a search bulletin")

    class Input(ActInput):
        """What it says, until when, and who receives it."""

        parts: list[Annotated[str, In("bulletin_part")]] = field(
            t("Qué datos lleva", "Which data it carries"), default=..., min_length=1, max_length=5, group=_WHAT,
            why=t("Lo mínimo para reconocerle. Nunca la dirección ni el teléfono de la familia.",
                  "The least by which to recognise the child. Never the family's address or telephone."),
        )  # fmt: skip
        photograph: UUID | None = field(
            t("Fotografía", "Photograph"), choose="report_photograph", group=_WHAT,
            hint=t("Sólo si quien busca lo consintió.", "Only if the searcher agreed to it."),
        )  # fmt: skip
        last_seen_country: AnyCountry = field(
            t("Se le vio por última vez en", "Last seen in"), default=..., group=_WHAT
        )
        last_seen_state: ShortText | None = field(
            t("Departamento o estado", "State or department"), group=_WHAT,
            hint=t("Nunca una dirección.", "Never an address."),
        )  # fmt: skip
        expires_on: date = field(
            t("Vence el", "Expires on"), default=..., group=_WHOM,
            hint=t("A más tardar en {n} días.", "Within {n} days.", n=MOST_DAYS),
        )  # fmt: skip
        recipients: list[UUID] = field(
            t("Quién lo recibe", "Who receives it"), default=..., choose="institution", min_length=1, max_length=60,
            group=_WHOM,
        )  # fmt: skip

    def check_input(self, file: CaseFile, given: Input) -> None:
        """Require consent, an identifying part, a near expiry and verified recipients."""
        consents = current_consents(file)
        if "bulletin" not in consents:
            raise BadInput(
                FieldError(
                    "parts", t("Quien busca no ha consentido un boletín.", "The searcher has not agreed to a bulletin.")
                )
            )
        run_all_checks(
            lambda: _require_recognisable_child(file, given),
            lambda: _require_photograph_consent(file, given, consents),
            lambda: _require_expiry_within_limit(given),
            lambda: _require_verified_recipients(given),
        )

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create the bulletin, and a task of acknowledging it for each recipient."""
        bulletin = Bulletin.objects.create(
            id=new_id(),
            case=case,
            seq=case.last_seq + 1,
            content=build_bulletin_content(case, ctx.file, given),
            photograph=given.photograph if "photograph" in given.parts else None,
            issued_at=ctx.at,
            issued_by=ctx.by.id,
            expires_at=end_of_day(given.expires_on, ctx.at),
        )
        recipients = [_new_recipient(bulletin, institution) for institution in given.recipients]
        BulletinRecipient.objects.bulk_create(recipients)
        keep(bulletin, *recipients)
        return Effects(
            tasks=recipient_tasks(BULLETIN_RECEIVED, recipients),
            added_answers={self.compartment: {"bulletin": str(bulletin.id)}},
        )


def _require_recognisable_child(file: CaseFile, given: IssueBulletin.Input) -> None:
    """Require a name or a photograph, and a name only where it is known."""
    if "names" in given.parts and not sought_names(file):
        raise BadInput(FieldError("parts", t("El nombre no se sabe.", "The name is not known.")))
    if not {"names", "photograph"} & set(given.parts):
        words = t("Ponga el nombre o la fotografía: sin ellos nadie le reconocería.",
                  "Put the name or the photograph: without them nobody would recognise the child.")  # fmt: skip
        raise BadInput(FieldError("parts", words))


def _require_photograph_consent(file: CaseFile, given: IssueBulletin.Input, consents: frozenset[str]) -> None:
    if "photograph" not in given.parts:
        if given.photograph:
            words = t("Marque también «Fotografía» entre los datos.", "Mark “photograph” among the data too.")
            raise BadInput(FieldError("photograph", words))
        return
    if "photograph" not in consents:
        words = t(
            "Quien busca no ha consentido que se use la fotografía.",
            "The searcher has not agreed to the photograph's use.",
        )
        raise BadInput(FieldError("photograph", words))
    require_answers(given, "photograph", words=t("Elija la fotografía.", "Choose the photograph."))
    photograph = given.photograph
    if photograph is None or not photographs_on_file(file.case_id).filter(id=photograph).exists():
        raise BadInput(
            FieldError("photograph", t("Elija una fotografía de este reporte.", "Choose a photograph of this report."))
        )


def _require_expiry_within_limit(given: IssueBulletin.Input) -> None:
    today = local_day(clock.now())
    if not today < given.expires_on <= today + timedelta(days=MOST_DAYS):
        words = t("Entre mañana y {n} días más.", "Between tomorrow and {n} days from now.", n=MOST_DAYS)
        raise BadInput(FieldError("expires_on", words))


def _require_verified_recipients(given: IssueBulletin.Input) -> None:
    require_distinct("recipients", given.recipients, t("Una vez cada una.", "Each of them once."))
    for institution_id in given.recipients:
        institution = directory.get_institution(institution_id, path="recipients")
        if not directory.is_verified(institution, on=local_day(clock.now())):
            words = t("{name} no está verificada en el directorio, o su compromiso de confidencialidad venció.",
                      "{name} is not verified in the directory, or its confidentiality undertaking has ended.",
                      name=institution.name)  # fmt: skip
            raise BadInput(FieldError("recipients", words))


def _new_recipient(bulletin: Bulletin, institution: UUID) -> BulletinRecipient:
    found = directory.get_institution(institution, path="recipients")
    return BulletinRecipient(
        bulletin=bulletin, case=bulletin.case, institution=found.id, name=found.name, agency=found.agency_id
    )


@act
class RecordBulletinAcknowledged(ReportRecord["RecordBulletinAcknowledged.Input"]):
    """State that a recipient has a bulletin, or took down a withdrawn one.

    Also for people of the recipient, who read the bulletin and nothing else of the report.
    """

    code = "record_bulletin_acknowledged"
    title = t("Acusar recibo de un boletín", "Acknowledge a bulletin")
    only_while = frozenset({"open", "closed", "withdrawn"})

    class Input(ActInput):
        """Which bulletin, which recipient, and how."""

        bulletin: UUID = field(t("Boletín", "Bulletin"), default=..., choose="bulletin")
        institution: UUID | None = field(
            t("Institución que lo recibió", "Institution that received it"), choose="institution",
            hint=t("En blanco: la suya.", "Blank: your own."),
        )  # fmt: skip
        received_by: ShortText = field(t("Quién lo recibió", "Who received it"), default=...)
        means: Annotated[str, In("receipt_means")] = field(
            t("Cómo acusó recibo", "How it was acknowledged"), default=...
        )

    def is_possible(self, file: CaseFile) -> bool:
        """Return whether a bulletin was issued."""
        return super().is_possible(file) and file.last("issue_bulletin") is not None

    def require_access(self, by: Actor, case_id: UUID) -> None:
        """Allow people involved in the report, and people of a receiving agency."""
        if not by.agency or not BulletinRecipient.objects.filter(case=case_id, agency=by.agency).exists():
            require_involvement(by, case_id)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Store the acknowledgement, and close the task that asked for it."""
        recipient = _acknowledging_recipient(case, given, ctx)
        if recipient.bulletin.withdrawn_at:
            recipient.withdrawal_told_at = ctx.occurred_at
        if recipient.acknowledged_at is None:
            recipient.acknowledged_at, recipient.acknowledged_by = ctx.occurred_at, given.received_by
        recipient.save(update_fields=["acknowledged_at", "acknowledged_by", "withdrawal_told_at"])
        keep(recipient)
        about = {"bulletin": str(recipient.bulletin_id), "institution": str(recipient.institution)}
        return Effects(
            closed_tasks=((BULLETIN_RECEIVED, about), (BULLETIN_WITHDRAWN, about)),
            added_answers={self.compartment: {"institution": str(recipient.institution)}},
        )


def _acknowledging_recipient(case: Case, given: RecordBulletinAcknowledged.Input, ctx: ActContext) -> BulletinRecipient:
    """Return the recipient that acknowledges; raise `BadInput` if there is none.

    Who does not see the report acknowledges for their own agency alone.
    """
    candidates = BulletinRecipient.objects.select_related("bulletin").filter(case=case, bulletin=given.bulletin)
    if given.institution:
        candidates = candidates.filter(institution=given.institution)
    else:
        candidates = candidates.filter(agency=ctx.by.agency) if ctx.by.agency else candidates.none()
    if not sees_whole_case(ctx.by, case.id):
        candidates = candidates.filter(agency=ctx.by.agency)
    found = candidates.first()
    if found is None:
        path = "institution" if given.institution else "bulletin"
        raise BadInput(
            FieldError(
                path,
                t(
                    "Elija un boletín y una institución que lo recibió.",
                    "Choose a bulletin and an institution that received it.",
                ),
            )
        )
    return found


@act
class WithdrawBulletin(ReportRecord["WithdrawBulletin.Input"]):
    """Withdraw a bulletin: it cannot be printed any more.

    Each recipient is asked to take it down.
    """

    code = "withdraw_bulletin"
    title = t("Retirar un boletín", "Withdraw a bulletin")

    class Input(ActInput):
        """Which bulletin, and why."""

        bulletin: UUID = field(t("Boletín", "Bulletin"), default=..., choose="bulletin")
        reason: Annotated[str, In("bulletin_withdrawal", but=frozenset({"report_ended"}))] = field(
            t("Por qué", "Why"), default=...
        )
        text: LongText | None = field(t("Explique", "Explain"))

    def is_possible(self, file: CaseFile) -> bool:
        """Return whether there is a bulletin to withdraw."""
        return super().is_possible(file) and bool(unwithdrawn_bulletins(file))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Withdraw the bulletin, and create a task of taking it down for each recipient."""
        found = Bulletin.objects.filter(id=given.bulletin, case=case).first()
        if found is None:
            raise BadInput(FieldError("bulletin", _NOT_OURS))
        if found.withdrawn_at:
            raise BadInput(
                FieldError("bulletin", t("Ese boletín ya está retirado.", "That bulletin is withdrawn already."))
            )
        return Effects(tasks=withdraw_bulletin(found, given.reason, by=ctx.by, at=ctx.at))
