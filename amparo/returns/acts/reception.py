"""The reception in the country of origin.

Identity, interview, and who has the child.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from amparo.cases.act import ActContext, ActInput, Action, Effects, Record, act
from amparo.cases.breaches import with_breach
from amparo.cases.checks import require_answers
from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION
from amparo.cases.file import CaseFile
from amparo.ledger.codes import In, YesNoUnknown
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.returns.journey import current_receptions
from amparo.returns.mechanism import find_breach_of_reception
from amparo.returns.steps import change_country, close_arrival_tasks
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_IDENTITY = t("Quién es", "Who the child is")
_INTERVIEW = t("Entrevista privada", "Private interview")
_CHECKED = t("Cómo llega", "How the child arrives")
_RECEPTION = t("La recepción", "The reception")
_CLAIMED = t("Quién le reclama", "Who claims the child")


@act
class RecordReception(Record["RecordReception.Input"]):
    """State what was checked at the reception and what the child said in private."""

    code = "record_reception"
    proves = frozenset({"identity_matched", "reception_interview"})
    title = t("Recepción: identidad y entrevista", "Reception: identity and interview")
    reopens = frozenset({"risk", "asylum"})

    class Input(ActInput):
        """Only what was done; more can be added later."""

        identity_matched: YesNoUnknown | None = field(
            t("¿Es la niña, niño o adolescente que se esperaba?", "Is it the child who was expected?"), group=_IDENTITY
        )
        matched_by: list[Annotated[str, In("identity_match")]] | None = field(
            t("Cómo se comprobó", "How it was checked"), max_length=5, group=_IDENTITY
        )
        in_private: bool | None = field(
            t("¿Se habló a solas?", "Was it in private?"),
            group=_INTERVIEW,
            hint=t(
                "Sin quien le reclama, sin escolta ni uniformes.",
                "Without who claims the child, without escort or uniforms.",
            ),
        )
        interviewed_by: ShortText | None = field(
            t("Quién habló con la niña o niño", "Who spoke with the child"), group=_INTERVIEW
        )
        fear_of_return: YesNoUnknown | None = field(
            t("¿Teme estar aquí o ir a casa?", "Does the child fear being here, or going home?"),
            compartment=PROTECTION,
            group=_INTERVIEW,
            why=t(
                "Si teme, no se entrega: se abre una medida de protección.",
                "Who fears is not released: a protection measure is opened.",
            ),
        )
        own_words: LongText | None = field(
            t("Con sus propias palabras", "In the child's own words"), compartment=PROTECTION, group=_INTERVIEW
        )
        health: LongText | None = field(
            t("Salud y lo que necesita ahora", "Health, and what is needed now"), compartment=HEALTH, group=_CHECKED
        )
        belongings: LongText | None = field(t("Pertenencias que trae", "Belongings that came along"), group=_CHECKED)
        documents: LongText | None = field(t("Documentos que trae", "Documents that came along"), group=_CHECKED)
        claimed_by: ShortText | None = field(
            t("Nombre y documento", "Name and document"), compartment=PROTECTION, group=_CLAIMED
        )
        claimant_is_receiver: YesNoUnknown | None = field(
            t("¿Es la persona que se evaluó?", "Is it the person who was vetted?"), group=_CLAIMED
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that a match has its means, and a private interview its interviewer."""
        if given.identity_matched == "yes":
            require_answers(given, "matched_by", words=t("Diga cómo se comprobó.", "Say how it was checked."))
        if given.in_private:
            message = t("Diga quién habló con la niña o niño.", "Say who spoke with the child.")
            require_answers(given, "interviewed_by", words=message)
            require_answers(given, "fear_of_return", words=t("Pregunte si teme.", "Ask about fear."))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Close the tasks to confirm the arrival."""
        close_arrival_tasks(case, by=ctx.by, at=ctx.at)
        return Effects()


@act
class ReceiveReturn(Action["ReceiveReturn.Input"]):
    """Receive a child in the country of origin; from then on the child is there.

    A child who came without a departure is received all the same, and that is a breach.
    """

    code = "receive_return"
    may_show_breach = True
    closes_tasks = frozenset({"confirm_arrival", "child_not_arrived"})
    title = t("Recibir en el país de origen", "Receive in the country of origin")
    sets = frozenset({"custody", "custody_since", "placement_since", "arrival_at", "open_safety_alerts"})

    class Input(ActInput):
        """The confirmation, and whether a caregiver takes the child."""

        confirmations: list[Annotated[str, In("confirmation", only=frozenset({"receiver_accepted"}))]] | None = field(
            t("Confirme", "Confirm"), max_length=1, group=_RECEPTION
        )
        release_to_caregiver: bool | None = field(
            t("Se entrega a una persona cuidadora", "The child goes with a caregiver"),
            group=_RECEPTION,
            hint=t("Si no, queda con la autoridad de protección.", "If not, the protection authority has the child."),
        )
        note: LongText | None = field(t("Observaciones", "Remarks"), group=_RECEPTION)

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that the caregiver who takes the child is the one who was vetted."""
        records = current_receptions(file)
        answers = [entry["claimant_is_receiver"] for entry in records if entry.get("claimant_is_receiver")]
        if given.release_to_caregiver and answers and answers[-1] != "yes":
            message = t(
                "Quien le reclama no es la persona evaluada: queda con la autoridad de protección.",
                "Who claims the child is not the person who was vetted: the protection authority has the child.",
            )
            raise BadInput(FieldError("release_to_caregiver", message))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Give custody to the caregiver or the authority, and the case to the country."""
        close_arrival_tasks(case, by=ctx.by, at=ctx.at)
        change_country(case, ctx.facts.country_origin)
        custody = "family" if given.release_to_caregiver else "protection_authority"
        arrival: JsonObject = {"custody": custody, "arrival_at": ctx.occurred_at.isoformat()}
        breach = find_breach_of_reception(ctx.file, ctx.occurred_at)
        return with_breach(Effects(added_answers={GENERAL: arrival}), breach, at=ctx.at)
