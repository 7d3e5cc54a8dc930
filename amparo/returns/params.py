"""Parameters that rest on what was checked before a child goes anywhere."""

from datetime import datetime
from uuid import UUID

from amparo.core.access import judge_whole_case, policy
from amparo.core.facts import whole_second
from amparo.core.file import CaseFile, read_file
from amparo.core.models import Case
from amparo.core.params import Asking, confirmation, parameter, siblings_agree
from amparo.returns.home import home_of


@parameter("stay_checked_at")
def stay_checked_at(asking: Asking) -> datetime | None:
    """When courts were last asked and gave an answer."""
    checks = [entry for entry in asking.file.all("record_stay_check") if entry["stay_order"] != "unknown"]
    return whole_second(checks[-1].occurred_at) if checks else None


@confirmation("destination_safe")
def destination_safe(asking: Asking) -> bool:
    """The latest home assessment says so of the country of the home, by two sources."""
    last = asking.file.last("record_home_assessment")
    return last is not None and last.get("destination_safe") == "yes"


@siblings_agree("reunify")
def go_to_one_home(asking: Asking) -> bool:
    """For each sister and brother the same home was assessed; those whom one may not see prove nothing."""
    home = home_of(asking.file)
    return all(
        policy().sees(asking.by, case_id) and home.is_same_as(home_of(_file_of(case_id, asking)))
        for case_id in _siblings(asking.file)
    )


def _siblings(file: CaseFile) -> set[UUID]:
    named = {UUID(case) for entry in file.all("register", "record_family") for case in entry.get("siblings", [])}
    return named | {UUID(entry["case"]) for entry in file.all("record_link") if entry["kind"] == "sibling"}


def _file_of(case_id: UUID, asking: Asking) -> CaseFile:
    """The whole file of a sibling, for judging only; afterwards this case is judged on again."""
    judge_whole_case(case_id)
    country = Case.objects.values_list("country", flat=True).get(id=case_id)
    file = read_file(case_id, country).until(asking.at)
    judge_whole_case(asking.file.case_id)
    return file
