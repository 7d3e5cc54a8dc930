"""The items of the screening: their words, from which age they may be asked, what they weigh, where answers are kept.

The wording is our own and waits for validation by psychologists (`items.csv`, column `note`).
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
    """One question or one sign to observe. `profile` and `referral` are what its presence proposes; may be empty.

    `weight`: a strong sign counts alone, a weak one with others, a context item only explains.
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
    def is_asked(self) -> bool:
        """Asked of the child, not only observed."""
        return self.kind == "asked"

    def may_be_used_at(self, age: int | None) -> bool:
        """Whether the item fits this age; an unknown age excludes nothing."""
        return age is None or age >= self.min_age


@cache
def items() -> dict[str, Item]:
    """Every item by code, in the order of the form."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: _item(row) for row in csv.DictReader(file)}


def _item(row: dict[str, str]) -> Item:
    return Item(
        row["code"],
        row["group"],
        row["kind"],
        int(row["min_age"]),
        row["weight"],
        Compartment(row["compartment"]),
        row["profile"],
        row["referral"],
        t(row["text_es"], row["text_en"]),
    )


@cache
def groups() -> dict[str, tuple[Item, ...]]:
    """The items of each section, in the order of the form."""
    found: dict[str, tuple[Item, ...]] = {}
    for item in items().values():
        found[item.group] = (*found.get(item.group, ()), item)
    return found


def sections_for(age: int | None) -> dict[str, tuple[Item, ...]]:
    """The sections that have something to ask or observe at this age, with those items alone."""
    fitting = {group: tuple(i for i in found if i.may_be_used_at(age)) for group, found in groups().items()}
    return {group: found for group, found in fitting.items() if found}
