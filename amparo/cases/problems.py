"""Why an act on a case cannot be done."""

from __future__ import annotations

from amparo.law import Decision, Request
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import Problem, RoleMayNot
from amparo.ledger.text import t


class ReadOnly(RoleMayNot):
    """The case is open to this person for minutes, for reading alone."""

    title = t("Es una consulta de emergencia: sólo puede leer", "This is an emergency look: you can only read")
    remedy = t(
        "Avise a la autoridad de protección de lo que haya que anotar.",
        "Tell the protection authority what is to be written down.",
    )


class HandedOver(RoleMayNot):
    """The child was handed over.

    Only what puts the child in danger is still theirs to state.
    """

    type = "handed-over"
    title = t("Usted ya entregó a esta niña, niño o adolescente", "You have handed this child over")

    def __init__(self) -> None:
        super().__init__(
            t("Puede avisar de un peligro, una alerta, un incumplimiento o información nueva; lo demás lo anota quien "
              "responde ahora.",
              "You may still tell of a danger, an alert, a breach or new information; the rest is for those who answer "
              "for the child now.")
        )  # fmt: skip


class Refused(Problem):
    """The law refuses the action.

    Carries the decision, and the request that was judged.
    """

    status, type, title = 409, "refused", t("Todavía no se puede", "Not possible yet")

    def __init__(self, decision: Decision, request: Request, members: JsonObject) -> None:
        super().__init__(t("La norma no lo permite en este momento.", "The norm does not allow it at this moment."))
        self.decision = decision
        self.request = request
        self._members = members

    def members(self) -> JsonObject:
        """Return the decision and the request, as far as the caller may read them."""
        return self._members
