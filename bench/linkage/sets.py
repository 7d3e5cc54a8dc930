"""The sets of questions for training and testing the weights, made from seeds."""

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
from bench.linkage.damage import damage_record, spoil_or_mistype
from bench.linkage.noise import spoil_record
from bench.linkage.questions import Keyed, Question, Spoil, add_addresses, add_papers, make_questions

NO_PARENTS = ("mother", "father")
ONLY_NAMES = (*NO_PARENTS, "place", "language", "nationality", "documents")
ONE_SURNAME = (*NO_PARENTS, "second_surname", "sex", "language", "nationality")


@dataclass(frozen=True, slots=True)
class LinkageSet:
    """A registry of `size` from `seed` with questions, with errors by the generator or by `noise`.

    `without` are fields that this registry does not have; `papers`: it holds the number of a document of most;
    `addresses`: most places begin with a street; `spoil`: whose errors, where they are not the generator's.
    """

    size: int
    questions: int
    seed: int
    by_generator: bool = False
    without: tuple[str, ...] = ()
    papers: bool = False
    addresses: bool = False
    spoil: Spoil = spoil_record

    def make(self) -> tuple[list[Keyed], list[Question]]:
        """Return the registry and the questions."""
        with tempfile.TemporaryDirectory() as folder:
            generate_files(
                Path(folder), self.size, self.questions if self.by_generator else 10, self.seed, twice=self.by_generator
            )
            registry, questions = read_set(Path(folder))
        if self.papers:
            registry = add_papers(registry, self.seed)
        if self.addresses:
            registry = add_addresses(registry, self.seed)
        if not self.by_generator:
            registry, questions = make_questions(registry, self.questions, self.seed, self.spoil)
        cut = _field_remover(self.without)
        return [(key, cut(record)) for key, record in registry], [
            Question(question.key, cut(question.record), question.answers, question.kind) for question in questions
        ]


def generated_registry(size: int, seed: int) -> list[Keyed]:
    """Return a registry of the generator in which nobody is registered twice."""
    with tempfile.TemporaryDirectory() as folder:
        generate_files(Path(folder), size, 10, seed, twice=False)
        return read_set(Path(folder))[0]


def generate_files(folder: Path, size: int, questions: int, seed: int, *, twice: bool = True) -> None:
    """Write a registry and questions as files; `twice`: some children are registered twice."""
    command = [sys.executable, "-m", "bench.linkage.generate", "--size", size, "--queries", questions, "--seed", seed]
    rate = "0.02" if twice else "0"
    run([*map(str, command), "--out", str(folder), "--dup-rate", rate], check=True, capture_output=True)


def read_set(folder: Path) -> tuple[list[Keyed], list[Question]]:
    """Return the registry and questions that `generate_files` wrote."""
    return list(read_records(folder / "registry.csv", "record_id")), read_questions(folder)


def read_questions(folder: Path) -> list[Question]:
    """Return the questions that `generate_files` wrote, without the registry."""
    answers: dict[str, tuple[str, set[str]]] = {}
    with (folder / "truth.csv").open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            known = answers.setdefault(row["query_id"], (row["kind"], set()))[1]
            known.update({row["record_id"]} - {""})
    return [
        Question(key, record, frozenset(answers[key][1]), answers[key][0])
        for key, record in read_records(folder / "queries.csv", "query_id")
    ]


def _field_remover(without: tuple[str, ...]) -> Callable[[Record], Record]:
    empty = {name: Record._field_defaults[name] for name in without}
    return lambda record: record._replace(**empty)


TRAINING_SETS = (
    LinkageSet(30_000, 2190, 11, by_generator=True),
    LinkageSet(4000, 657, 13, by_generator=True),
    LinkageSet(30_000, 2738, 14),
    LinkageSet(4000, 821, 16),
    LinkageSet(30_000, 821, 24, without=NO_PARENTS),
    LinkageSet(30_000, 821, 34, without=ONLY_NAMES),
    LinkageSet(6000, 821, 44, papers=True),
    LinkageSet(4000, 547, 54, without=ONE_SURNAME, papers=True),
    LinkageSet(4000, 985, 64, without=ONE_SURNAME, addresses=True, spoil=spoil_or_mistype),
    LinkageSet(15_000, 1643, 74, spoil=damage_record),
    LinkageSet(4000, 821, 84, spoil=damage_record),
)
DUPLICATES_SET = LinkageSet(100_000, 10, 46), 2000
"""A registry and the number of copies to plant, for the search for duplicates."""
TEST_SETS = {
    "generator": LinkageSet(100_000, 4000, 12, by_generator=True),
    "other errors": LinkageSet(100_000, 4000, 15),
    "other errors, names and birth only": LinkageSet(100_000, 2000, 35, without=ONLY_NAMES),
    "other errors, small registry": LinkageSet(1500, 500, 17),
    "other errors, with papers": LinkageSet(20_000, 2000, 45, papers=True),
    "other errors, one surname and place": LinkageSet(20_000, 2000, 55, without=ONE_SURNAME),
}
