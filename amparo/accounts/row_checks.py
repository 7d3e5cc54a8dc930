"""Tokens of the API follow from the node's own chain, for `amparo audit verify`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from amparo.accounts.models import Token
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
