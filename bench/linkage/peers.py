"""Three ways to find a child on the same questions: ours, Splink, and PostgreSQL's trigrams with a second look.

`python -m bench.linkage.peers` fixes what may be fixed beforehand: the peers' thresholds, and the weights of the trigrams,
on questions that nothing else is told about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from time import perf_counter

import numpy as np
import psycopg

from amparo.matching.index import Index
from bench.figures import milliseconds, summary
from bench.linkage.figures import Answer, Figures, judged
from bench.linkage.questions import Keyed, Question
from bench.linkage.sets import Made
from bench.linkage.splinked import splink
from bench.linkage.trigrams import filled, parts, ranked, server, trigrams

OURS, SPLINK, TRIGRAMS = "ours", "splink", "trigrams"
THRESHOLD = {OURS: 0.5, SPLINK: 0.494, TRIGRAMS: 0.486}
"""From these scores on a first answer is accepted; the peers' are the best on `FIXED_ON`, ours is what the system uses."""
FIXED_ON = Made(100_000, 2000, 12, by_generator=True)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one of them answered, and how long it took: to build, and for each question or for all of them at once."""

    answers: list[Answer]
    build_seconds: float
    milliseconds: list[float]
    together_seconds: float = 0.0

    def row(self, questions: Sequence[Question], threshold: float) -> dict[str, object]:
        """As written to a file; without false alarms where everybody asked for is there."""
        times = summary(self.milliseconds) if self.milliseconds else {"all_seconds": round(self.together_seconds, 2)}
        row = judged(questions, self.answers, threshold).row()
        if all(one.answers for one in questions):
            del row["recall_at_1_percent"], row["absent_accepted"]
        return row | times | {"build_seconds": round(self.build_seconds, 2)}


def asked_of_all(
    connection: psycopg.Connection, registry: Sequence[Keyed], questions: Sequence[Question]
) -> dict[str, Asked]:
    """The same questions to each."""
    return {
        OURS: asked_of_ours(registry, questions),
        SPLINK: asked_of_splink(registry, questions),
        TRIGRAMS: Asked(*trigrams(connection, registry, questions)),
    }


def asked_of_ours(registry: Sequence[Keyed], questions: Sequence[Question]) -> Asked:
    """The engine of the system, as it is."""
    started = perf_counter()
    index = Index()
    index.put(registry)
    index.settle()
    built = perf_counter() - started
    found: list[Answer] = []

    def ask(question: Question) -> None:
        found.append([(hit.key, hit.probability) for hit in index.search(question.record)])

    return Asked(found, built, [milliseconds(lambda one=one: ask(one)) for one in questions])  # type: ignore[misc]  # bound now


def asked_of_splink(registry: Sequence[Keyed], questions: Sequence[Question]) -> Asked:
    """All at once, which is what it is made for."""
    answers, prepared, took = splink(registry, questions)
    return Asked(answers, prepared, [], took)


def best_threshold(questions: Sequence[Question], answers: Sequence[Answer]) -> tuple[float, Figures]:
    """The score from which accepting first answers has the largest F1."""
    scores = np.array([answer[0][1] if answer else -1.0 for answer in answers])
    right = np.array([bool(a) and a[0][0] in q.answers for q, a in zip(questions, answers, strict=True)])
    order = np.argsort(-scores, kind="stable")
    f1 = 2 * np.cumsum(right[order]) / (np.arange(1, len(order) + 1) + sum(bool(one.answers) for one in questions))
    threshold = float(scores[order[int(f1.argmax())]])
    return threshold, judged(questions, answers, threshold)


def main() -> None:
    """Look for the best, tell."""
    registry, questions = FIXED_ON.make()
    print(SPLINK, *best_threshold(questions, asked_of_splink(registry, questions).answers), flush=True)
    with server() as connection:
        filled(connection, registry)
        candidates = [parts(connection, question.record) for question in questions]
    tried = []
    for born, mother, place in product((0.15, 0.3, 0.5, 0.8), (0.15, 0.3, 0.5, 0.8), (0.1, 0.25)):
        weights = {"name": 1.0, "born": born, "mother": mother, "place": place}
        threshold, found = best_threshold(questions, [ranked(one, weights) for one in candidates])
        tried.append((found.f1 + found.recall_at_1 + found.recall_at_1_percent, threshold, weights, found))
    for _, threshold, weights, found in sorted(tried, key=lambda one: -one[0])[:5]:
        print(TRIGRAMS, round(threshold, 3), weights, found, flush=True)


if __name__ == "__main__":
    main()
