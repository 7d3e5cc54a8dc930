"""The search for one child: accuracy and speed, compared with peers on the same questions."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import mean, stdev
from typing import Any

from bench.linkage.febrl import febrl4
from bench.linkage.figures import Answer, score_answers
from bench.linkage.peers import BAG, OURS, SPLINK, THRESHOLD, TRIGRAMS, ask_all
from bench.linkage.questions import Keyed, Question
from bench.linkage.seen import VIEWS, SeenSet
from bench.linkage.sets import LinkageSet, generate_files, read_questions
from bench.linkage.trigrams import open_server

QUESTIONS = 2_000
SEEDS = (101, 201, 301)
"""Seeds that were not used for learning or tuning."""
FRESH = {
    "generator, 100,000": [LinkageSet(100_000, QUESTIONS, seed, by_generator=True) for seed in SEEDS],
    "other errors, 100,000": [LinkageSet(100_000, QUESTIONS, seed + 1) for seed in SEEDS],
}
SEEN_SEEDS = (401, 501, 601)
SEEN = {f"seen damage, {view}": [SeenSet(view, seed) for seed in SEEN_SEEDS] for view in VIEWS}
"""Damage by rules that nothing was trained on, 50,000 records."""
MILLION, MILLION_SEEDS = 1_000_000, (103, 203, 303)
AIMS: dict[str, float] = {
    "recall_at_1": 0.985, "recall_at_10": 0.993, "f1": 0.95, "recall_at_1_percent": 0.80, "records_per_second": 20_000,
    "query_ms_p95": 50, "peak_rss_mb": 1536,
}  # fmt: skip
UPPER_LIMITS = ("query_ms_p95", "peak_rss_mb")


def main(children: int) -> dict[str, Any]:
    """Return all figures as mean and standard deviation over seeds.

    `children` is not used: the sizes are those of the aims.
    """
    millions = [_measure_million(seed) for seed in MILLION_SEEDS]
    peers = _measure_peers()
    return {
        "million": mean_and_deviation(millions),
        "peers": {name: {who: mean_and_deviation(rows) for who, rows in found.items()} for name,
                  found in peers.items()},
        "compared": {name: mean_and_deviation(_compare_with_peers(found)) for name, found in peers.items()},
        "seeds": {name: [linkage_set.seed for linkage_set in made] for name,
                  made in (FRESH | SEEN).items()} | {"million": MILLION_SEEDS},
        "thresholds": THRESHOLD,
        "aims": {
            f"{name} {'at most' if name in UPPER_LIMITS else 'at least'} {aim}, for every seed":
            all(row[name] <= aim if name in UPPER_LIMITS else row[name] >= aim for row in millions)
            for name, aim in AIMS.items()
        },
    }  # fmt: skip


def mean_and_deviation(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the mean of each number, with the standard deviation where there are several rows."""
    return {
        name: mean_and_deviation([row[name] for row in rows])
        if isinstance(value, Mapping)
        else [
            round(mean(row[name] for row in rows), 4),
            *([round(stdev(row[name] for row in rows), 4)] if rows[1:] else []),
        ]
        for name, value in rows[0].items()
    }


def _measure_million(seed: int) -> dict[str, Any]:
    """Return the figures of a million records, through the command in its own process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate_files(folder, MILLION, QUESTIONS, seed)
        answers = folder / "answers.csv"
        command = [sys.executable, "-m", "amparo.config.cli", "match", "run", "--out", str(answers)]
        command += ["--registry", str(folder / "registry.csv"), "--queries", str(folder / "queries.csv")]
        found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        questions = read_questions(folder)
        figures = score_answers(questions, _read_answers(answers, questions), THRESHOLD[OURS]).row()
        found["records_per_second"] = round(MILLION / found["index_seconds"])
        return figures | found


def _read_answers(path: Path, questions: list[Question]) -> list[Answer]:
    by_question: dict[str, list[tuple[str, float]]] = defaultdict(list)
    with path.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            by_question[row["query_id"]].append((row["record_id"], float(row["score"])))
    return [by_question[question.key] for question in questions]


def _measure_peers() -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Return the figures of each peer on each set of questions, seed by seed."""
    sets: dict[str, list[Callable[[], tuple[list[Keyed], list[Question]]]]] = {
        name: [linkage_set.make for linkage_set in made] for name, made in (FRESH | SEEN).items()
    }
    sets["FEBRL 4"] = [lambda: febrl4(with_number=True)]
    sets["FEBRL 4 without the number"] = [lambda: febrl4(with_number=False)]
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    with open_server() as connection:
        for name, several in sets.items():
            rows = found[name] = defaultdict(list)
            for make in several:
                registry, questions = make()
                for who, result in ask_all(connection, registry, questions).items():
                    rows[who].append(
                        result.row(questions, THRESHOLD[who]) | {"there": sum(bool(q.answers) for q in questions)}
                    )
    return found


def _compare_with_peers(found: dict[str, list[dict[str, Any]]]) -> list[dict[str, float]]:
    """Return for each peer the ratio of children missed at rank 1, and of search time.

    A peer that misses nobody counts as missing one: less cannot be measured.
    """
    return [
        {
            f"missed_by_{SPLINK}": round(_missed_share(splink) / _missed_share(ours), 2),
            f"missed_by_{TRIGRAMS}": round(_missed_share(trigrams) / _missed_share(ours), 2),
            f"missed_by_{BAG}": round(_missed_share(bag) / _missed_share(ours), 2),
            f"time_of_{TRIGRAMS}": round(trigrams["p50_ms"] / ours["p50_ms"], 2),
        }
        for ours, splink, trigrams, bag in zip(*(found[who] for who in (OURS, SPLINK, TRIGRAMS, BAG)), strict=True)
    ]


def _missed_share(figures: dict[str, Any]) -> float:
    return float(max(1 - figures["recall_at_1"], 1 / figures["there"]))


def format_line(found: dict[str, Any]) -> str:
    """Return the mean figures as one line of text."""
    million, fresh = found["million"], found["peers"][next(iter(FRESH))]
    peers = ", ".join(f"{who} {row['recall_at_1'][0]:.3f}/{row['f1'][0]:.3f}" for who, row in fresh.items())
    return (
        f"1,000,000 records: first {million['recall_at_1'][0]:.3f}, in ten {million['recall_at_10'][0]:.3f}, "
        f"F1 {million['f1'][0]:.3f}, {million['recall_at_1_percent'][0]:.3f} at 1 % false alarms, "
        f"p95 {million['query_ms_p95'][0]} ms, {million['peak_rss_mb'][0]} MB, "
        f"{million['records_per_second'][0]} records/s; 100,000, first/F1: {peers}"
    )
