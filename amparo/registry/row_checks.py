"""Rows of the registry follow from the chain of their case: `amparo audit verify`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from amparo.ledger.row_checks import Chain, OpenedEvent, RowCheck, Rows, declare_row_check, group_by_chain
from amparo.registry.acts.files import describe_file
from amparo.registry.models import StoredFile


def _expect_files(events: Sequence[OpenedEvent]) -> Rows:
    kept = (opened.sealed["file"] for opened in events if "file" in opened.sealed)
    return {row["id"]: row for row in kept}


def _read_files(chains: Sequence[UUID]) -> Mapping[Chain, Rows]:
    on_record = StoredFile.objects.filter(case__in=chains, entry__isnull=False)
    return group_by_chain((row.case_id, str(row.id), describe_file(row)) for row in on_record)


declare_row_check(RowCheck(StoredFile._meta.db_table, _expect_files, _read_files))
