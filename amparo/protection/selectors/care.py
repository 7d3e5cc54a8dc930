"""Reads of where the child is, and of the placement order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amparo.cases.compartments import WHEREABOUTS
from amparo.cases.file import CaseFile
from amparo.ledger.actor import Actor
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.protection.placements import current_placement


def describe_whereabouts(file: CaseFile, *, by: Actor) -> tuple[bool, str]:
    """Return whether the place is restricted, and the place in words. No query.

    The words are empty if the place is restricted for `by`, or unknown.
    """
    placement = current_placement(file)
    if placement is None:
        custody = file.latest("custody")
        return False, str(label("custody", custody)) if custody else ""
    if not by.may_read(frozenset({WHEREABOUTS})):
        return True, ""
    return False, " · ".join(str(placement[name]) for name in ("provider_name", "where") if placement.get(name))


@dataclass(frozen=True, slots=True)
class DiscardedOption:
    """A less restrictive option that was not used, and why, in words."""

    option: str
    why_not: str
    reason: str


@dataclass(frozen=True, slots=True)
class PlacementOrder:
    """The content of the printed placement order, codes in the reader's language."""

    provider: str
    placement_type: str
    since: datetime
    legal_basis: str
    legal_basis_reason: str
    siblings: str
    siblings_reason: str
    instructions: str
    discarded: tuple[DiscardedOption, ...]


def placement_order(file: CaseFile) -> PlacementOrder | None:
    """Return the placement order; None without one that may be read. No query."""
    placement = current_placement(file)
    if placement is None or "placement_type" not in placement.body:
        return None
    siblings_plan = placement.get("siblings_plan")
    return PlacementOrder(
        provider=placement.get("provider_name", ""),
        placement_type=str(label("placement_type", placement["placement_type"])),
        since=placement.occurred_at,
        legal_basis=str(label("legal_basis", placement.get("legal_basis", "none"))),
        legal_basis_reason=placement.get("legal_basis_reason", ""),
        siblings=str(label("siblings_plan", siblings_plan)) if siblings_plan else "",
        siblings_reason=placement.get("siblings_reason", ""),
        instructions=placement.get("note", ""),
        discarded=tuple(
            _build_discarded_option(row) for row in file.latest("options", "record_care_options", default=[])
        ),
    )


def _build_discarded_option(row: JsonObject) -> DiscardedOption:
    option, why_not = label("care_option", row["option"]), label("option_discarded", row["why_not"])
    return DiscardedOption(str(option), str(why_not), row["reason"])
