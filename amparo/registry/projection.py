"""The card of a child, made anew after every act on their case."""

from datetime import date, timedelta
from typing import Any

from amparo.core.file import CaseFile
from amparo.core.perform import Happened, subscribe
from amparo.core.words import folded, sort_key
from amparo.registry.models import Card


@subscribe
def remake_card(happened: Happened) -> None:
    """Keep the card in line with the file."""
    Card.objects.update_or_create(case=happened.case, defaults=card_of(happened.file) | {"changed_at": happened.context.at})


def names_of(file: CaseFile) -> dict[str, str]:
    """Every part of the name, each as last stated."""
    parts: dict[str, Any] = {}
    for entry in file.all("register", "record_identity"):
        parts.update(entry.get("names", {}))
    return parts


def card_of(file: CaseFile) -> dict[str, Any]:
    """The columns of a card."""
    names = names_of(file)
    shown = " ".join(names[part] for part in ("given", "first_surname", "second_surname") if names.get(part))
    age = file.latest("age_or_birth", default={})
    surname_first = [names.get("first_surname"), names.get("second_surname"), names.get("given")]
    return {
        "name": shown or names.get("nickname", ""),
        "search": folded(" ".join(str(value) for value in names.values() if value is not True)),
        "sort": sort_key(" ".join(part for part in surname_first if part)),
        "sex": file.latest("sex", default="undisclosed"),
        "latest_birth": latest_birth(age),
        "age_estimate": age.get("age_years"),
        "with_whom": file.latest("with_whom", default="unknown"),
        "origin": file.latest("country_origin", default="XXX"),
    }


def latest_birth(age: dict[str, Any]) -> date | None:
    """The latest date that a stated birth can be (`law/derived.md` §3)."""
    if not age.get("birth_date"):
        return None
    stated, precision = date.fromisoformat(age["birth_date"]), age.get("precision", "day")
    if precision == "day":
        return stated
    if precision == "month":
        return (stated.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return stated.replace(month=12, day=31)
