"""Parameters on guardians, places of care and custody.

They come from the registers, the linked siblings and the file.
"""

from datetime import date

from amparo.cases.compartments import GENERAL, PROTECTION, WHEREABOUTS
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.param_providers import NOWHERE, DecisionContext, confirmation, parameter, siblings_agree
from amparo.directory import selectors as directory
from amparo.ledger.days import local_day
from amparo.protection import registers
from amparo.protection.documents import BASES_WITH_DOCUMENT, is_basis_documented
from amparo.protection.fit import assess_fit
from amparo.protection.models import Provider, RollEntry
from amparo.protection.placements import current_placement, entries_since_last_move, is_placed_with
from amparo.registry.siblings import sibling_files, sibling_ids

_FAMILY_PLACEMENTS = frozenset({"family_reception", "open_shelter_family", "mother_child_unit"})
_HANDOVER_ANSWERS = ("health_state", "belongings", "documents", "handed_over_by", "received_by")


def _find_candidate(context: DecisionContext) -> RollEntry | None:
    chosen = context.answer("guardian") if context.action == "appoint_guardian" else None
    return registers.find_roll_entry(chosen, path="guardian") if chosen else None


@parameter("candidate_suitable", proven_in=NOWHERE)
def candidate_suitable(context: DecisionContext) -> str | None:
    """Return whether the guardian is suitable by the roll; `unknown` once expired."""
    candidate = _find_candidate(context)
    if candidate is None:
        return None
    is_expired = _is_past(candidate.suitable_until, context)
    return "unknown" if candidate.suitable == "yes" and is_expired else candidate.suitable


def _is_past(day: date | None, context: DecisionContext) -> bool:
    return day is not None and day < local_day(context.at)


@parameter("candidate_conflict", proven_in=NOWHERE)
def candidate_conflict(context: DecisionContext) -> str | None:
    """Return whether the roll shows a conflict of interest of the guardian."""
    candidate = _find_candidate(context)
    return candidate.conflict if candidate else None


@parameter("legal_basis", proven_in={GENERAL})
def legal_basis(context: DecisionContext) -> str | None:
    """Return the stated legal basis if its document, or else a reason, is given."""
    stated = context.answer("legal_basis")
    if stated in BASES_WITH_DOCUMENT:
        return stated if is_basis_documented(stated, context.file, on=local_day(context.at)) else None
    return stated if context.answer("legal_basis_reason") else None


def _find_provider(context: DecisionContext) -> Provider | None:
    chosen = context.answer("provider") if context.action == "place_in_care" else None
    return registers.find_provider(chosen) if chosen else None


@parameter("placement_type", proven_in=NOWHERE)
def placement_type(context: DecisionContext) -> str | None:
    """Return the type of the chosen provider, also where it is a place of detention."""
    provider = _find_provider(context)
    return provider.placement_type if provider else None


@parameter("placement_authorised", proven_in={WHEREABOUTS})
def placement_authorised(context: DecisionContext) -> str | None:
    """Return whether the provider has a licence, vetted staff and a free place.

    `unknown` without a licence on file.
    """
    provider = _find_provider(context)
    if provider is None:
        return None
    if not provider.staff_vetted or _is_past(provider.licence_until, context):
        return "no"
    if not provider.free and not is_placed_with(context.file, provider.id):
        return "no"
    return "yes" if provider.licence_until else "unknown"


@parameter("placement_suits", proven_in={PROTECTION})
def placement_suits(context: DecisionContext) -> str | None:
    """Return whether the provider suits the child; a written reason overrides it."""
    provider = _find_provider(context)
    if provider is None:
        return None
    return "yes" if context.answer("fit_reason") else assess_fit(provider, context.file, context.at)


@parameter("placement_conditions", proven_in={WHEREABOUTS})
def placement_conditions(context: DecisionContext) -> frozenset[str] | None:
    """Return the conditions of a placement by the file, of a determination as stated."""
    if context.action == "decide_bid":
        return frozenset(context.answer("placement_conditions", []))
    provider = _find_provider(context)
    if provider is None:
        return None
    conditions = {
        "least_restrictive_reasoned": bool(entries_since_last_move(context.file, "record_care_options")),
        "measure_requested": context.file.last("record_measure_request") is not None,
        "address_confidential": provider.address_confidential,
        "separates_family": _is_separating_family(context, provider),
    }
    return frozenset(code for code, is_met in conditions.items() if is_met)


def _is_separating_family(context: DecisionContext, provider: Provider) -> bool:
    """Return whether the placement separates the family; in doubt, it does."""
    has_companions = compute_fact("accompaniment", context.file, FactQuery(context.at)) != "unaccompanied"
    if has_companions and provider.placement_type not in _FAMILY_PLACEMENTS:
        return True
    return bool(sibling_ids(context.file)) and not stay_together_in_care(context)


@parameter("cross_border", proven_in={GENERAL})
def cross_border(context: DecisionContext) -> bool:
    """Return whether the receiver is in another country than the child."""
    chosen = context.answer("to_institution")
    institution = directory.get_institution(chosen, path="to_institution") if chosen else None
    countries = {context.answer("to_country"), institution.country if institution else None}
    return bool(countries - {None, context.file.country})


@confirmation("handover_record", proven_in={GENERAL})
def has_handover_record(context: DecisionContext) -> bool:
    """Return whether the records since the last move are complete together.

    A later one completes what an earlier one left blank.
    """
    records = list(entries_since_last_move(context.file, "record_handover"))
    return all(any(record.get(name) for record in records) for name in _HANDOVER_ANSWERS)


@siblings_agree("place_in_care")
def stay_together_in_care(context: DecisionContext) -> bool:
    """Return whether every sibling is placed with the same provider, or can still be."""
    provider, files = _find_provider(context), sibling_files(context)
    if provider is None or files is None:
        return False
    placements = [current_placement(file) for file in files]
    is_elsewhere = any(placement and placement.get("provider") != str(provider.id) for placement in placements)
    unplaced = sum(1 for placement in placements if placement is None)
    own_place = 0 if is_placed_with(context.file, provider.id) else 1
    return not is_elsewhere and provider.free >= unplaced + own_place


@siblings_agree("transfer_custody")
def stay_together_in_custody(context: DecisionContext) -> bool:
    """Return whether every sibling is with the receiving or the present authority."""
    files, query = sibling_files(context), FactQuery(context.at)
    custodies = {compute_fact("custody", context.file, query), context.answer("to_custody")}
    return files is not None and all(compute_fact("custody", file, query) in custodies for file in files)
