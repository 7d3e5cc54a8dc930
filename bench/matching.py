"""The search for one child: how often it finds, how fast, and how others do on the very same questions in the same run."""

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
from bench.linkage.figures import Answer, judged
from bench.linkage.peers import OURS, SPLINK, THRESHOLD, TRIGRAMS, asked_of_all
from bench.linkage.questions import Keyed, Question
from bench.linkage.sets import Made, asked, generate
from bench.linkage.trigrams import server

QUESTIONS = 2_000
SEEDS = (101, 201, 301)
"""From which nothing was learnt and nothing was fixed."""
FRESH = {
    "generator, 100,000": [Made(100_000, QUESTIONS, seed, by_generator=True) for seed in SEEDS],
    "other errors, 100,000": [Made(100_000, QUESTIONS, seed + 1) for seed in SEEDS],
}
MILLION, MILLION_SEEDS = 1_000_000, (103, 203, 303)
AIMS: dict[str, float] = {
    "recall_at_1": 0.985, "recall_at_10": 0.993, "f1": 0.95, "recall_at_1_percent": 0.80, "records_per_second": 20_000,
    "query_ms_p95": 50, "peak_rss_mb": 1536,
}  # fmt: skip
AT_MOST = ("query_ms_p95", "peak_rss_mb")


def main(children: int) -> dict[str, Any]:
    """All figures, as mean and standard deviation over seeds. `children` is of the pages; the sizes here are those of the aims."""
    millions = [_million(seed) for seed in MILLION_SEEDS]
    peers = _peers()
    return {
        "million": over(millions),
        "peers": {name: {who: over(rows) for who, rows in found.items()} for name, found in peers.items()},
        "compared": {name: over(_compared(found)) for name, found in peers.items()},
        "seeds": {name: [one.seed for one in made] for name, made in FRESH.items()} | {"million": MILLION_SEEDS},
        "thresholds": THRESHOLD,
        "aims": {
            f"{name} {'at most' if name in AT_MOST else 'at least'} {aim}, for every seed":
            all(one[name] <= aim if name in AT_MOST else one[name] >= aim for one in millions)
            for name, aim in AIMS.items()
        },
    }  # fmt: skip


def over(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Number by number: the mean, and the standard deviation where there are several."""
    return {
        name: over([row[name] for row in rows])
        if isinstance(value, Mapping)
        else [
            round(mean(row[name] for row in rows), 4),
            *([round(stdev(row[name] for row in rows), 4)] if rows[1:] else []),
        ]
        for name, value in rows[0].items()
    }


def _million(seed: int) -> dict[str, Any]:
    """Through the command, on files, in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder, MILLION, QUESTIONS, seed)
        told = folder / "answers.csv"
        command = [sys.executable, "-m", "amparo.config.cli", "match", "run", "--out", str(told)]
        command += ["--registry", str(folder / "registry.csv"), "--queries", str(folder / "queries.csv")]
        found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        questions = asked(folder)
        figures = judged(questions, _told(told, questions), THRESHOLD[OURS]).row()
        found["records_per_second"] = round(MILLION / found["index_seconds"])
        return figures | found


def _told(path: Path, questions: list[Question]) -> list[Answer]:
    by_question: dict[str, list[tuple[str, float]]] = defaultdict(list)
    with path.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            by_question[row["query_id"]].append((row["record_id"], float(row["score"])))
    return [by_question[question.key] for question in questions]


def _peers() -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Each set of questions, asked of each, seed by seed."""
    sets: dict[str, list[Callable[[], tuple[list[Keyed], list[Question]]]]] = {
        name: [one.make for one in made] for name, made in FRESH.items()
    }
    sets["FEBRL 4"] = [lambda: febrl4(with_number=True)]
    sets["FEBRL 4 without the number"] = [lambda: febrl4(with_number=False)]
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    with server() as connection:
        for name, several in sets.items():
            rows = found[name] = defaultdict(list)
            for make in several:
                registry, questions = make()
                for who, one in asked_of_all(connection, registry, questions).items():
                    rows[who].append(
                        one.row(questions, THRESHOLD[who]) | {"there": sum(bool(q.answers) for q in questions)}
                    )
    return found


def _compared(found: dict[str, list[dict[str, Any]]]) -> list[dict[str, float]]:
    """How many times as many children each peer misses at the first place, and how many times as long a search takes.

    Who misses nobody is taken to miss one: nothing is known below that.
    """
    return [
        {
            f"missed_by_{SPLINK}": round(_missed(splink) / _missed(ours), 2),
            f"missed_by_{TRIGRAMS}": round(_missed(trigrams) / _missed(ours), 2),
            f"time_of_{TRIGRAMS}": round(trigrams["p50_ms"] / ours["p50_ms"], 2),
        }
        for ours, splink, trigrams in zip(found[OURS], found[SPLINK], found[TRIGRAMS], strict=True)
    ]


def _missed(one: dict[str, Any]) -> float:
    return float(max(1 - one["recall_at_1"], 1 / one["there"]))


def line(found: dict[str, Any]) -> str:
    """In words: the means."""
    one, fresh = found["million"], found["peers"][next(iter(FRESH))]
    peers = ", ".join(f"{who} {one['recall_at_1'][0]:.3f}/{one['f1'][0]:.3f}" for who, one in fresh.items())
    return (
        f"1,000,000 records: first {one['recall_at_1'][0]:.3f}, in ten {one['recall_at_10'][0]:.3f}, F1 {one['f1'][0]:.3f}, "
        f"{one['recall_at_1_percent'][0]:.3f} at 1 % false alarms, p95 {one['query_ms_p95'][0]} ms, {one['peak_rss_mb'][0]} MB, "
        f"{one['records_per_second'][0]} records/s; 100,000, first/F1: {peers}"
    )
