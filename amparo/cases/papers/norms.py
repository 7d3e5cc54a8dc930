"""What a paper rests on.

The sources of the rules and the values of the country, and whether each binds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from amparo.cases.country_values import VALUE_TITLES, format_value
from amparo.cases.file import CaseFile, Entry
from amparo.cases.papers.shape import Paper
from amparo.law import Deadline, Rule, deadline_versions, explain_values, profile_for, rules_in_force
from amparo.law.dated import is_in_force
from amparo.law.source_catalogue import BY_PROFILE
from amparo.law.sources import Force, find_force
from amparo.ledger.text import written_language

_RELOCATING_ACTS = ("receive_return", "reunify")


@dataclass(frozen=True, slots=True)
class Norm:
    """One source, or one value of the country with its source."""

    text: str
    force: Force


def list_norms(paper: Paper, country: str, *, on: date) -> list[Norm]:
    """Return what this kind of paper rests on in a country, by the law of that day."""
    norms: list[Rule | Deadline] = [rule for action in paper.law for rule in rules_in_force(action, on=on)]
    norms += [deadline for code in paper.deadlines for deadline in deadline_versions(code) if is_in_force(deadline, on)]
    profile = profile_for(country, on=on)
    sources = sorted({source for norm in norms for source in norm.sources} - {BY_PROFILE})
    names = {name for norm in norms for name in norm.reads.profile}
    return [Norm(source, find_force(source, profile.iso3)) for source in sources] + [
        Norm(f"{VALUE_TITLES[value['name']]}: {format_value(value['value'])} ({value['source']})", value["force"])
        for value in explain_values(names, country=profile.iso3, lang=written_language(), on=on)
    ]


def find_country(file: CaseFile, entry: Entry, now_in: str) -> str:
    """Return the country whose law an entry was judged by.

    Where the child was registered, until they moved.
    """
    has_moved = any(move.seq >= entry.seq for move in file.all(*_RELOCATING_ACTS))
    return str(file.latest("country", "register", default=settings.NODE)) if has_moved else now_in
