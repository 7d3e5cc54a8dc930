"""Reads of the registry.

The list of cases, the child, linked cases, files, candidates.
"""

from amparo.registry.selectors.candidates import find_report_candidate, open_report_candidates, possible_duplicates
from amparo.registry.selectors.cards import (
    NO_NAME,
    cards_by_case,
    cards_visible_to,
    order_by_told_change,
    visible_cards,
)
from amparo.registry.selectors.case_list import (
    NO_FILTERS,
    CaseRow,
    case_count,
    case_list,
    cases_named,
    read_lines,
    row_of_file,
)
from amparo.registry.selectors.caseload import Caseload, list_caseload
from amparo.registry.selectors.child import ChildCard, card_json, case_contact, child_card, responsible_agency_id
from amparo.registry.selectors.child_counts import Cell, count_children
from amparo.registry.selectors.files import file_on_case, identity_photograph, photographs_on_file, readable_files
from amparo.registry.selectors.handed_over import (
    HandedOverRow,
    handed_over_among,
    handed_over_count,
    handed_over_list,
)
from amparo.registry.selectors.links import (
    linked_cards,
    linked_cards_by_kind,
    same_child_cards,
    sibling_cards,
    visible_cards_by_text_id,
)

__all__ = [
    "NO_FILTERS",
    "NO_NAME",
    "CaseRow",
    "Caseload",
    "Cell",
    "ChildCard",
    "HandedOverRow",
    "card_json",
    "cards_by_case",
    "cards_visible_to",
    "case_contact",
    "case_count",
    "case_list",
    "cases_named",
    "child_card",
    "count_children",
    "file_on_case",
    "find_report_candidate",
    "handed_over_among",
    "handed_over_count",
    "handed_over_list",
    "identity_photograph",
    "linked_cards",
    "linked_cards_by_kind",
    "list_caseload",
    "open_report_candidates",
    "order_by_told_change",
    "photographs_on_file",
    "possible_duplicates",
    "read_lines",
    "readable_files",
    "responsible_agency_id",
    "row_of_file",
    "same_child_cards",
    "sibling_cards",
    "visible_cards",
    "visible_cards_by_text_id",
]
