"""Parameters on guardians, places of care and custody: from the directory, the linked siblings and the file."""

from uuid import UUID

from amparo.core.days import day_of
from amparo.core.facts import Question, fact
from amparo.core.file import CaseFile
from amparo.core.params import Asking, confirmation, parameter, siblings_agree
from amparo.directory import selectors as directory
from amparo.directory.models import Provider, RollEntry
from amparo.protection.documents import NEEDS_DOCUMENT, is_on_file
from amparo.protection.fit import fits
from amparo.protection.placements import placement_of, since_last_move
from amparo.registry.siblings import sibling_files, siblings_in

_KEEPS_FAMILY = frozenset({"family_reception", "open_shelter_family", "mother_child_unit"})
HANDOVER_PARTS = ("health_state", "belongings", "documents", "handed_over_by", "received_by")


def _candidate(asking: Asking) -> RollEntry | None:
    chosen = asking.answer("guardian") if asking.action == "appoint_guardian" else None
    return directory.roll_entry(chosen, path="guardian") if chosen else None


@parameter("candidate_suitable")
def candidate_suitable(asking: Asking) -> str | None:
    """As the roll says, while its check is in force."""
    entry = _candidate(asking)
    if entry is None:
        return None
    is_over = entry.suitable_until is not None and entry.suitable_until < day_of(asking.at)
    return "unknown" if entry.suitable == "yes" and is_over else entry.suitable


@parameter("candidate_conflict")
def candidate_conflict(asking: Asking) -> str | None:
    """As the roll says."""
    entry = _candidate(asking)
    return entry.conflict if entry else None


@parameter("legal_basis")
def legal_basis(asking: Asking) -> str | None:
    """Court order and protection measure only with the document on file; the others only with a written reason."""
    stated = asking.answer("legal_basis")
    if stated in NEEDS_DOCUMENT:
        return stated if is_on_file(stated, asking.file, on=day_of(asking.at)) else None
    return stated if asking.answer("legal_basis_reason") else None


def _provider(asking: Asking) -> Provider | None:
    chosen = asking.answer("provider") if asking.action == "place_in_care" else None
    return directory.provider(chosen) if chosen else None


@parameter("placement_type")
def placement_type(asking: Asking) -> str | None:
    """Of the chosen provider; a place of detention is called by its name."""
    provider = _provider(asking)
    return provider.placement_type if provider else None


@parameter("placement_authorised")
def placement_authorised(asking: Asking) -> str | None:
    """Licence in force, staff vetted, a place free (or the child's own already). A licence not on record is unknown."""
    provider = _provider(asking)
    if provider is None:
        return None
    if not provider.staff_vetted or (provider.licence_until and provider.licence_until < day_of(asking.at)):
        return "no"
    if not provider.free and not _lives_there(asking.file, provider.id):
        return "no"
    return "yes" if provider.licence_until else "unknown"


@parameter("placement_suits")
def placement_suits(asking: Asking) -> str | None:
    """Fit by sex, age, language and accessibility; whoever knows better may say so with a reason."""
    provider = _provider(asking)
    if provider is None:
        return None
    return "yes" if asking.answer("fit_reason") else fits(provider, asking.file, asking.at)


@parameter("placement_conditions")
def placement_conditions(asking: Asking) -> frozenset[str] | None:
    """What records show, and whether family would be separated: in doubt, it would. A determination states it."""
    if asking.action == "decide_bid":
        return frozenset(asking.answer("placement_conditions", []))
    provider = _provider(asking)
    if provider is None:
        return None
    conditions = {
        "least_restrictive_reasoned": bool(since_last_move(asking.file, "record_care_options")),
        "measure_requested": asking.file.last("record_measure_request") is not None,
        "address_confidential": provider.address_confidential,
        "separates_family": _separates(asking, provider),
    }
    return frozenset(code for code, holds in conditions.items() if holds)


def _separates(asking: Asking, provider: Provider) -> bool:
    question = Question(asking.at)
    comes_with_adults = fact("accompaniment", asking.file, question) != "unaccompanied"
    if comes_with_adults and provider.placement_type not in _KEEPS_FAMILY:
        return True
    return bool(siblings_in(asking.file)) and not stay_together_in_care(asking)


@parameter("cross_border")
def cross_border(asking: Asking) -> bool:
    """Whether the receiving institution, or the country named, is another than where the child is."""
    chosen = asking.answer("to_institution")
    countries = {
        asking.answer("to_country"),
        directory.institution(chosen, path="to_institution").country if chosen else None,
    }
    return bool(countries - {None, asking.file.country})


@confirmation("handover_record")
def handover_record(asking: Asking) -> bool:
    """A complete record of hand-over since the child was last moved."""
    records = since_last_move(asking.file, "record_handover")
    return any(all(entry.get(part) for part in HANDOVER_PARTS) for entry in records)


@siblings_agree("place_in_care")
def stay_together_in_care(asking: Asking) -> bool:
    """Each sibling lives with the same provider, or is not placed yet and finds a free place there too."""
    provider, files = _provider(asking), sibling_files(asking)
    if provider is None or files is None:
        return False
    placements = [placement_of(file) for file in files]
    elsewhere = [p for p in placements if p is not None and p.get("provider") != str(provider.id)]
    waiting = sum(1 for placement in placements if placement is None)
    own = 0 if _lives_there(asking.file, provider.id) else 1
    return not elsewhere and provider.free >= waiting + own


@siblings_agree("transfer_custody")
def stay_together_in_custody(asking: Asking) -> bool:
    """Each sibling is already with the receiving authority, or still with the same one as this child."""
    files, question = sibling_files(asking), Question(asking.at)
    here = {fact("custody", asking.file, question), asking.answer("to_custody")}
    return files is not None and all(fact("custody", file, question) in here for file in files)


def _lives_there(file: CaseFile, provider_id: UUID) -> bool:
    placement = placement_of(file)
    return placement is not None and placement.get("provider") == str(provider_id)
