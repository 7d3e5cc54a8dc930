"""Passwords, second factors, tokens and reset codes follow from the node's chain.

For `amparo audit verify`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from allauth.mfa.models import Authenticator

from amparo.accounts.models import Person, ResetCode, Token
from amparo.accounts.resets import describe_code
from amparo.accounts.second_factors import describe_second_factor
from amparo.accounts.steps import describe_password
from amparo.accounts.tokens import complete_described, describe_token
from amparo.ledger.json import JsonObject
from amparo.ledger.row_checks import Chain, OpenedEvent, RowCheck, Rows, declare_row_check, describe_row


def _expect_tokens(events: Sequence[OpenedEvent]) -> Rows:
    found: dict[str, JsonObject] = {}
    for opened in events:
        if issued := opened.sealed.get("token"):
            found[issued["hash"]] = complete_described(issued) | {"revoked_at": None}
        elif ended := opened.sealed.get("revoked_token"):
            found.setdefault(ended["hash"], {}).update(ended)
    return found


def _read_tokens(chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
    return {None: {row.hash: describe_token(row) | describe_row(row, "revoked_at") for row in Token.objects.all()}}


declare_row_check(RowCheck(Token._meta.db_table, _expect_tokens, _read_tokens, of_node=True))


def _expect_codes(events: Sequence[OpenedEvent]) -> Rows:
    found: dict[str, JsonObject] = {}
    for opened in events:
        if issued := opened.sealed.get("reset_code"):
            found[issued["hash"]] = issued | {"used_at": None}
        elif used := opened.sealed.get("used_reset_code"):
            found.setdefault(used["hash"], {}).update(used)
    return found


def _read_codes(chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
    return {None: {row.hash: describe_code(row) | describe_row(row, "used_at") for row in ResetCode.objects.all()}}


declare_row_check(RowCheck(ResetCode._meta.db_table, _expect_codes, _read_codes, of_node=True))


def _expect_passwords(events: Sequence[OpenedEvent]) -> Rows:
    said = (opened.sealed["password"] for opened in events if "password" in opened.sealed)
    last = {password["person"]: password for password in said}
    return {person: password for person, password in last.items() if password["sha256"]}


def _read_passwords(chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
    people = (person for person in Person.objects.all() if person.has_usable_password())
    return {None: {str(person.id): describe_password(person) for person in people}}


declare_row_check(RowCheck("passwords", _expect_passwords, _read_passwords, of_node=True))


def _expect_second_factors(events: Sequence[OpenedEvent]) -> Rows:
    found: dict[str, JsonObject] = {}
    for opened in events:
        if added := opened.sealed.get("added_second_factor"):
            found[added["id"]] = added
        elif removed := opened.sealed.get("removed_second_factor"):
            found.pop(removed["id"], None)
    return found


def _read_second_factors(chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
    return {None: {str(row.pk): describe_second_factor(row) for row in Authenticator.objects.all()}}


declare_row_check(RowCheck("second_factors", _expect_second_factors, _read_second_factors, of_node=True))
