"""What the family may be told. Never where the child is, whatever else may be said."""

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
    """The codes of `family_told` that may be said to the searcher of this report.

    That a child was found may be said only by somebody who sees that child, where two people confirmed that it is this
    child and telling was found to be safe; that contact is possible only if the child agrees to it too. Two queries for
    each child who was confirmed; for whoever sees none of them the answer is as if there were none.
    """
    found = set(ALWAYS_PERMITTED)
    children = (case for case in cases_by_id(confirmed_children(file)).values() if case.kind == CHILD)
    for child in children:
        theirs, now = read_file(child.id, child.country), FactQuery(clock.now())
        if contact_safety(theirs) == "yes":
            found.add("found_no_contact")
            if compute_fact("consent_family_contact", theirs, now) == "granted":
                found.add("contact_possible")
    return frozenset(found)
