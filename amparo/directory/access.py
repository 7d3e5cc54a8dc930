"""What an administrator may do with somebody's access, from the page and the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from pydantic import AfterValidator

from amparo.accounts.resets import issue_reset_code
from amparo.accounts.selectors import people
from amparo.accounts.steps import end_access
from amparo.directory.editors import ADMINISTRATORS, reads_people
from amparo.ledger.actor import Actor
from amparo.ledger.problems import BadInput, FieldError, NotVisible, RoleMayNot
from amparo.ledger.text import t
from amparo.ledger.transaction import in_transaction
from amparo.ui.fields import LongText, Part, field
from amparo.ui.inputs import InvalidAnswer

if TYPE_CHECKING:
    from amparo.accounts.models import Person


_SHORTEST_REASON = 10


def _require_reason(text: str) -> str:
    if len(text) < _SHORTEST_REASON:
        raise InvalidAnswer(t("Escriba el motivo, al menos 10 letras.", "Write the reason, at least 10 letters."))
    return text


class ResetInput(Part):
    """Why a person gets a one-time code, and whether the second factor is lost too."""

    second_factor_lost: bool = field(
        t("¿Perdió también el segundo factor?", "Is the second factor lost too?"), default=...,
        hint=t("Si es así, se borra, y la persona pone otro al entrar.",
               "If so it is deleted, and the person sets up another at sign-in."),
    )  # fmt: skip
    reason: Annotated[LongText, AfterValidator(_require_reason)] = field(
        t("Motivo, y cómo comprobó quién lo pide", "Reason, and how you made sure who asks"), default=...
    )


_NOT_ONESELF = t(
    "Nadie restablece su propia cuenta: pídalo a otra persona que administre el nodo.",
    "Nobody resets their own account: ask another administrator of the node.",
)


def find_managed_person(person_id: UUID, *, by: Actor) -> Person:
    """Return a person whose access `by` may manage. Raises `NotVisible`, `RoleMayNot`."""
    if not reads_people(by):
        raise NotVisible
    if by.role not in ADMINISTRATORS:
        raise RoleMayNot
    person = people().filter(id=person_id).first()
    if person is None:
        raise NotVisible
    return person


@in_transaction
def reset_access(
    person: Person, given: ResetInput, *, by: Actor, finish: Callable[[str], None] = lambda code: None
) -> str:
    """Return the one-time code with which a person sets a new password.

    `finish` is called with it as the last step of the transaction.

    Raises `BadInput` for one's own account: who has the session could else do away with the second factor.
    """
    if person.id == by.id:
        raise BadInput(FieldError("", _NOT_ONESELF))
    code = issue_reset_code(person, reason=given.reason, is_second_factor_lost=given.second_factor_lost, by=by)
    finish(code)
    return code


@in_transaction
def end_access_of(person: Person, *, by: Actor) -> None:
    """End every session and token of a person."""
    end_access(person, by=by)
