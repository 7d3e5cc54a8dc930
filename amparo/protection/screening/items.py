"""The items of the screening.

Wording, age, weight, and the compartment of their answers. The wording is our own and waits for validation by
psychologists (`items.csv`, column `note`).
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from amparo.cases.compartments import Compartment
from amparo.ledger.text import t

_FILE = Path(__file__).parent / "items.csv"


@dataclass(frozen=True, slots=True)
class Item:
    """One question or one sign to observe.

    `profile` and `referral`: what its presence proposes, may be empty. `weight`: a strong sign counts alone, a weak
    one with others, a context item only explains.
    """

    code: str
    group: str
    kind: str
    min_age: int
    weight: str
    compartment: Compartment
    profile: str
    referral: str
    text: str

    @property
    def is_question(self) -> bool:
        """Return whether the child is asked, rather than observed."""
        return self.kind == "asked"

    def may_be_used_at(self, age: int | None) -> bool:
        """Return whether the item suits an age; an unknown age excludes nothing."""
        return age is None or age >= self.min_age


@cache
def screening_items() -> dict[str, Item]:
    """Return every item by code, in the order of the form."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: _read_item(row) for row in csv.DictReader(file)}


def _read_item(row: dict[str, str]) -> Item:
    return Item(
        code=row["code"],
        group=row["group"],
        kind=row["kind"],
        min_age=int(row["min_age"]),
        weight=row["weight"],
        compartment=Compartment(row["compartment"]),
        profile=row["profile"],
        referral=row["referral"],
        text=t(row["text_es"], row["text_en"]),
    )


@cache
def items_by_section() -> dict[str, tuple[Item, ...]]:
    """Return the items of each section, in the order of the form."""
    sections: dict[str, tuple[Item, ...]] = {}
    for item in screening_items().values():
        sections[item.group] = (*sections.get(item.group, ()), item)
    return sections


def sections_for_age(age: int | None) -> dict[str, tuple[Item, ...]]:
    """Return the sections with items for an age, with those items alone."""
    suitable = {
        section: tuple(item for item in items if item.may_be_used_at(age))
        for section, items in items_by_section().items()
    }
    return {section: items for section, items in suitable.items() if items}
