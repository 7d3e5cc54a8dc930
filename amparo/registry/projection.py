"""The card of a child and the profiles for filters.

They are derived from the file after every act.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from amparo.cases.access import find_responsible
from amparo.cases.compartments import GENERAL
from amparo.cases.file import CaseFile, read_file
from amparo.cases.kinds import CHILD
from amparo.cases.perform import ActPerformed, subscribe
from amparo.cases.selectors import unerased_case_ids
from amparo.cases.transaction import case_transaction
from amparo.law import Facts
from amparo.law.limits import SCHOOL_AGE
from amparo.ledger.batches import run_for_each
from amparo.ledger.days import local_day
from amparo.ledger.json import JsonObject
from amparo.ledger.words import sort_key
from amparo.registry.age import BIRTH_ACTS, BirthRange, birth_range
from amparo.registry.models import Card
from amparo.registry.name_search import searchable_text, sound_text

if TYPE_CHECKING:
    from amparo.cases.models import Case

_SHOWN_PARTS = ("given", "first_surname", "second_surname")
_ALL_PARTS = (*_SHOWN_PARTS, "nickname", "own_language")
NAME_ACTS = ("register", "record_identity")
UNKNOWN_COUNTRY = "XXX"
AGE_PROFILES = {"under_five": (0, SCHOOL_AGE - 1)}
"""Profiles by age in whole years (from, to): never stored, because a birthday changes them."""


@subscribe()
def update_projections(happened: ActPerformed) -> None:
    """Write card and profiles from the file."""
    case = happened.case
    _write_card(case, happened.file, happened.facts, changed_at=_visible_change(happened))
    judged = happened.context.judged
    if judged is None or judged.profiles != happened.facts.profiles or happened.event.seq == 1:
        _save_profiles(case, happened.facts.profiles - AGE_PROFILES.keys())


def _visible_change(happened: ActPerformed) -> datetime | None:
    """Return when everyone who sees the case sees it change.

    Now, or None for what only some may read. Lists show it and are ordered by it.
    """
    return happened.context.at if GENERAL in happened.entry.parts else None


def _write_card(case: Case, file: CaseFile, facts: Facts, *, changed_at: datetime | None) -> None:
    """Write the card of a case. One query, at first three.

    In a transaction to which the case is open.
    """
    columns = card_columns(file, facts) | {"number": case.number}
    columns |= {"changed_at": changed_at} if changed_at else {}
    with connection.cursor() as cursor:
        cursor.execute(_update_query(tuple(columns)), [*columns.values(), case.id, case.id])
        is_new = cursor.rowcount == 0
    if is_new:
        agency, officer = find_responsible(case.id)
        Card.objects.create(case=case, **columns, agency=agency, officer=officer)


@cache
def _update_query(columns: tuple[str, ...]) -> str:
    """Return the SQL that updates these columns.

    Cached: it runs after every act, and composing it costs more than the update.
    """
    written = ", ".join(f"{name} = %s" for name in columns)
    responsible = (
        "SELECT agency_id, officer_id FROM cases_involvement "
        "WHERE case_id = %s AND ground = 'responsible' AND ended_at IS NULL"
    )
    return f"UPDATE registry_card SET {written}, (agency, officer) = ({responsible}) WHERE case_id = %s"  # noqa: S608  our own columns


_SAVE_PROFILES = """
with gone as (delete from registry_caseprofile where case_id = %(case)s and code <> all(%(codes)s::varchar[]))
insert into registry_caseprofile (case_id, code) select %(case)s, unnest(%(codes)s::varchar[])
on conflict (case_id, code) do nothing
"""


def _save_profiles(case: Case, wanted: frozenset[str]) -> None:
    """Write the profiles of a case and no others. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_SAVE_PROFILES, {"case": case.id, "codes": sorted(wanted)})


def child_names(file: CaseFile) -> dict[str, str]:
    """Return every part of the name, each as last stated."""
    parts: JsonObject = {}
    for answer in stated_names(file, *NAME_ACTS):
        parts.update(answer)
    return {part: parts[part] for part in _ALL_PARTS if parts.get(part)}


def child_birth(file: CaseFile) -> BirthRange:
    """Return the range of birth, as last stated."""
    entry = file.last_with("age_or_birth", *BIRTH_ACTS)
    return birth_range(entry["age_or_birth"], local_day(entry.occurred_at)) if entry else BirthRange()


def full_name(names: dict[str, str]) -> str:
    """Return given names and surnames; else what the child is called; else a blank."""
    shown = " ".join(names[part] for part in _SHOWN_PARTS if part in names)
    return shown or names.get("nickname") or names.get("own_language", "")


def search_text(names: dict[str, str], stated: Iterable[JsonObject] = ()) -> str:
    """Return all names as searches read them.

    `stated`: also the names of these earlier answers, which somebody may still know the child by.
    """
    texts = [answer[part] for answer in (names, *stated) for part in _ALL_PARTS if answer.get(part)]
    return searchable_text(" ".join(dict.fromkeys(texts)))


def stated_names(file: CaseFile, *acts: str) -> list[JsonObject]:
    """Return the names of a child as these acts stated them, the earliest first."""
    return [entry.get("names", {}) for entry in file.all(*acts)]


def card_columns(file: CaseFile, facts: Facts) -> JsonObject:
    """Return the columns of a card that come from the file."""
    names, birth = child_names(file), child_birth(file)
    surname_first = [names.get("first_surname"), names.get("second_surname"), names.get("given")]
    return {
        "name": full_name(names),
        **_search_columns(file, names),
        "sort": sort_key(" ".join(part for part in surname_first if part) or full_name(names)),
        "born_from": birth.first,
        "born_to": birth.last,
        "age_estimate": birth.estimate,
        "with_whom": facts.accompaniment,
        "country": file.country,
        "origin": facts.country_origin,
        "step": case_step(facts),
        "closed": facts.case_status == "closed",
        **_answer_columns(file),
    }


def _search_columns(file: CaseFile, names: dict[str, str]) -> dict[str, str]:
    searched = search_text(names, stated_names(file, *NAME_ACTS))
    return {"search": searched, "sounds": sound_text(searched)}


def _answer_columns(file: CaseFile) -> JsonObject:
    """Return the columns that hold the latest answer to a question."""
    blank = Card()
    return {name: file.latest(name, *acts, default=getattr(blank, name)) for name, acts in Card.answers.items()}


def rebuild_card_answers() -> int:
    """Write the answers of every card again, and return how many cards there are.

    Each in a transaction of its own. For the owner of the tables: after a version with a further column.
    """
    ids = unerased_case_ids([CHILD])
    return run_for_each(ids, rebuild_answers_on_card, name="rebuild a card").done


def rebuild_answers_on_card(case_id: UUID) -> None:
    """Write the answers of one card again, and what searches read."""
    with case_transaction(case_id) as case:
        file = read_file(case.id, case.country)
        Card.objects.filter(case=case).update(**_answer_columns(file), **_search_columns(file, child_names(file)))


def case_step(facts: Facts) -> int:
    """Return at which of the six steps a child is: the last one with evidence.

    At least 1. From facts that everyone who sees the case may know. 1 origin, 2 identification and documentation,
    3 protection mechanism, 4 protection, 5 return, 6 integration or reintegration.
    """
    return max(steps_with_evidence(facts), default=1)


def steps_with_evidence(facts: Facts, *, has_returned: bool = False) -> frozenset[int]:
    """Return the steps of which something is on file.

    Nobody passed a step by being at a later one. `has_returned`: the child left for the country of origin, or was
    received there.
    """
    evidence = {
        1: facts.country_origin != UNKNOWN_COUNTRY,
        2: facts.registered_at is not None,
        3: facts.screening != "none",
        4: facts.placement_since is not None or facts.bia != "none" or facts.bid != "none",
        5: facts.return_plan == "approved" or has_returned,
        6: facts.arrival_at is not None or bool(facts.followups_done),
    }
    return frozenset(step for step, is_on_file in evidence.items() if is_on_file)
