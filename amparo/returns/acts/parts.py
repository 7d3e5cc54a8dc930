"""What the acts of this app ask in the same words."""

from typing import Annotated, Any

from amparo.core.acts import ask
from amparo.core.codes import In, code_list
from amparo.core.text import t

SiblingsPlan = Annotated[str, In("siblings_plan", but=frozenset({"not_stated"}))]
SIBLINGS = t("Hermanas y hermanos", "Sisters and brothers")


def only(*codes: str) -> In:
    """Of the confirmations that are stated, those that this act asks for."""
    return In("confirmation", but=frozenset(code_list("confirmation")) - set(codes))


def ask_siblings_plan() -> Any:
    """Whether sisters and brothers stay together. Together counts where their own files agree."""
    return ask(t("¿Qué pasa con sus hermanas y hermanos?", "What happens to sisters and brothers?"), group=SIBLINGS)


def ask_siblings_reason() -> Any:
    """Why they would not."""
    return ask(t("Si se separan, por qué", "If they are separated, why"), group=SIBLINGS)
