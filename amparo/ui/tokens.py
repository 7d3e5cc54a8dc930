"""What a person may do with their own API tokens, from the pages and the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

from amparo.accounts.selectors import find_person_by_id, valid_tokens
from amparo.accounts.tokens import LONGEST, issue_token, revoke_token
from amparo.ledger.actor import Actor
from amparo.ledger.codes import In
from amparo.ledger.problems import NotVisible
from amparo.ledger.text import t
from amparo.ledger.transaction import in_transaction
from amparo.ui.fields import NameText, Part, field
from amparo.ui.requests import parse_id

if TYPE_CHECKING:
    from amparo.accounts.models import Token


class TokenInput(Part):
    """A token that a person gives to a program."""

    name: NameText = field(t("Para qué programa", "For which program"), default=..., max_length=80)
    scopes: list[Annotated[str, In("token_scope")]] = field(
        t("Qué puede hacer", "What it may do"), default=..., min_length=1, max_length=3,
        hint=t("Nunca más que usted. Marque lo menos que baste.", "Never more than you. Tick what is enough."),
    )  # fmt: skip
    days: int = field(t("Cuántos días vale", "For how many days"), default=..., ge=1, le=LONGEST.days)


def issue_own_token(given: TokenInput, *, by: Actor) -> str:
    """Issue a token for oneself and return it: it is shown once."""
    person, lifetime = find_person_by_id(by.id), timedelta(days=given.days)
    return issue_token(person, name=given.name, scopes=given.scopes, lifetime=lifetime, by=by)


@in_transaction
def revoke_own_token(token_id: str, *, by: Actor, finish: Callable[[], None] = lambda: None) -> None:
    """End one's own token.

    `finish` runs as the last step of the transaction. Raises `NotVisible` when it is somebody else's, or ended already.
    """
    token = valid_tokens(by.id).select_for_update().filter(id=parse_id(token_id)).first()
    if token is None:
        raise NotVisible
    revoke_token(token, by=by)
    finish()


def list_own_tokens(*, by: Actor) -> list[Token]:
    """Return one's own tokens that still open the API, newest first. One query."""
    return list(valid_tokens(by.id))
