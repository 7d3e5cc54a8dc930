"""Return to the country of origin: its plan is approved, it is carried out, the child is received."""

from __future__ import annotations

from typing import Annotated, Any

from amparo.core.acts import ActInput, Action, Effects, LongText, act, ask
from amparo.core.codes import In
from amparo.core.compartments import PROTECTION
from amparo.core.models import Case
from amparo.core.perform import Context
from amparo.core.text import t
from amparo.returns.acts.parts import SiblingsPlan, ask_siblings_plan, ask_siblings_reason, only
from amparo.returns.steps import move_to

_WHY = t("Motivos", "Reasons")
_JOURNEY = t("El viaje", "The journey")
_RECEPTION = t("La recepción", "The reception")


@act
class ApproveReturnPlan(Action):
    """Approve the return plan on record, with a second signature. It holds for 30 days."""

    code = "approve_return_plan"
    title = t("Aprobar el plan de retorno", "Approve the return plan")
    sets = frozenset({"return_plan", "return_plan_approved_at"})

    class Input(ActInput):
        """The grounds; the plan itself is on record."""

        reason_codes: list[Annotated[str, In("reason_code")]] | None = ask(
            t("En qué se apoya", "Grounds"), max_length=12, group=_WHY,
            hint=t("Costo, disuasión o control migratorio no bastan.", "Cost, deterrence or migration control are not enough."),
        )  # fmt: skip
        reasons: LongText | None = ask(t("Por qué", "Why"), compartment=PROTECTION, group=_WHY)
        siblings_plan: SiblingsPlan | None = ask_siblings_plan()
        siblings_reason: LongText | None = ask_siblings_reason()


@act
class ExecuteReturn(Action):
    """Hand the child over for the journey that the approved plan describes. Protection gives back the place of care."""

    code = "execute_return"
    title = t("Ejecutar el retorno", "Carry out the return")

    class Input(ActInput):
        """What is true on the day of the journey."""

        confirmations: list[Annotated[str, only("child_informed", "safe_transport", "arrival_working_day")]] | None = (
            ask(t("Confirme", "Confirm"), max_length=3, group=_JOURNEY)
        )
        siblings_plan: SiblingsPlan | None = ask_siblings_plan()
        siblings_reason: LongText | None = ask_siblings_reason()
        note: LongText | None = ask(t("Observaciones", "Remarks"), group=_JOURNEY)


@act
class ReceiveReturn(Action):
    """Receive a child in the country of origin. From now on it is there that the child is."""

    code = "receive_return"
    title = t("Recibir en el país de origen", "Receive in the country of origin")
    sets = frozenset({"custody", "custody_since", "arrival_at"})

    class Input(ActInput):
        """Who receives, and with whom the child goes."""

        confirmations: list[Annotated[str, only("receiver_accepted")]] | None = ask(
            t("Confirme", "Confirm"), max_length=1, group=_RECEPTION
        )
        release_to_caregiver: bool | None = ask(
            t("Se entrega a una persona cuidadora", "The child goes with a caregiver"), group=_RECEPTION,
            hint=t("Si no, queda con la autoridad de protección.", "If not, the protection authority has the child."),
        )  # fmt: skip
        note: LongText | None = ask(t("Observaciones", "Remarks"), group=_RECEPTION)

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """Custody passes to the caregiver or the authority; the case is now one of the country of origin."""
        move_to(case, ctx.facts.country_origin)
        custody = "family" if given.release_to_caregiver else "protection_authority"
        return Effects(stated={self.compartment: {"custody": custody, "arrival_at": ctx.occurred_at.isoformat()}})
