"""Four ways to find a child on the same questions: ours, Splink, PostgreSQL's trigrams, and a bag of words (BM25).

`python -m bench.linkage.peers` fixes what may be fixed beforehand: the peers' thresholds, and the weights of the
trigrams, on questions that nothing else is told about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from time import perf_counter

import numpy as np
import psycopg

from amparo.matching.index import Index
from bench.figures import measure_ms, summarise
from bench.linkage.bm25 import answer_by_bag
from bench.linkage.figures import Answer, Figures, score_answers
from bench.linkage.questions import Keyed, Question
from bench.linkage.sets import LinkageSet
from bench.linkage.splinked import answer_by_splink
from bench.linkage.trigrams import answer_by_trigrams, fill_table, open_server, rank_candidates, read_candidates

OURS, SPLINK, TRIGRAMS, BAG = "ours", "splink", "trigrams", "bm25"
THRESHOLD = {OURS: 0.5, SPLINK: 0.494, TRIGRAMS: 0.486, BAG: 0.5}
"""Scores from which a first answer is accepted.

Those of the peers are the best on `FIXED_ON`, ours is the one of the system.
"""
FIXED_ON = LinkageSet(100_000, 2000, 12, by_generator=True)


@dataclass(frozen=True, slots=True)
class PeerResult:
    """The answers of one peer and its times: to build, and for each or all questions."""

    answers: list[Answer]
    build_seconds: float
    milliseconds: list[float]
    together_seconds: float = 0.0

    def row(self, questions: Sequence[Question], threshold: float) -> dict[str, object]:
        """Return its figures; without false alarms where all children are in the registry."""
        times = summarise(self.milliseconds) if self.milliseconds else {"all_seconds": round(self.together_seconds, 2)}
        row = score_answers(questions, self.answers, threshold).row()
        if all(question.answers for question in questions):
            del row["recall_at_1_percent"], row["absent_accepted"]
        return row | times | {"build_seconds": round(self.build_seconds, 2)}


def ask_all(
    connection: psycopg.Connection, registry: Sequence[Keyed], questions: Sequence[Question]
) -> dict[str, PeerResult]:
    """Ask the same questions of every peer."""
    return {
        OURS: ask_ours(registry, questions),
        SPLINK: ask_splink(registry, questions),
        TRIGRAMS: PeerResult(*answer_by_trigrams(connection, registry, questions)),
        BAG: PeerResult(*answer_by_bag(registry, questions)),
    }


def ask_ours(registry: Sequence[Keyed], questions: Sequence[Question]) -> PeerResult:
    """Ask the engine of Amparo."""
    started = perf_counter()
    index = Index()
    index.put(registry)
    index.settle()
    built = perf_counter() - started
    found: list[Answer] = []

    def ask(question: Question) -> None:
        found.append([(hit.key, hit.probability) for hit in index.search(question.record)])

    return PeerResult(found, built, [measure_ms(partial(ask, question)) for question in questions])


def ask_splink(registry: Sequence[Keyed], questions: Sequence[Question]) -> PeerResult:
    """Ask Splink all questions at once, as it is designed to work."""
    answers, prepared, took = answer_by_splink(registry, questions)
    return PeerResult(answers, prepared, [], took)


def find_best_threshold(questions: Sequence[Question], answers: Sequence[Answer]) -> tuple[float, Figures]:
    """Return the threshold of first answers with the largest F1, and its figures."""
    scores = np.array([answer[0][1] if answer else -1.0 for answer in answers])
    right = np.array([bool(a) and a[0][0] in q.answers for q, a in zip(questions, answers, strict=True)])
    order = np.argsort(-scores, kind="stable")
    f1 = (
        2
        * np.cumsum(right[order])
        / (np.arange(1, len(order) + 1) + sum(bool(question.answers) for question in questions))
    )
    threshold = float(scores[order[int(f1.argmax())]])
    return threshold, score_answers(questions, answers, threshold)


def main() -> None:
    """Search for the best thresholds and weights, and print them."""
    registry, questions = FIXED_ON.make()
    print(SPLINK, *find_best_threshold(questions, ask_splink(registry, questions).answers), flush=True)
    print(BAG, *find_best_threshold(questions, answer_by_bag(registry, questions)[0]), flush=True)
    with open_server() as connection:
        fill_table(connection, registry)
        candidates = [read_candidates(connection, question.record) for question in questions]
    tried = []
    for born, mother, place in product((0.15, 0.3, 0.5, 0.8), (0.15, 0.3, 0.5, 0.8), (0.1, 0.25)):
        weights = {"name": 1.0, "born": born, "mother": mother, "place": place}
        threshold, found = find_best_threshold(questions, [rank_candidates(found, weights) for found in candidates])
        tried.append((found.f1 + found.recall_at_1 + found.recall_at_1_percent, threshold, weights, found))
    for _, threshold, weights, found in sorted(tried, key=lambda row: -row[0])[:5]:
        print(TRIGRAMS, round(threshold, 3), weights, found, flush=True)


if __name__ == "__main__":
    main()
