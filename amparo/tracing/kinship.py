"""What a case's file says of whether somebody is family: questions put apart to both, and the genetic test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from amparo.cases.file import CaseFile, Entry
from amparo.ledger.text import t
from amparo.ledger.words import fold_text

SAMPLE_DESTROYED_WITHIN = timedelta(days=30)
"""A sample is kept only as long as it is needed (UNESCO, International Declaration on Human Genetic Data, 2003, art. 21).

The declaration names no days: thirty are ours, until a country puts its own.
"""
CAN_LEAVE_DOUBT = frozenset({"civil_record", "photographs", "community", "authority", "mirror_questions"})
"""Ways of verifying that come before a genetic test."""
STEPS = {
    "": frozenset({"proposed"}),
    "proposed": frozenset({"consented", "not_done"}),
    "consented": frozenset({"taken", "not_done"}),
    "taken": frozenset({"result", "destroyed"}),
    "result": frozenset({"destroyed"}),
    "destroyed": frozenset({"proposed"}),
    "not_done": frozenset({"proposed"}),
}
"""What may follow each step of a genetic test; a new one begins when the earlier is over."""


def same_person(one: str | None, other: str | None) -> bool:
    """Whether two names are one, as people write them."""
    return bool(one and other) and fold_text(one or "") == fold_text(other or "")


@dataclass(frozen=True, slots=True)
class Mirrored:
    """How many questions were put to both in private, and how many answers agree, agree in part and differ."""

    asked: int = 0
    agreed: int = 0
    partly: int = 0
    differ: int = 0

    def __str__(self) -> str:
        """As people say it: 4 of 5."""
        said = t("{n} de {m}", "{n} of {m}", n=self.agreed, m=self.asked)
        in_part = t("{said}, y {n} en parte", "{said}, and {n} in part", said=said, n=self.partly)
        return str(in_part if self.partly else said)


def mirrored_with(file: CaseFile, person: str | None) -> Mirrored:
    """Everything asked in private of the child and of this person; what was asked again counts again."""
    found = [row["agreement"] for entry in asked_of(file, person) if entry["in_private"] for row in entry["mirrored"]]
    agreed, partly, differ = (found.count(code) for code in ("yes", "partly", "no"))
    return Mirrored(agreed + partly + differ, agreed, partly, differ)


def asked_of(file: CaseFile, person: str | None) -> Iterator[Entry]:
    """The mirrored questions put to this person, oldest first; nobody where the reader may not read who."""
    return (
        entry for entry in file.all("record_mirror_questions") if same_person(entry.get("claimant"), person)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class GeneticTest:
    """A genetic test: with whom, and its steps, oldest first."""

    steps: tuple[Entry, ...] = ()

    @property
    def state(self) -> str:
        """The step it has come to."""
        return str(self.steps[-1]["step"]) if self.steps else ""

    def said(self, name: str) -> Any:
        """The latest answer of any of its steps."""
        return next((entry[name] for entry in reversed(self.steps) if name in entry.body), None)


def genetic_tests(file: CaseFile) -> list[GeneticTest]:
    """Every genetic test, oldest first."""
    found: list[GeneticTest] = []
    for entry in sorted(file.all("record_genetic_test"), key=lambda entry: entry.seq):
        if entry.get("step") == "proposed":
            found.append(GeneticTest((entry,)))
        elif found and "step" in entry.body:
            found[-1] = GeneticTest((*found[-1].steps, entry))
    return found


def latest_test(file: CaseFile) -> GeneticTest:
    """The genetic test that is under way, else the last one; without steps if there was none."""
    tests = genetic_tests(file)
    return tests[-1] if tests else GeneticTest()


def genetically_confirmed(file: CaseFile, person: str | None) -> bool:
    """Whether the last genetic test with this person confirms kinship."""
    mine = [test for test in genetic_tests(file) if same_person(test.said("relative"), person)]
    return bool(mine) and mine[-1].said("genetic_result") == "confirms"


def doubt_is_left(file: CaseFile, person: str | None) -> bool:
    """Whether documents or mirrored questions were tried with this person, and kinship is still not verified."""
    if file.latest("relationship_verified", "record_relationship_check") == "yes":
        return False
    checks = file.all("record_relationship_check")
    tried = any(
        CAN_LEAVE_DOUBT & set(entry.get("method", ())) and same_person(entry.get("relative"), person)
        for entry in checks
    )
    return tried or bool(mirrored_with(file, person).asked)
