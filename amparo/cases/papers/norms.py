"""What a paper rests on: the sources of the rules and the values of the country, and whether each binds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from amparo.cases.file import CaseFile, Entry
from amparo.cases.papers.shape import Paper
from amparo.law import Deadline, Rule, deadline_versions, explain_values, profile_for, rules_in_force
from amparo.law.dated import is_in_force
from amparo.law.source_catalogue import BY_PROFILE
from amparo.law.sources import Force, force_of
from amparo.ledger.codes import label
from amparo.ledger.text import t

_MOVES = ("receive_return", "reunify")
_VALUES = {
    "protection_age": t("Edad hasta la que protege la ley", "Age up to which the law protects"),
    "guardian_regime": t("Régimen de tutela", "Regime of guardianship"),
    "remedy_days": t("Días para el recurso", "Days for the remedy"),
    "contiguous": t("Países vecinos", "Neighbouring countries"),
}
_REGIMES = {"court": t("por un juzgado", "by a court"), "ex_lege": t("por ley", "by law")}


@dataclass(frozen=True, slots=True)
class Norm:
    """One source, or one value of the country with its source."""

    text: str
    force: Force


def norms_of(paper: Paper, country: str, *, on: date) -> list[Norm]:
    """Return what this kind of paper rests on in a country, by the law of that day."""
    norms: list[Rule | Deadline] = [rule for action in paper.law for rule in rules_in_force(action, on=on)]
    norms += [deadline for code in paper.deadlines for deadline in deadline_versions(code) if is_in_force(deadline, on)]
    profile = profile_for(country, on=on)
    sources = sorted({source for norm in norms for source in norm.sources} - {BY_PROFILE})
    names = {name for norm in norms for name in norm.reads.profile & _VALUES.keys()}
    return [Norm(source, force_of(source, profile.iso3)) for source in sources] + [
        Norm(f"{_VALUES[value['name']]}: {_value(value['value'])} ({value['source']})", value["force"])
        for value in explain_values(names, country=profile.iso3, on=on)
    ]


def country_of(file: CaseFile, entry: Entry, now_in: str) -> str:
    """The country whose law an entry was judged by: where the child was registered, until they moved."""
    moved = any(one.seq >= entry.seq for one in file.all(*_MOVES))
    return str(file.latest("country", "register", default=settings.NODE)) if moved else now_in


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(label("nationality", code)) for code in value)
    return str(_REGIMES.get(str(value), value))
