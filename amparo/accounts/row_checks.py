"""Tokens and reset codes follow from the node's own chain: `amparo audit verify`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from amparo.accounts.models import ResetCode, Token
from amparo.accounts.resets import describe_code
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
