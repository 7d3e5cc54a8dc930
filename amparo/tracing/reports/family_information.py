"""What may be told to the searcher: never where the child is."""

from __future__ import annotations

from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile, read_file
from amparo.cases.kinds import CHILD
from amparo.cases.selectors import cases_by_id
from amparo.ledger import clock
from amparo.tracing.contact import contact_safety
from amparo.tracing.matches.statements import confirmed_children

ALWAYS_PERMITTED = frozenset({"search_goes_on", "asked_for_more", "ended"})


def permitted_information(file: CaseFile) -> frozenset[str]:
    """Return the codes of `family_told` that may be told to this searcher.

    That a child was found may be told only by somebody who sees that child, where two people confirmed the match
    and contact was assessed as safe; that contact is possible only if the child consents too. Two queries for each
    confirmed child; for whoever sees none of them the answer is as if there were none.
    """
    permitted = set(ALWAYS_PERMITTED)
    children = (case for case in cases_by_id(confirmed_children(file)).values() if case.kind == CHILD)
    for child in children:
        child_file, now = read_file(child.id, child.country), FactQuery(clock.now())
        if contact_safety(child_file) == "yes":
            permitted.add("found_no_contact")
            if compute_fact("consent_family_contact", child_file, now) == "granted":
                permitted.add("contact_possible")
    return frozenset(permitted)
