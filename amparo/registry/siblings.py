"""The sisters and brothers of a child, as the child's file links them, whoever said so first."""

from uuid import UUID

from amparo.cases.access import sees_case
from amparo.cases.file import CaseFile, read_file
from amparo.cases.param_providers import DecisionContext
from amparo.cases.selectors import country_of
from amparo.cases.transaction import open_case_for_transaction


def sibling_ids(file: CaseFile) -> set[UUID]:
    """The cases of sisters and brothers named on this file, or told from theirs."""
    named = {UUID(case) for entry in file.all("register", "record_family") for case in entry.get("siblings", [])}
    return named | {UUID(entry["case"]) for entry in file.all("record_link") if entry["kind"] == "sibling"}


def sibling_files(context: DecisionContext) -> list[CaseFile] | None:
    """Return their whole files, for judging only; None when one may not be seen by who acts: nothing is then proven."""
    siblings = sorted(sibling_ids(context.file))
    if not all(sees_case(context.by, case_id) for case_id in siblings):
        return None
    return [_whole_file(case_id, context) for case_id in siblings]


def _whole_file(case_id: UUID, context: DecisionContext) -> CaseFile:
    with open_case_for_transaction(case_id):
        return read_file(case_id, country_of(case_id)).until(context.at)
