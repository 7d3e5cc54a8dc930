"""One child in general terms, and who is responsible for the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from amparo.accounts.selectors import agency_contact
from amparo.cases.access import reads_every_group
from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.file import CaseFile
from amparo.cases.selectors import file_for, responsible_contact
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.days import local_day
from amparo.ledger.json import JsonObject
from amparo.registry.age import BirthRange, age_words
from amparo.registry.models import Card
from amparo.registry.projection import card_columns, child_birth, child_names, full_name
from amparo.registry.selectors.cards import NO_NAME

if TYPE_CHECKING:
    from amparo.cases.models import Case


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


def responsible_agency_id(case: Case) -> UUID | None:
    """Return the protection agency that is responsible for a case. One query.

    Known to all who see the whole of the case.
    """
    return Card.objects.filter(case=case).values_list("agency", flat=True).first()


def case_contact(case: Case) -> tuple[str, str]:
    """Return the name and telephone of who is responsible for the case.

    The officer, or to readers of another agency that agency; the number is that to call day and night.
    """
    contact = responsible_contact(case)
    return contact or (agency_contact(agency) if (agency := responsible_agency_id(case)) else ("", ""))


def child_card(case: Case, file: CaseFile) -> ChildCard:
    """Return the head of a case from what the reader may read of its file. No query.

    `name` is the name as used.
    """
    names = child_names(file)
    full = full_name(names) or str(NO_NAME)
    return ChildCard(
        name=names.get("nickname", full),
        full_name=full,
        age=str(age_words(child_birth(file), local_day(clock.now()))),
        sex=file.latest("sex", "register", "record_identity", default="undisclosed"),
        with_whom=file.latest("with_whom", "register", "record_family", default=""),
        country=case.country,
        origin=file.latest("country_origin", "record_identity", default="XXX"),
    )


def card_json(case: Case, *, by: Actor) -> JsonObject:
    """Return the card of a child as JSON.

    Without one (handed over, open in an emergency, or sent in part), from what the reader may read.
    """
    card = Card.objects.filter(case=case).first() if reads_every_group(by, case.id) else None
    if card:
        columns = {name: getattr(card, name) for name in _CARD_FIELDS}
    else:
        own = file_for(case, by=by)
        columns = card_columns(own, compute_facts(own, FactQuery(clock.now()))) | {"step": None}
    birth = BirthRange(columns["born_from"], columns["born_to"], columns["age_estimate"])
    return {
        "name": columns["name"],
        "sex": columns["sex"],
        "birth_date_earliest": birth.first.isoformat() if birth.first else None,
        "birth_date_latest": birth.last.isoformat() if birth.last else None,
        "age": str(age_words(birth, local_day(clock.now()))),
        "age_estimate_years": birth.estimate,
        "age_told_on": birth.told_on.isoformat() if birth.told_on else None,
        "with_whom": columns["with_whom"],
        "country_origin": columns["origin"],
        "step": columns["step"],
    }


_CARD_FIELDS = ("name", "sex", "born_from", "born_to", "age_estimate", "with_whom", "origin", "step")
