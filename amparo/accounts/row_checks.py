"""Tokens of the API follow from the node's own chain, for `amparo audit verify`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from amparo.accounts.models import Token
from amparo.accounts.steps import describe_token
from amparo.ledger.row_checks import Chain, OpenedEvent, RowCheck, Rows, declare_row_check


def _expect_tokens(events: Sequence[OpenedEvent]) -> Rows:
    issued = (opened.sealed["token"] for opened in events if "token" in opened.sealed)
    return {row["hash"]: row for row in issued}


def _read_tokens(chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
    return {None: {row.hash: describe_token(row) for row in Token.objects.all()}}


declare_row_check(RowCheck(Token._meta.db_table, _expect_tokens, _read_tokens, of_node=True))
