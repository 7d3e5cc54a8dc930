"""How it is seen that sisters and brothers stay together: their own files agree."""

from uuid import UUID

from amparo.core.access import judge_whole_case, policy
from amparo.core.file import CaseFile, read_file
from amparo.core.models import Case
from amparo.core.params import Asking, siblings_agree
from amparo.returns.home import home_of
from amparo.returns.plan import current, open_plan, travel_together


@siblings_agree("reunify")
def go_to_one_home(asking: Asking) -> bool:
    """For each sister and brother the same home was assessed; those whom one may not see prove nothing."""
    home = home_of(asking.file)
    files = _sibling_files(asking)
    return files is not None and all(home.is_same_as(home_of(file)) for file in files)


@siblings_agree("approve_return_plan", "execute_return")
def travel_on_one_plan(asking: Asking) -> bool:
    """Each sister and brother has a plan of their own to the same place on the same day."""
    plan, files = open_plan(asking.file), _sibling_files(asking)
    return plan is not None and files is not None and all(travel_together(plan, current(file)) for file in files)


def _siblings(file: CaseFile) -> set[UUID]:
    named = {UUID(case) for entry in file.all("register", "record_family") for case in entry.get("siblings", [])}
    return named | {UUID(entry["case"]) for entry in file.all("record_link") if entry["kind"] == "sibling"}


def _sibling_files(asking: Asking) -> list[CaseFile] | None:
    """Their whole files, for judging only; None when one may not be seen: nothing is then proven."""
    siblings = sorted(_siblings(asking.file))
    if not all(policy().sees(asking.by, case_id) for case_id in siblings):
        return None
    files = [_file_of(case_id, asking) for case_id in siblings]
    judge_whole_case(asking.file.case_id)
    return files


def _file_of(case_id: UUID, asking: Asking) -> CaseFile:
    judge_whole_case(case_id)
    country = Case.objects.values_list("country", flat=True).get(id=case_id)
    return read_file(case_id, country).until(asking.at)
