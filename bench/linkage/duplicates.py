"""All duplicates of a registry: `python -m bench.linkage.duplicates`, about ten minutes; needs `amparo[linkage]`.

Through the command `amparo match duplicates`: on a registry without any, in which copies with our own errors were
planted, so that every pair is known; on the public FEBRL 3, whose pairs are known too; and on a million records of the
generator, of which the truth names some that are of one child.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from amparo.matching.files import COLUMNS
from bench.linkage.febrl import febrl3
from bench.linkage.questions import Keyed
from bench.linkage.questions import plant_copies as with_copies
from bench.linkage.sets import LinkageSet, generate_files, read_questions

MILLION, MILLION_SEED, MILLION_QUESTIONS = 1_000_000, 104, 20_000
PLANTED_IN, PLANTED = LinkageSet(100_000, 10, 105), 2_000

THRESHOLDS = (0.5, 0.9, 0.99, 0.999)
"""Thresholds: a pair of a registry without many duplicates must be surer than a candidate for one who is looked for."""

type Pairs = dict[frozenset[str], float]


def main() -> None:
    """Measure and print all three registries."""
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure_planted(Path(folder))), flush=True)
        print(json.dumps(measure_febrl3(Path(folder))), flush=True)
        print(json.dumps(measure_generated(Path(folder))), flush=True)


def measure_generated(folder: Path) -> dict[str, Any]:
    """Return the recall of the pairs that the truth names.

    It names only those of children in questions, so precision is unknown.
    """
    generate_files(folder, MILLION, MILLION_QUESTIONS, MILLION_SEED)
    true = {
        frozenset(pair) for question in read_questions(folder) for pair in combinations(sorted(question.answers), 2)
    }
    summary, found = _run_command(folder)
    return summary | {"known_pairs": len(true), "by_threshold": _figures_by_threshold(true, found, all_known=False)}


def measure_planted(folder: Path) -> dict[str, Any]:
    """Return precision and recall with planted copies."""
    return _measure_all_known(folder, *with_copies(PLANTED_IN.make()[0], PLANTED, PLANTED_IN.seed))


def measure_febrl3(folder: Path) -> dict[str, Any]:
    """Return precision and recall on FEBRL 3."""
    return _measure_all_known(folder, *febrl3())


def _measure_all_known(folder: Path, registry: Sequence[Keyed], true: set[frozenset[str]]) -> dict[str, Any]:
    """Return precision and recall where every pair is known."""
    _write_registry(folder / "registry.csv", registry)
    summary, found = _run_command(folder)
    return summary | {"known_pairs": len(true), "by_threshold": _figures_by_threshold(true, found, all_known=True)}


def _figures_by_threshold(true: set[frozenset[str]], found: Pairs, *, all_known: bool) -> dict[float, dict[str, float]]:
    rows = {}
    for least in THRESHOLDS:
        accepted = {pair for pair, score in found.items() if score >= least}
        rows[least] = {"pairs": len(accepted), "recall": round(len(true & accepted) / len(true), 4)}
        if all_known:
            rows[least]["precision"] = round(len(true & accepted) / max(len(accepted), 1), 4)
    return rows


def _run_command(folder: Path) -> tuple[dict[str, Any], Pairs]:
    command = [sys.executable, "-m", "amparo.config.cli", "match", "duplicates", "--out", str(folder / "pairs.csv")]
    command += ["--registry", str(folder / "registry.csv")]
    summary: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    with (folder / "pairs.csv").open(newline="", encoding="utf-8") as lines:
        return summary, {
            frozenset((row["record_id"], row["other_id"])): float(row["score"]) for row in csv.DictReader(lines)
        }


def _write_registry(path: Path, registry: Sequence[Keyed]) -> None:
    with path.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.writer(lines)
        writer.writerow(("record_id", *COLUMNS))
        for key, r in registry:
            writer.writerow(
                (key, r.given, r.first_surname, r.second_surname, r.sex, _format_birth(r.born), r.nationality,
                 ", ".join(r.place),
                 r.mother, r.father, r.language, "".join(r.documents[:1]))
            )  # fmt: skip


def _format_birth(born: tuple[int, int]) -> str:
    """Return a birth as a date, a month or a year; for a longer range the year in its middle."""
    if not born[0]:
        return ""
    first, last = (date.fromordinal(day) for day in born)
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7]
    return str(date.fromordinal(sum(born) // 2).year)


if __name__ == "__main__":
    main()
