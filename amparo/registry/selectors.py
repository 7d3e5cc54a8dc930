"""Every read of the registry: the list of cases and its search, the child's card, the form, the family."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery, Window

from amparo.accounts.selectors import agency_contact, agency_names
from amparo.cases.access import listed_cases, sees_whole_case
from amparo.cases.compartments import GENERAL, PROTECTION
from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.file import CaseFile, read_files
from amparo.cases.numbers import read_case_number
from amparo.cases.selectors import file_for, handed_over_cases, responsible_contact, running_deadlines
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.days import local_day
from amparo.ledger.paging import RowPage, keyset_page
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.search import rows_matching
from amparo.ledger.text import t
from amparo.registry.age import Born, age_words, years_before
from amparo.registry.candidates import told_of
from amparo.registry.duplicates import Candidate, visible_candidates
from amparo.registry.filters import CaseFilters
from amparo.registry.match_records import record_of
from amparo.registry.models import Card, Kinship, StoredFile
from amparo.registry.projection import BY_AGE, born_of, card_of, full_name, names_of

if TYPE_CHECKING:
    from amparo.cases.models import Case

NO_NAME = t("Nombre desconocido", "Name not known")
EVERY_CASE = CaseFilters()


@dataclass(frozen=True, slots=True)
class Row:
    """One child of a list."""

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


def cards_visible_to(*, by: Actor) -> QuerySet[Card]:
    """The cards of the cases that this person may see, unordered."""
    return Card.objects.filter(case__in=listed_cases(by=by))


def cards_of(cases: Iterable[UUID], *, by: Actor) -> dict[UUID, Card]:
    """Return the cards of those of these cases that this person sees whole, by case. One query, none without cases."""
    wanted = set(cases)
    return {card.case_id: card for card in cards_visible_to(by=by).filter(case__in=wanted)} if wanted else {}


def case_list(
    *, by: Actor, filters: CaseFilters = EVERY_CASE, limit: int = 50, cursor: str = "", counted: bool = False
) -> RowPage[Row]:
    """Return a page of the cases that this person may see, the latest changed first. Two queries, three if `counted`.

    `next_due_at` is the earliest deadline that runs and that this person may know of. Raises `BadInput` for a cursor
    that no page gave, or a limit outside 1 to 200.
    """
    if filters.handed_over:
        return _handed_over(filters, by=by, limit=limit, cursor=cursor, counted=counted)
    wanted, total = _filtered(by, filters), None
    if counted and (cursor or not filters.is_narrowed):
        total = case_count(by=by, filters=filters)
    elif counted:  # what narrows a list looks at every row anyway
        wanted = wanted.annotate(total=Window(Count("case_id")))
    due = running_deadlines(by=by).filter(case=OuterRef("case")).order_by("due_at").values("due_at")[:1]
    cards, following = keyset_page(wanted.annotate(next_due_at=Subquery(due)), _ORDER, cursor=cursor, limit=limit)
    if counted and total is None:
        first: Any = cards[0] if cards else None  # a card with its annotations
        total = first.total if first else 0
    on, agencies = local_day(clock.now()), agency_names({card.agency for card in cards if card.agency})
    return RowPage([_row(card, agencies, on) for card in cards], following, total)


_ORDER = ("-changed_at", "-case_id")


def case_count(*, by: Actor, filters: CaseFilters = EVERY_CASE) -> int:
    """Return how many cases the list has in all. One query."""
    if filters.handed_over:
        return handed_over_cases(by=by).count()
    if not filters.is_narrowed:
        return listed_cases(by=by).distinct().count()  # every case has a card
    return _filtered(by, filters).count()


def _row(card: Any, agencies: dict[UUID, str], on: date) -> Row:  # a card with its annotations
    age = age_words(Born(card.born_from, card.born_to, card.age_estimate), on)
    return Row(
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
    )


def _handed_over(filters: CaseFilters, *, by: Actor, limit: int, cursor: str, counted: bool) -> RowPage[Row]:
    """Return a page of whom the reader handed over, the latest opened first, from their own entries alone.

    Two queries, three if `counted`. Raises `BadInput` for another filter: what it would ask is no longer theirs to know.
    """
    others = filters.model_dump(exclude_none=True, exclude_defaults=True).keys() - {"handed_over"}
    if others:
        words = t("No se combina con «A quienes entregó».", "It does not go together with “Children you handed over”.")
        raise BadInput(*(FieldError(name, words) for name in sorted(others)))
    wanted = handed_over_cases(by=by)
    cases, following = keyset_page(wanted, ("-id",), cursor=cursor, limit=limit)
    files = read_files({case.id: case.country for case in cases}) if cases else {}
    rows = [_own_row(case, files[case.id]) for case in cases]
    return RowPage(rows, following, wanted.count() if counted else None)


def _own_row(case: Any, file: CaseFile) -> Row:  # a case with its annotation
    return Row(
        id=case.id,
        number=case.number,
        name=full_name(names_of(file)) or str(NO_NAME),
        age=str(age_words(born_of(file), local_day(clock.now()))),
        sex=file.latest("sex", "register", "record_identity", default="undisclosed"),
        country=case.country,
        with_whom=file.latest("with_whom", "register", default=""),
        origin="",
        step=None,
        closed=False,
        agency=None,
        agency_name="",
        officer=None,
        changed_at=case.handed_over_at,
        next_due_at=None,
    )


def _filtered(by: Actor, filters: CaseFilters) -> QuerySet[Card]:
    wanted = cards_visible_to(by=by)
    for name in ("step", "country", "origin", "agency", "officer"):
        value = getattr(filters, name)
        if value:
            wanted = wanted.filter(**{name: value})
    if filters.overdue:
        late = running_deadlines(by=by).filter(case=OuterRef("case"), due_at__lt=clock.now())
        wanted = wanted.filter(Exists(late))
    if filters.profile:
        wanted = _with_profile(wanted, filters.profile, by)
    return named(_of_age(wanted, filters.age_from, filters.age_to), filters.q or "")


def _with_profile(wanted: QuerySet[Card], profile: str, by: Actor) -> QuerySet[Card]:
    """Nobody learns of a profile by filtering: without the compartment the filter finds nothing."""
    if PROTECTION not in by.compartments:
        return wanted.none()
    if profile in BY_AGE:
        return _of_age(wanted, *BY_AGE[profile])
    return wanted.filter(case__profiles__code=profile)


def _of_age(wanted: QuerySet[Card], age_from: int | None, age_to: int | None) -> QuerySet[Card]:
    on = local_day(clock.now())
    if age_from is not None:
        born_by = Q(age_estimate=None, born_to__lte=years_before(on, min(age_from, 150)))
        wanted = wanted.filter(born_by | Q(age_estimate__gte=age_from))
    if age_to is not None:
        born_after = Q(age_estimate=None, born_to__gt=years_before(on, min(age_to, 150) + 1))
        wanted = wanted.filter(born_after | Q(age_estimate__lte=age_to))
    return wanted


def named[C: Model](cards: QuerySet[C], q: str) -> QuerySet[C]:
    """Cards of this number, or with words that all stand in the child's names, in any order and with or without accents."""
    if number := read_case_number(q):
        return cards.filter(number=number)
    return rows_matching(cards, q)


@dataclass(frozen=True, slots=True)
class ChildCard:
    """Who the child is, in words: the head of every page about them."""

    name: str
    full_name: str
    age: str
    sex: str
    with_whom: str
    country: str
    origin: str


def agency_of(case: Case) -> UUID | None:
    """The protection agency that answers for a case, known to all who see the whole of it. One query."""
    return Card.objects.filter(case=case).values_list("agency", flat=True).first()


def who_answers(case: Case) -> tuple[str, str]:
    """The officer who answers for the case, to readers of another agency that agency; and whom to call, day and night."""
    known = responsible_contact(case)
    return known or (agency_contact(agency) if (agency := agency_of(case)) else ("", ""))


def child_card(case: Case, file: CaseFile) -> ChildCard:
    """The head of a case from what the reader may read of its file. `name` is the name as used. No query."""
    names = names_of(file)
    full = full_name(names) or str(NO_NAME)
    return ChildCard(
        name=names.get("nickname", full),
        full_name=full,
        age=str(age_words(born_of(file), local_day(clock.now()))),
        sex=file.latest("sex", "register", "record_identity", default="undisclosed"),
        with_whom=file.latest("with_whom", "register", "record_family", default="unknown"),
        country=case.country,
        origin=file.latest("country_origin", "record_identity", default="XXX"),
    )


def duplicates_of(case: Case, file: CaseFile, *, by: Actor) -> list[Candidate]:
    """Other cases that may be of this child, that the reader sees and of which nobody has said yes or no. Three queries.

    `file` as the reader may read it: who may not read the names finds nothing.
    """
    settled = {case.id, *told_of(file), *(card.case_id for card in same_child(case, by=by))}
    return visible_candidates(record_of(file), by=by.id, settled=settled, on=local_day(clock.now()))


def photograph_of(case: Case, *, by: Actor) -> StoredFile | None:
    """The latest photograph on record that shows who the child is, never one of injuries. One query."""
    wanted = files_of(case, by=by)
    return next(
        (one for one in wanted if (one.kind, one.compartment_name) == ("photograph", GENERAL) and one.entry), None
    )


def card_json(case: Case, *, by: Actor) -> dict[str, Any]:
    """What the card tells of the child; without one (handed over, or open in an emergency), what the reader may read tells."""
    card = getattr(case, "card", None) if sees_whole_case(by, case.id) else None
    if card:
        told = {name: getattr(card, name) for name in _TOLD}
    else:
        own = file_for(case, by=by)
        told = card_of(own, compute_facts(own, FactQuery(clock.now()))) | {"step": None}
    born_to = told["born_to"]
    return {
        "name": told["name"],
        "sex": told["sex"],
        "birth_date_latest": born_to.isoformat() if born_to else None,
        "age_estimate_years": told["age_estimate"],
        "with_whom": told["with_whom"],
        "country_origin": told["origin"],
        "step": told["step"],
    }


_TOLD = ("name", "sex", "born_to", "age_estimate", "with_whom", "origin", "step")


def siblings_of(case: Case, *, by: Actor) -> list[Card]:
    """Cards of the sisters and brothers linked to this case that the reader may see, by name. One query."""
    return kin(case.id, "sibling", by=by)


def same_child(case: Case, *, by: Actor) -> list[Card]:
    """Cards of other cases found to be of the same child that the reader may see, by name. One query."""
    return kin(case.id, "same", by=by)


def kin_of(case: Case, file: CaseFile, *, by: Actor) -> dict[str, list[Card]]:
    """Cards of all cases linked to this one that the reader may see, by kind and name. Two queries, mostly none."""
    if not any(set(_KIN) & entry.body.keys() for entry in file.all(*_LINKING)):
        return {}
    linked = list(Kinship.objects.filter(case=case, ended_at=None).values_list("kind", "other"))
    cards = _by_name(cards_visible_to(by=by).filter(case__in={other for _, other in linked})) if linked else []
    return {kind: [card for card in cards if (kind, card.case_id) in linked] for kind, _ in linked}


_LINKING = ("register", "record_family", "record_duplicate", "record_link")
_KIN = ("siblings", "companions", "same_as", "other", "case")


def seen_of(named: Iterable[str], *, by: Actor) -> list[Card]:
    """Cards of those of the named cases that this person sees, by name; what is no id names none. One query."""
    return _by_name(cards_visible_to(by=by).filter(case__in=[one for one in map(_id, named) if one]))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def kin(case_id: UUID, kind: str, *, by: Actor) -> list[Card]:
    """Cards of the cases linked to this one in this way that the reader may see, by name. One query."""
    linked = Kinship.objects.filter(case=case_id, kind=kind, ended_at=None).values("other")
    return _by_name(cards_visible_to(by=by).filter(case__in=linked))


def _by_name(cards: QuerySet[Card]) -> list[Card]:
    return list(cards.order_by("sort", "case_id"))


def files_of(case: Case, *, by: Actor) -> list[StoredFile]:
    """Files on record that this person may read, and their own uploads, the latest first. One query."""
    mine_or_readable = Q(by=by.id) | Q(entry__isnull=False, compartment_name__in=sorted(by.compartments))
    return list(StoredFile.objects.filter(mine_or_readable, case=case).order_by("-at", "-id"))
