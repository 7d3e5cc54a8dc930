"""What is known of one child, as two records are shown side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from amparo.cases.file import CaseFile
from amparo.ledger.json import JsonObject
from amparo.registry.age import BirthRange, birth_range
from amparo.registry.projection import child_birth, child_names


@dataclass(frozen=True, slots=True)
class ChildSummary:
    """What is known of one child.

    `relatives` are (relation, name), `documents` (type, number); codes as on file.
    """

    names: dict[str, str] = field(default_factory=dict)
    birth: BirthRange = field(default_factory=BirthRange)
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


def summarise_answers(answers: JsonObject, *, on: date) -> ChildSummary:
    """Return the summary of answers to the form of `register`, also of invalid ones."""
    try:
        birth = birth_range(answers.get("age_or_birth", {}), on)
    except (ValueError, TypeError, OverflowError):  # the form shows its own errors
        birth = BirthRange()
    names = {part: str(value) for part, value in answers.get("names", {}).items() if part != "unknown"}
    return ChildSummary(names=names, birth=birth, sex=answers.get("sex", ""), with_whom=answers.get("with_whom", ""))


def summarise_file(file: CaseFile) -> ChildSummary:
    """Return the summary of what the reader of this file may know. No query."""
    registered = file.last("register")
    nationalities = file.latest("nationalities", "record_identity", default=[])
    return ChildSummary(
        names=child_names(file),
        birth=child_birth(file),
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
    for member in file.latest("members", "record_family", default=[]):
        names = member.get("names", {})
        parts = ("given", "first_surname", "second_surname")
        yield member["relation"], " ".join(names[part] for part in parts if names.get(part))
