"""Parameters on guardians, places of care and custody: from the directory, the linked siblings and the file."""

from uuid import UUID

from amparo.cases.compartments import GENERAL, PROTECTION, WHEREABOUTS
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile
from amparo.cases.param_providers import NOWHERE, DecisionContext, confirmation, parameter, siblings_agree
from amparo.directory import selectors as directory
from amparo.ledger.days import local_day
from amparo.protection import registers
from amparo.protection.documents import NEEDS_DOCUMENT, is_on_file
from amparo.protection.fit import fits
from amparo.protection.models import Provider, RollEntry
from amparo.protection.placements import placement_of, since_last_move
from amparo.registry.siblings import sibling_files, siblings_in

_KEEPS_FAMILY = frozenset({"family_reception", "open_shelter_family", "mother_child_unit"})
HANDOVER_PARTS = ("health_state", "belongings", "documents", "handed_over_by", "received_by")


def _candidate(context: DecisionContext) -> RollEntry | None:
    chosen = context.answer("guardian") if context.action == "appoint_guardian" else None
    return registers.roll_entry(chosen, path="guardian") if chosen else None


@parameter("candidate_suitable", proven_in=NOWHERE)
def candidate_suitable(context: DecisionContext) -> str | None:
    """As the roll says, while its check is in force."""
    entry = _candidate(context)
    if entry is None:
        return None
    is_over = entry.suitable_until is not None and entry.suitable_until < local_day(context.at)
    return "unknown" if entry.suitable == "yes" and is_over else entry.suitable


@parameter("candidate_conflict", proven_in=NOWHERE)
def candidate_conflict(context: DecisionContext) -> str | None:
    """As the roll says."""
    entry = _candidate(context)
    return entry.conflict if entry else None


@parameter("legal_basis", proven_in={GENERAL})
def legal_basis(context: DecisionContext) -> str | None:
    """Court order and protection measure only with the document on file; the others only with a written reason."""
    stated = context.answer("legal_basis")
    if stated in NEEDS_DOCUMENT:
        return stated if is_on_file(stated, context.file, on=local_day(context.at)) else None
    return stated if context.answer("legal_basis_reason") else None


def _provider(context: DecisionContext) -> Provider | None:
    chosen = context.answer("provider") if context.action == "place_in_care" else None
    return registers.provider(chosen) if chosen else None


@parameter("placement_type", proven_in=NOWHERE)
def placement_type(context: DecisionContext) -> str | None:
    """Of the chosen provider; a place of detention is called by its name."""
    provider = _provider(context)
    return provider.placement_type if provider else None


@parameter("placement_authorised", proven_in={WHEREABOUTS})
def placement_authorised(context: DecisionContext) -> str | None:
    """Licence in force, staff vetted, a place free (or the child's own already). A licence not on record is unknown."""
    provider = _provider(context)
    if provider is None:
        return None
    if not provider.staff_vetted or (provider.licence_until and provider.licence_until < local_day(context.at)):
        return "no"
    if not provider.free and not _lives_there(context.file, provider.id):
        return "no"
    return "yes" if provider.licence_until else "unknown"


@parameter("placement_suits", proven_in={PROTECTION})
def placement_suits(context: DecisionContext) -> str | None:
    """Fit by sex, age, language and accessibility; whoever knows better may say so with a reason."""
    provider = _provider(context)
    if provider is None:
        return None
    return "yes" if context.answer("fit_reason") else fits(provider, context.file, context.at)


@parameter("placement_conditions", proven_in={WHEREABOUTS})
def placement_conditions(context: DecisionContext) -> frozenset[str] | None:
    """What records show, and whether family would be separated: in doubt, it would. A determination states it."""
    if context.action == "decide_bid":
        return frozenset(context.answer("placement_conditions", []))
    provider = _provider(context)
    if provider is None:
        return None
    conditions = {
        "least_restrictive_reasoned": bool(since_last_move(context.file, "record_care_options")),
        "measure_requested": context.file.last("record_measure_request") is not None,
        "address_confidential": provider.address_confidential,
        "separates_family": _separates(context, provider),
    }
    return frozenset(code for code, holds in conditions.items() if holds)


def _separates(context: DecisionContext, provider: Provider) -> bool:
    question = FactQuery(context.at)
    comes_with_adults = compute_fact("accompaniment", context.file, question) != "unaccompanied"
    if comes_with_adults and provider.placement_type not in _KEEPS_FAMILY:
        return True
    return bool(siblings_in(context.file)) and not stay_together_in_care(context)


@parameter("cross_border", proven_in={GENERAL})
def cross_border(context: DecisionContext) -> bool:
    """Whether the receiving institution, or the country named, is another than where the child is."""
    chosen = context.answer("to_institution")
    countries = {
        context.answer("to_country"),
        directory.institution(chosen, path="to_institution").country if chosen else None,
    }
    return bool(countries - {None, context.file.country})


@confirmation("handover_record", proven_in={GENERAL})
def handover_record(context: DecisionContext) -> bool:
    """A complete record of hand-over since the child was last moved."""
    records = since_last_move(context.file, "record_handover")
    return any(all(entry.get(part) for part in HANDOVER_PARTS) for entry in records)


@siblings_agree("place_in_care")
def stay_together_in_care(context: DecisionContext) -> bool:
    """Each sibling lives with the same provider, or is not placed yet and finds a free place there too."""
    provider, files = _provider(context), sibling_files(context)
    if provider is None or files is None:
        return False
    placements = [placement_of(file) for file in files]
    elsewhere = [p for p in placements if p is not None and p.get("provider") != str(provider.id)]
    waiting = sum(1 for placement in placements if placement is None)
    own = 0 if _lives_there(context.file, provider.id) else 1
    return not elsewhere and provider.free >= waiting + own


@siblings_agree("transfer_custody")
def stay_together_in_custody(context: DecisionContext) -> bool:
    """Each sibling is already with the receiving authority, or still with the same one as this child."""
    files, question = sibling_files(context), FactQuery(context.at)
    here = {compute_fact("custody", context.file, question), context.answer("to_custody")}
    return files is not None and all(compute_fact("custody", file, question) in here for file in files)


def _lives_there(file: CaseFile, provider_id: UUID) -> bool:
    placement = placement_of(file)
    return placement is not None and placement.get("provider") == str(provider_id)
