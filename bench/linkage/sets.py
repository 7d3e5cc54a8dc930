"""The questions that weights are learnt from, and others that they are tried on: made anew from their seeds."""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import run

from amparo.matching.files import read_records
from amparo.matching.record import Record
from bench.linkage.questions import Keyed, Question, ask, with_papers

NO_PARENTS = ("mother", "father")
ONLY_NAMES = (*NO_PARENTS, "place", "language", "nationality", "documents")
ONE_SURNAME = (*NO_PARENTS, "second_surname", "sex", "language", "nationality")


@dataclass(frozen=True, slots=True)
class Made:
    """A registry of `size` from `seed` with so many questions: spoilt by the generator's rules, or by those of `noise`.

    `without` are fields that this registry does not have; `papers`: it holds the number of a document of most.
    """

    size: int
    questions: int
    seed: int
    by_generator: bool = False
    without: tuple[str, ...] = ()
    papers: bool = False

    def make(self) -> tuple[list[Keyed], list[Question]]:
        """The registry and the questions."""
        with tempfile.TemporaryDirectory() as folder:
            generate(
                Path(folder), self.size, self.questions if self.by_generator else 10, self.seed, twice=self.by_generator
            )
            registry, questions = read(Path(folder))
        if self.papers:
            registry = with_papers(registry, self.seed)
        if not self.by_generator:
            registry, questions = ask(registry, self.questions, self.seed)
        cut = _cut(self.without)
        return [(key, cut(record)) for key, record in registry], [
            Question(one.key, cut(one.record), one.answers, one.kind) for one in questions
        ]


def generate(folder: Path, size: int, questions: int, seed: int, *, twice: bool = True) -> None:
    """A registry and questions as files; `twice`: some children are registered two times."""
    command = [sys.executable, "-m", "bench.linkage.generate", "--size", size, "--queries", questions, "--seed", seed]
    rate = "0.02" if twice else "0"
    run([*map(str, command), "--out", str(folder), "--dup-rate", rate], check=True, capture_output=True)


def read(folder: Path) -> tuple[list[Keyed], list[Question]]:
    """What `generate` wrote."""
    return list(read_records(folder / "registry.csv", "record_id")), asked(folder)


def asked(folder: Path) -> list[Question]:
    """The questions that `generate` wrote, without the registry, which may be large."""
    answers: dict[str, tuple[str, set[str]]] = {}
    with (folder / "truth.csv").open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            known = answers.setdefault(row["query_id"], (row["kind"], set()))[1]
            known.update({row["record_id"]} - {""})
    return [
        Question(key, record, frozenset(answers[key][1]), answers[key][0])
        for key, record in read_records(folder / "queries.csv", "query_id")
    ]


def _cut(without: tuple[str, ...]) -> Callable[[Record], Record]:
    empty = {name: Record._field_defaults[name] for name in without}
    return lambda record: record._replace(**empty)


LEARNT_FROM = (
    Made(100_000, 4000, 11, by_generator=True),
    Made(4000, 1200, 13, by_generator=True),
    Made(100_000, 5000, 14),
    Made(5000, 1500, 16),
    Made(100_000, 1500, 24, without=NO_PARENTS),
    Made(100_000, 1500, 34, without=ONLY_NAMES),
    Made(20_000, 1500, 44, papers=True),
    Made(5000, 1000, 54, without=ONE_SURNAME, papers=True),
)
TWICE = Made(100_000, 10, 46), 2000
"""A registry and how many copies to plant in it, for the search for duplicates."""
TRIED_ON = {
    "generator": Made(100_000, 4000, 12, by_generator=True),
    "other errors": Made(100_000, 4000, 15),
    "other errors, names and birth only": Made(100_000, 2000, 35, without=ONLY_NAMES),
    "other errors, small registry": Made(1500, 500, 17),
    "other errors, with papers": Made(20_000, 2000, 45, papers=True),
    "other errors, one surname and place": Made(20_000, 2000, 55, without=ONE_SURNAME),
}
