"""Ways out of the country that no determination led to, read from a case's file.

What happened is recorded all the same, and is a breach (`cases.breaches`).
"""

from __future__ import annotations

from datetime import datetime

from amparo.cases.breaches import LEFT_UNDETERMINED, RETURNED_OUTSIDE, breach_kind
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile
from amparo.returns.journey import current_departure
from amparo.returns.tracks import decided_solution

_WAYS_OUT = ("execute_return", "receive_return", "reunify", "record_local_solution_started")


def find_breach_of_reception(file: CaseFile, at: datetime) -> str | None:
    """Return the breach that a reception in the country of origin shows.

    None for a child who departed, and for one who is received again where they are already.
    """
    if current_departure(file) is not None:
        return None
    crossing = file.last(*_WAYS_OUT, "record_reopening")
    is_home = file.country == compute_fact("country_origin", file, FactQuery(at))
    is_there = crossing is not None and (crossing.act == "receive_return" or (crossing.act == "reunify" and is_home))
    return None if is_there else RETURNED_OUTSIDE


def find_breach_of_departure(
    file: CaseFile, *, at: datetime, solutions: frozenset[str], country: str | None
) -> str | None:
    """Return the breach that a child's leaving for another country shows.

    `solutions`: those of which the determination in force must have chosen one. `country`: where the child went, if it
    is known. None for a lawful way, and for a breach that is on file already.
    """
    if is_origin_abroad(file, country, at):
        kind = RETURNED_OUTSIDE
    elif decided_solution(file, FactQuery(at)) in solutions:
        return None
    else:
        kind = LEFT_UNDETERMINED
    reopened = file.last("record_reopening")
    known = (entry for entry in file.entries if reopened is None or entry.seq > reopened.seq)
    return None if any(breach_kind(entry) == kind for entry in known) else kind


def find_breach_of_transfer(file: CaseFile, at: datetime) -> str | None:
    """Return the breach that a transfer to another country's authority shows.

    None where a determination, or the way on which the child left, is on file.
    """
    if file.last(*_WAYS_OUT) is not None or decided_solution(file, FactQuery(at)) is not None:
        return None
    return find_breach_of_departure(file, at=at, solutions=frozenset(), country=None)


def is_origin_abroad(file: CaseFile, country: str | None, at: datetime) -> bool:
    """Return whether a country is that of origin, and not where the child is."""
    return country is not None and country == compute_fact("country_origin", file, FactQuery(at)) != file.country
