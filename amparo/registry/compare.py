"""Two records side by side: what is known of each child, and where they agree. It finds nothing and decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from amparo.cases.file import CaseFile
from amparo.ledger.words import fold_text
from amparo.registry.age import Born, born
from amparo.registry.projection import born_of, names_of

type State = Literal["same", "different", "missing"]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one child. `relatives` are (relation, name), `documents` (type, number); codes as on file."""

    names: dict[str, str] = field(default_factory=dict)
    birth: Born = field(default_factory=Born)
    sex: str = ""
    nationalities: tuple[str, ...] = ()
    origin: str = ""
    with_whom: str = ""
    place: str = ""
    relatives: tuple[tuple[str, str], ...] = ()
    documents: tuple[tuple[str, str], ...] = ()
    registered_at: datetime | None = None
    registered_by: UUID | None = None
    country: str = ""


def known_from(answers: dict[str, Any], *, on: date) -> Known:
    """What was typed to open a record: answers as in the input of `register`, also such as do not hold yet."""
    try:
        birth = born(answers.get("age_or_birth", {}), on)
    except (ValueError, TypeError, OverflowError):  # the form itself says what is wrong with it
        birth = Born()
    names = {part: str(value) for part, value in answers.get("names", {}).items() if part != "unknown"}
    return Known(names=names, birth=birth, sex=answers.get("sex", ""), with_whom=answers.get("with_whom", ""))


def known_of(file: CaseFile) -> Known:
    """What the reader of this file may know of the child. No query."""
    registered = file.last("register")
    nationalities = file.latest("nationalities", "record_identity", default=[])
    return Known(
        names=names_of(file),
        birth=born_of(file),
        sex=file.latest("sex", "register", "record_identity", default=""),
        nationalities=tuple(nationalities),
        origin=file.latest("country_origin", "record_identity", default=""),
        with_whom=file.latest("with_whom", "register", "record_family", default=""),
        place=file.latest("birth_place", "record_identity", default=""),
        relatives=tuple(_relatives(file)),
        documents=tuple(
            (paper["type"], paper.get("number", ""))
            for paper in file.latest("documents", "record_documents", default=[])
        ),
        registered_at=registered.occurred_at if registered else None,
        registered_by=registered.agency if registered else None,
        country=file.country if registered else "",
    )


def _relatives(file: CaseFile) -> Iterable[tuple[str, str]]:
    for one in file.latest("members", "record_family", default=[]):
        names = one.get("names", {})
        parts = ("given", "first_surname", "second_surname")
        yield one["relation"], " ".join(names[part] for part in parts if names.get(part))


def places_agree(left: str, right: str) -> State:
    """Whether two places, each from small to large with commas, may be one: what only one of them names contradicts nothing."""
    parts = [{fold_text(part).strip() for part in place.split(",") if part.strip()} for place in (left, right)]
    if not all(parts):
        return "missing"
    return "same" if parts[0] <= parts[1] or parts[1] <= parts[0] else "different"


def words_agree(left: str, right: str) -> State:
    """Whether two texts are the same, whatever their accents and capitals."""
    return values_agree(fold_text(left), fold_text(right))


def values_agree(left: object, right: object) -> State:
    """Whether two values are the same; `missing` when one of them is not known."""
    if not left or not right:
        return "missing"
    return "same" if left == right else "different"


def births_agree(left: Born, right: Born) -> State:
    """Whether both can have been born on one day."""
    if not (left.first and left.last and right.first and right.last):
        return "missing"
    return "same" if left.first <= right.last and right.first <= left.last else "different"


def lists_agree(left: Iterable[str], right: Iterable[str]) -> State:
    """Whether two lists have something in common: nobody has told all of their nationalities, relatives or papers."""
    ours, theirs = {fold_text(one) for one in left} - {""}, {fold_text(one) for one in right} - {""}
    if not ours or not theirs:
        return "missing"
    return "same" if ours & theirs else "different"
