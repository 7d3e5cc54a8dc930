"""Verification of kinship, as the child's file states it.

Mirror questions and the genetic test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from amparo.cases.file import CaseFile, Entry
from amparo.ledger.text import t
from amparo.ledger.words import fold_text

SAMPLE_RETENTION = timedelta(days=30)
"""The time after which a sample is destroyed: it is kept only while it is needed.

Source: UNESCO, International Declaration on Human Genetic Data, 2003, art. 21. The declaration
names no days: thirty are ours, until a country puts its own.
"""
METHODS_BEFORE_TEST = frozenset({"civil_record", "photographs", "community", "authority", "mirror_questions"})
"""Methods of verification that come before a genetic test."""
NEXT_TEST_STEPS = {
    "": frozenset({"proposed"}),
    "proposed": frozenset({"consented", "not_done"}),
    "consented": frozenset({"taken", "not_done"}),
    "taken": frozenset({"result", "destroyed"}),
    "result": frozenset({"destroyed"}),
    "destroyed": frozenset({"proposed"}),
    "not_done": frozenset({"proposed"}),
}
"""The steps that may follow each step of a genetic test; a new test begins when the earlier is over."""


def is_same_name(name: str | None, other: str | None) -> bool:
    """Return whether two names are the same but for accents and capitals."""
    return bool(name and other) and fold_text(name or "") == fold_text(other or "")


@dataclass(frozen=True, slots=True)
class MirrorAnswerCounts:
    """How many mirror questions were put in private, and how answers compare."""

    asked: int = 0
    agreed: int = 0
    partly: int = 0
    differ: int = 0

    def __str__(self) -> str:
        """Return the counts in words: 4 of 5."""
        said = t("{n} de {m}", "{n} of {m}", n=self.agreed, m=self.asked)
        in_part = t("{said}, y {n} en parte", "{said}, and {n} in part", said=said, n=self.partly)
        return str(in_part if self.partly else said)


def count_mirror_answers(file: CaseFile, person: str | None) -> MirrorAnswerCounts:
    """Count the mirror questions put in private to the child and this person.

    A question that was put again counts again.
    """
    agreements = [
        row["agreement"]
        for entry in mirror_question_entries(file, person)
        if entry["in_private"]
        for row in entry["mirrored"]
    ]
    agreed, partly, differ = (agreements.count(code) for code in ("yes", "partly", "no"))
    return MirrorAnswerCounts(agreed + partly + differ, agreed, partly, differ)


def mirror_question_entries(file: CaseFile, person: str | None) -> Iterator[Entry]:
    """Return the mirror questions put to this person, oldest first.

    None where the reader may not read who it was.
    """
    return (
        entry for entry in file.all("record_mirror_questions") if is_same_name(entry.get("claimant"), person)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class GeneticTest:
    """A genetic test: its steps, oldest first."""

    steps: tuple[Entry, ...] = ()

    @property
    def state(self) -> str:
        """Return the code of its latest step."""
        return str(self.steps[-1]["step"]) if self.steps else ""

    def latest_answer(self, name: str) -> Any:
        """Return the latest answer to a question in any of its steps; None without one."""
        return next((entry[name] for entry in reversed(self.steps) if name in entry.body), None)


def genetic_tests(file: CaseFile) -> list[GeneticTest]:
    """Return every genetic test, oldest first."""
    tests: list[GeneticTest] = []
    for entry in sorted(file.all("record_genetic_test"), key=lambda entry: entry.seq):
        if entry.get("step") == "proposed":
            tests.append(GeneticTest((entry,)))
        elif tests and "step" in entry.body:
            tests[-1] = GeneticTest((*tests[-1].steps, entry))
    return tests


def latest_genetic_test(file: CaseFile) -> GeneticTest:
    """Return the latest genetic test; without steps if there was none."""
    tests = genetic_tests(file)
    return tests[-1] if tests else GeneticTest()


def is_confirmed_by_test(file: CaseFile, person: str | None) -> bool:
    """Return whether the last genetic test with this person confirms kinship."""
    tests = [test for test in genetic_tests(file) if is_same_name(test.latest_answer("relative"), person)]
    return bool(tests) and tests[-1].latest_answer("genetic_result") == "confirms"


def relationship_verified(file: CaseFile) -> str | None:
    """Return the latest answer of the relationship check, None without a check.

    `yes`, `no` or `unknown`.
    """
    answer: str | None = file.latest("relationship_verified", "record_relationship_check")
    return answer


def has_open_doubt(file: CaseFile, person: str | None) -> bool:
    """Return whether other methods with this person left kinship unverified."""
    if relationship_verified(file) == "yes":
        return False
    checks = file.all("record_relationship_check")
    tried = any(
        METHODS_BEFORE_TEST & set(entry.get("method", ())) and is_same_name(entry.get("relative"), person)
        for entry in checks
    )
    return tried or bool(count_mirror_answers(file, person).asked)
