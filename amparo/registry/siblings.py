"""The siblings of a child, as the child's file links them.

It does not matter who stated it first.
"""

from uuid import UUID

from amparo.cases.access import sees_case
from amparo.cases.file import CaseFile, read_file
from amparo.cases.param_providers import DecisionContext
from amparo.cases.selectors import country_of
from amparo.cases.transaction import open_case_for_transaction


def sibling_ids(file: CaseFile) -> set[UUID]:
    """Return the cases of siblings that this file states, from either side."""
    named = {UUID(case) for entry in file.all("register", "record_family") for case in entry.get("siblings", [])}
    return named | {UUID(entry["case"]) for entry in file.all("record_link") if entry["kind"] == "sibling"}


def sibling_files(context: DecisionContext) -> list[CaseFile] | None:
    """Return the whole files of siblings, or None when one is not visible.

    For judging only. Nothing is proven then.
    """
    siblings = sorted(sibling_ids(context.file))
    if not all(sees_case(context.by, case_id) for case_id in siblings):
        return None
    return [_whole_file(case_id, context) for case_id in siblings]


def _whole_file(case_id: UUID, context: DecisionContext) -> CaseFile:
    with open_case_for_transaction(case_id):
        return read_file(case_id, country_of(case_id)).until(context.at)
