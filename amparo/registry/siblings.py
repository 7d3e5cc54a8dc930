"""The sisters and brothers of a child, as the child's file links them, whoever said so first."""

from uuid import UUID

from amparo.core.access import judge_whole_case, policy
from amparo.core.file import CaseFile, read_file
from amparo.core.models import Case
from amparo.core.params import Asking


def siblings_in(file: CaseFile) -> set[UUID]:
    """The cases of sisters and brothers named on this file, or told from theirs."""
    named = {UUID(case) for entry in file.all("register", "record_family") for case in entry.get("siblings", [])}
    return named | {UUID(entry["case"]) for entry in file.all("record_link") if entry["kind"] == "sibling"}


def sibling_files(asking: Asking) -> list[CaseFile] | None:
    """Their whole files, for judging only; None when one may not be seen by who acts: nothing is then proven."""
    siblings = sorted(siblings_in(asking.file))
    if not all(policy().sees(asking.by, case_id) for case_id in siblings):
        return None
    files = [_file_of(case_id, asking) for case_id in siblings]
    judge_whole_case(asking.file.case_id)
    return files


def _file_of(case_id: UUID, asking: Asking) -> CaseFile:
    judge_whole_case(case_id)
    country = Case.objects.values_list("country", flat=True).get(id=case_id)
    return read_file(case_id, country).until(asking.at)
