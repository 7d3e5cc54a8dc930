"""The end of a case on this node: closing it, or passing on to services for adults."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from amparo.core.acts import ActInput, Action, LongText, act, ask
from amparo.core.codes import In
from amparo.core.compartments import PROTECTION
from amparo.core.text import t
from amparo.returns.acts.parts import only


@act
class CloseCase(Action):
    """Close the case, with its reason, its evidence and a second signature. It can be reopened with a reason."""

    code = "close_case"
    title = t("Cerrar el expediente", "Close the case")
    sets = frozenset({"case_status"})

    class Input(ActInput):
        """Why, and that the child knows how to come back."""

        closure_reason: Annotated[str, In("closure_reason")] | None = ask(t("Motivo del cierre", "Reason for closing"))
        reasons: LongText | None = ask(t("En qué se apoya", "What it rests on"), compartment=PROTECTION)
        confirmations: list[Annotated[str, only("child_informed")]] | None = ask(t("Confirme", "Confirm"), max_length=1)


@act
class TransferToAdultServices(Action):
    """Pass on, with their consent, to services for adults somebody who came of age, or was finally found to be an adult."""

    code = "transfer_to_adult_services"
    title = t("Pasar a servicios de personas adultas", "Transfer to adult services")
    sets = frozenset({"transition_plan"})

    class Input(ActInput):
        """To whom; nobody passes into detention on a birthday."""

        institution: UUID | None = ask(t("Qué servicio", "Which service"), choose="institution")
        to_custody: Annotated[str, In("to_custody")] | None = ask(
            t("Quién responde desde ahora, si alguien", "Who answers from now on, if anybody")
        )
        note: LongText | None = ask(t("Qué sigue y con quién", "What follows, and with whom"), compartment=PROTECTION)
