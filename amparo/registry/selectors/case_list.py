"""The list of cases, its filters and its search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Window

from amparo.accounts.selectors import agency_names
from amparo.cases.access import cases_of_some_groups, listed_cases
from amparo.cases.compartments import PROTECTION
from amparo.cases.file import CaseFile, read_files
from amparo.cases.selectors import overdue_condition, running_deadlines
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.days import local_day
from amparo.ledger.paging import RowPage, keyset_page
from amparo.registry.age import BirthRange, age_words, years_before
from amparo.registry.filters import CaseFilters
from amparo.registry.models import Card, CaseProfile
from amparo.registry.name_search import filter_by_name
from amparo.registry.projection import AGE_PROFILES, child_birth, child_names, full_name
from amparo.registry.selectors.cards import NO_NAME, cards_visible_to, order_by_told_change, visible_cards
from amparo.ui.resource.rows import filter_by_columns

NO_FILTERS = CaseFilters()


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One child of the list of cases."""

    id: UUID
    number: str
    name: str
    age: str
    sex: str
    country: str
    with_whom: str
    origin: str
    step: int | None
    closed: bool
    agency: UUID | None
    agency_name: str
    officer: UUID | None
    changed_at: datetime
    next_due_at: datetime | None
    next_opened_at: datetime | None = None
    next_code: str = ""


def case_list(
    *, by: Actor, filters: CaseFilters = NO_FILTERS, limit: int = 50, cursor: str = "", counted: bool = False
) -> RowPage[CaseRow]:
    """Return a page of the cases that this person may see, the latest changed first.

    Three queries, four if `counted`, one more where they read some groups of data alone. `next_due_at` is the earliest
    deadline that runs and that this person may know of. Raises `BadInput` for a cursor that no page gave, or a limit
    outside 1 to 200.
    """
    wanted, total = _filtered_cards(by, filters), None
    if counted and (cursor or not filters.is_narrowed):
        total = case_count(by=by, filters=filters)
    elif counted:  # a filter reads every row anyway
        wanted = wanted.annotate(total=Window(Count("case_id")))
    due = running_deadlines(by=by).filter(case=OuterRef("case")).order_by("due_at")[:1]
    wanted = wanted.annotate(
        next_due_at=Subquery(due.values("due_at")),
        next_opened_at=Subquery(due.values("opened_at")),
        next_code=Subquery(due.values("code")),
    )
    wanted, order = order_by_told_change(wanted, by=by)
    page = keyset_page(wanted, order, cursor=cursor, limit=limit)
    if counted and total is None:
        first: Any = page.rows[0] if page.rows else None  # a card with its annotations
        total = first.total if first else 0
    on, agencies = local_day(clock.now()), agency_names({card.agency for card in page.rows if card.agency})
    files = _files_read_in_part(page.rows)
    rows = [_row(card, agencies, on, files.get(card.case_id)) for card in page.rows]
    return page.with_rows(rows, total)


def _files_read_in_part(cards: list[Any]) -> dict[UUID, CaseFile]:  # cards with their annotations
    wanted = {card.case_id: card.country for card in cards if getattr(card, "sent_at", None)}
    return read_files(wanted) if wanted else {}


def read_lines(cases: Iterable[UUID], *, by: Actor) -> dict[UUID, Card | CaseRow]:
    """Return the children of cases as this person reads them, by case.

    Of whom some groups of data were sent, no more than those tell. Two queries, three for who reads some in part.
    """
    cards = visible_cards(cases, by=by)
    in_part = cases_of_some_groups(by=by).filter(case__in=list(cards)).values_list("case", flat=True) if cards else ()
    files = read_files({case_id: cards[case_id].country for case_id in set(in_part)}) if in_part else {}
    return cards | {
        case_id: row_of_file(file, number=cards[case_id].number, changed_at=cards[case_id].changed_at)
        for case_id, file in files.items()
    }


def case_count(*, by: Actor, filters: CaseFilters = NO_FILTERS) -> int:
    """Return how many cases the list has in all. One query."""
    if not filters.is_narrowed:
        return listed_cases(by=by).distinct().count()  # every case has a card
    return _filtered_cards(by, filters).count()


def _row(card: Any, agencies: dict[UUID, str], on: date, file: CaseFile | None) -> CaseRow:
    """Return the row of a card with its annotations.

    From `file` where the reader reads no more of the child than that.
    """
    if file is not None:
        row = row_of_file(file, number=card.number, changed_at=card.told_change)
        return replace(row, agency=card.agency, agency_name=agencies.get(card.agency, ""))
    age = age_words(BirthRange(card.born_from, card.born_to, card.age_estimate), on)
    return CaseRow(
        id=card.case_id,
        number=card.number,
        name=card.name or str(NO_NAME),
        age=str(age),
        sex=card.sex,
        country=card.country,
        with_whom=card.with_whom,
        origin=card.origin,
        step=card.step,
        closed=card.closed,
        agency=card.agency,
        agency_name=agencies.get(card.agency, ""),
        officer=card.officer,
        changed_at=card.changed_at,
        next_due_at=card.next_due_at,
        next_opened_at=card.next_opened_at,
        next_code=card.next_code or "",
    )


def row_of_file(file: CaseFile, *, number: str, changed_at: datetime) -> CaseRow:
    """Return the row of a child of whom the reader reads these entries alone."""
    return CaseRow(
        id=file.case_id,
        number=number,
        name=full_name(child_names(file)) or str(NO_NAME),
        age=str(age_words(child_birth(file), local_day(clock.now()))),
        sex=file.latest("sex", "register", "record_identity", default="undisclosed"),
        country=file.country,
        with_whom=file.latest("with_whom", "register", "record_family", default=""),
        origin=file.latest("country_origin", "record_identity", default=""),
        step=None,
        closed=False,
        agency=None,
        agency_name="",
        officer=None,
        changed_at=changed_at,
        next_due_at=None,
    )


_OF_NO_COLUMN = frozenset({"profile", "age_from", "age_to", "overdue", "unassigned", "open_only"})


def _filtered_cards(by: Actor, filters: CaseFilters) -> QuerySet[Card]:
    wanted = filter_by_columns(cards_visible_to(by=by), filters, besides=_OF_NO_COLUMN)
    if filters.unassigned:
        wanted = wanted.filter(officer=None, agency=by.agency)
    if filters.open_only:
        wanted = wanted.filter(closed=False)
    if filters.step or filters.custody or filters.open_only:  # not among what was sent
        wanted = wanted.exclude(case__in=cases_of_some_groups(by=by).values("case"))
    if filters.overdue:
        late = running_deadlines(by=by).filter(overdue_condition(clock.now()), case=OuterRef("case"))
        wanted = wanted.filter(Exists(late))
    if filters.profile:
        wanted = _filter_by_profile(wanted, filters.profile, by)
    return filter_by_name(_filter_by_age(wanted, filters.age_from, filters.age_to), filters.q or "")


def cases_named(q: str, *, by: Actor) -> QuerySet[Any, Any]:
    """Return the ids of the cases of this number or name that `by` lists."""
    return filter_by_name(cards_visible_to(by=by), q).values("case")


def _filter_by_profile(wanted: QuerySet[Card], profile: str, by: Actor) -> QuerySet[Card]:
    """Return the cards with a profile; none without the compartment of profiles.

    Otherwise a filter would reveal a profile.
    """
    if PROTECTION not in by.compartments:
        return wanted.none()
    if profile in AGE_PROFILES:
        return _filter_by_age(wanted, *AGE_PROFILES[profile])
    return wanted.filter(case__in=CaseProfile.objects.filter(code=profile).values("case"))


def _filter_by_age(wanted: QuerySet[Card], age_from: int | None, age_to: int | None) -> QuerySet[Card]:
    """Return the cards of children who may be of these ages today, both ends included."""
    on = local_day(clock.now())
    if age_from is not None:
        wanted = wanted.filter(born_from__lte=years_before(on, min(age_from, 150)))
    if age_to is not None:
        wanted = wanted.filter(born_to__gt=years_before(on, min(age_to, 150) + 1))
    return wanted
