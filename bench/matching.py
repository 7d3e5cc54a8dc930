"""The search for one child: how often it finds, how fast, and how others do on the very same questions in the same run."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from bench.linkage.febrl import febrl4
from bench.linkage.figures import Answer, judged
from bench.linkage.peers import OURS, SPLINK, THRESHOLD, TRIGRAMS, asked_of_all
from bench.linkage.questions import Keyed, Question
from bench.linkage.sets import Made, asked, generate
from bench.linkage.trigrams import server

QUESTIONS = 2_000
FRESH = {
    "generator, 100,000": Made(100_000, QUESTIONS, 101, by_generator=True),
    "other errors, 100,000": Made(100_000, QUESTIONS, 102),
}
"""Seeds from which nothing was learnt and nothing was fixed."""
MILLION, MILLION_SEED = 1_000_000, 103
AIMS: dict[str, float] = {
    "recall_at_1": 0.985, "recall_at_10": 0.993, "f1": 0.95, "recall_at_1_percent": 0.80, "records_per_second": 20_000,
    "query_ms_p95": 50, "peak_rss_mb": 1536,
}  # fmt: skip
AT_MOST = ("query_ms_p95", "peak_rss_mb")


def main(children: int) -> dict[str, Any]:
    """All figures. `children` is of the pages; the sizes here are those of the aims."""
    million = _million()
    peers, compared = _peers()
    return {
        "million": million,
        "peers": peers,
        "compared": compared,
        "seeds": {name: made.seed for name, made in FRESH.items()} | {"million": MILLION_SEED},
        "thresholds": THRESHOLD,
        "aims": {
            f"{name} {'at most' if name in AT_MOST else 'at least'} {aim}":
            million[name] <= aim if name in AT_MOST else million[name] >= aim
            for name, aim in AIMS.items()
        },
    }  # fmt: skip


def _million() -> dict[str, Any]:
    """Through the command, on files, in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder, MILLION, QUESTIONS, MILLION_SEED)
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


def _peers() -> tuple[dict[str, dict[str, dict[str, Any]]], dict[str, dict[str, float]]]:
    """Each set of questions, asked of each; and what that makes of them beside ours."""
    sets: dict[str, tuple[list[Keyed], list[Question]]] = {name: made.make() for name, made in FRESH.items()}
    sets["FEBRL 4"] = febrl4(with_number=True)
    sets["FEBRL 4 without the number"] = febrl4(with_number=False)
    found: dict[str, dict[str, dict[str, Any]]] = {}
    compared = {}
    with server() as connection:
        for name, (registry, questions) in sets.items():
            answered = asked_of_all(connection, registry, questions)
            found[name] = {who: one.row(questions, THRESHOLD[who]) for who, one in answered.items()}
            compared[name] = _compared(found[name], sum(bool(one.answers) for one in questions))
    return found, compared


def _compared(found: dict[str, dict[str, Any]], there: int) -> dict[str, float]:
    """How many times as many children each peer misses at the first place, and how many times as long a search takes.

    Of `there` who are there. Who misses nobody is taken to miss one: nothing is known below that.
    """
    missed = {who: max(1 - one["recall_at_1"], 1 / there) for who, one in found.items()}
    return {
        f"missed_by_{SPLINK}": round(missed[SPLINK] / missed[OURS], 2),
        f"missed_by_{TRIGRAMS}": round(missed[TRIGRAMS] / missed[OURS], 2),
        f"time_of_{TRIGRAMS}": round(found[TRIGRAMS]["p50_ms"] / found[OURS]["p50_ms"], 2),
    }


def line(found: dict[str, Any]) -> str:
    """In words."""
    one, fresh = found["million"], found["peers"][next(iter(FRESH))]
    peers = ", ".join(f"{who} {one['recall_at_1']:.3f}/{one['f1']:.3f}" for who, one in fresh.items())
    return (
        f"1,000,000 records: first {one['recall_at_1']:.3f}, in ten {one['recall_at_10']:.3f}, F1 {one['f1']:.3f}, "
        f"{one['recall_at_1_percent']:.3f} at 1 % false alarms, p95 {one['query_ms_p95']} ms, {one['peak_rss_mb']} MB, "
        f"{one['records_per_second']} records/s; 100,000, first/F1: {peers}"
    )
