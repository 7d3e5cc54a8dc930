"""The card of a child and the profiles for filters, made anew after every act on their case."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection

from amparo.cases.access import responsible_for
from amparo.cases.file import CaseFile
from amparo.cases.perform import ActPerformed, subscribe
from amparo.law import Facts
from amparo.law.limits import SCHOOL_AGE
from amparo.ledger.days import local_day
from amparo.ledger.words import fold_text, sort_key
from amparo.registry.age import Born, born
from amparo.registry.models import Card, CaseProfile

if TYPE_CHECKING:
    from amparo.cases.models import Case

_SHOWN = ("given", "first_surname", "second_surname")
_WRITTEN = (*_SHOWN, "nickname", "own_language")
BY_AGE = {"under_five": (0, SCHOOL_AGE - 1)}
"""Profiles that a birthday changes: filtered by age in whole years, from and to, never stored."""


@subscribe()
def remake_projections(happened: ActPerformed) -> None:
    """Keep card and profiles in line with the file."""
    case, before = happened.case, happened.context.facts
    _write_card(case, happened.file, happened.facts, at=happened.context.at)
    if happened.facts.profiles != before.profiles or happened.event.seq == 1:
        _keep_profiles(case, happened.facts.profiles - BY_AGE.keys())


def _write_card(case: Case, file: CaseFile, facts: Facts, *, at: datetime) -> None:
    """What lists and filters need of a case, whose whole file this transaction may read. One query, at first three."""
    columns = card_of(file, facts) | {"number": case.number, "changed_at": at}
    with connection.cursor() as cursor:
        cursor.execute(_update_of(tuple(columns)), [*columns.values(), case.id, case.id])
        is_new = cursor.rowcount == 0
    if is_new:
        agency, officer = responsible_for(case.id)
        Card.objects.create(case=case, **columns, agency=agency, officer=officer)


@cache
def _update_of(columns: tuple[str, ...]) -> str:
    """Written after every act: composing it anew each time costs more than the update itself."""
    written = ", ".join(f"{name} = %s" for name in columns)
    responsible = (
        "SELECT agency_id, officer_id FROM cases_involvement "
        "WHERE case_id = %s AND ground = 'responsible' AND ended_at IS NULL"
    )
    return f"UPDATE registry_card SET {written}, (agency, officer) = ({responsible}) WHERE case_id = %s"  # noqa: S608  our own columns


def _keep_profiles(case: Case, wanted: frozenset[str]) -> None:
    kept = set(CaseProfile.objects.filter(case=case).values_list("code", flat=True))
    if kept - wanted:
        CaseProfile.objects.filter(case=case, code__in=kept - wanted).delete()
    CaseProfile.objects.bulk_create(CaseProfile(case=case, code=code) for code in sorted(wanted - kept))


def names_of(file: CaseFile) -> dict[str, str]:
    """Every part of the name, each as last stated."""
    parts: dict[str, Any] = {}
    for entry in file.all("register", "record_identity"):
        parts.update(entry.get("names", {}))
    return {part: parts[part] for part in _WRITTEN if parts.get(part)}


def born_of(file: CaseFile) -> Born:
    """What is known of the birth, as last stated."""
    told = file.last_with("age_or_birth", "register", "record_identity")
    return born(told["age_or_birth"], local_day(told.occurred_at)) if told else Born()


def full_name(names: dict[str, str]) -> str:
    """Given names and surnames; else what the child is called; else nothing."""
    shown = " ".join(names[part] for part in _SHOWN if part in names)
    return shown or names.get("nickname") or names.get("own_language", "")


def searched(names: dict[str, str]) -> str:
    """All the names, folded, as a search and the comparison of duplicates read them."""
    return fold_text(" ".join(names[part] for part in _WRITTEN if part in names))


def card_of(file: CaseFile, facts: Facts) -> dict[str, Any]:
    """The columns of a card that come from the file."""
    names, birth = names_of(file), born_of(file)
    surname_first = [names.get("first_surname"), names.get("second_surname"), names.get("given")]
    return {
        "name": full_name(names),
        "search": searched(names),
        "sort": sort_key(" ".join(part for part in surname_first if part) or full_name(names)),
        "sex": file.latest("sex", "register", "record_identity", default="undisclosed"),
        "born_from": birth.first,
        "born_to": birth.last,
        "age_estimate": birth.estimate,
        "with_whom": facts.accompaniment,
        "country": file.country,
        "origin": facts.country_origin,
        "step": step_of(facts),
        "closed": facts.case_status == "closed",
    }


def step_of(facts: Facts) -> int:
    """At which of the six steps a child is: 1 origin, 2 identification and documentation, 3 protection mechanism,
    4 protection, 5 return, 6 integration or reintegration.

    It looks only at facts that everyone who sees the case may know.
    """
    if facts.arrival_at or facts.followups_done:
        return 6
    if facts.return_plan == "approved":
        return 5
    if facts.placement_since or facts.bia != "none" or facts.bid != "none":
        return 4
    if facts.screening != "none":
        return 3
    return 2 if facts.registered_at else 1
