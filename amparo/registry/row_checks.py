"""Rows of the registry follow from the chain of their case: `amparo audit verify`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.db.models import Q

from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.kinds import CHILD
from amparo.cases.row_checks import rebuild_case
from amparo.ledger.json import JsonObject
from amparo.ledger.kept_rows import declare_kept_table
from amparo.ledger.row_checks import (
    Chain,
    OpenedEvent,
    RowCheck,
    Rows,
    declare_row_check,
    describe_row,
    group_by_chain,
)
from amparo.registry.models import Card, CaseProfile, Kinship, MatchThreshold, StoredFile
from amparo.registry.projection import AGE_PROFILES, card_columns
from amparo.registry.threshold import describe_threshold

_CARD = tuple(column.name for column in Card._meta.concrete_fields if column.name not in ("case", "changed_at"))


def _expect_card(events: Sequence[OpenedEvent]) -> Rows:
    """Return the card of a child as its last act wrote it, with the profiles."""
    case = rebuild_case(events)
    if case is None or case.kind != CHILD:
        return {}
    facts = compute_facts(case.file, FactQuery(case.acted_at))
    columns = card_columns(case.file, facts)
    card = Card(**columns, number=case.number, agency=case.agency, officer=case.officer)
    return {"": _describe_card(card, facts.profiles - AGE_PROFILES.keys())}


def _describe_card(card: Card, profiles: frozenset[str]) -> JsonObject:
    return describe_row(card, *_CARD) | {"profiles": sorted(profiles)}


def _read_cards(chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
    return group_by_chain(_iterate_cards(chains))


def _iterate_cards(chains: Sequence[UUID]) -> Iterator[tuple[Chain, str, JsonObject]]:
    profiles: dict[UUID, set[str]] = {}
    for case, code in CaseProfile.objects.filter(case__in=chains).values_list("case", "code"):
        profiles.setdefault(case, set()).add(code)
    for card in Card.objects.filter(case__in=chains):
        yield card.case_id, "", _describe_card(card, frozenset(profiles.get(card.case_id, ())))


def _expect_thresholds(events: Sequence[OpenedEvent]) -> Rows:
    found = (opened.sealed["match_threshold"] for opened in events if "match_threshold" in opened.sealed)
    return {row["id"]: row for row in found}


def _read_thresholds(chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
    return {None: {str(row.id): describe_threshold(row) for row in MatchThreshold.objects.all()}}


declare_row_check(RowCheck(MatchThreshold._meta.db_table, _expect_thresholds, _read_thresholds, of_node=True))
declare_row_check(RowCheck(Card._meta.db_table, _expect_card, _read_cards))
declare_kept_table(Kinship, "other", "kind", "since", "ended_at")
declare_kept_table(
    StoredFile, "kind", "compartment_name", "media_type", "size_bytes", "sha256", "entry", "by",
    only=Q(entry__isnull=False),
)  # fmt: skip
