"""`amparo match`: the engine of the running system, on files.

It looks for children in a registry, or for its duplicates.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from amparo.matching import batch
from amparo.matching.files import read_records
from amparo.matching.index import Index


def main(argv: Sequence[str]) -> int:
    """Run `amparo match`; return 0, or 1 with the fault of a file on standard error."""
    parser = argparse.ArgumentParser(prog="amparo match", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="index a registry, answer every query one by one")
    run.add_argument("--registry", type=Path, required=True, help="CSV with record_id and the columns of a record")
    run.add_argument("--queries", type=Path, required=True, help="CSV with query_id and the same columns")
    run.add_argument("--out", type=Path, required=True, help="CSV to write: query_id, rank, record_id, score")
    run.add_argument("--top", type=int, default=10, help="how many records to name for each query (default 10)")
    same = commands.add_parser("duplicates", help="all pairs of records that are of one child (needs amparo[linkage])")
    same.add_argument("--registry", type=Path, required=True, help="CSV with record_id and the columns of a record")
    same.add_argument("--out", type=Path, required=True, help="CSV to write: record_id, other_id, score")
    same.add_argument("--least", type=float, default=0.5, help="least probability of a pair (default 0.5)")
    given = parser.parse_args(argv)
    try:
        if given.command == "run":
            print(json.dumps(answer_queries(given.registry, given.queries, given.out, given.top)))
        else:
            print(json.dumps(find_duplicates(given.registry, given.out, given.least)))
    except (OSError, ValueError, ImportError, csv.Error) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def answer_queries(registry: Path, queries: Path, out: Path, top: int) -> dict[str, float]:
    """Write the answers to all queries; return times and memory.

    Seconds for the index, milliseconds for queries, MB of memory. Raises `ValueError` for a file that is no such table,
    `OSError` for one that cannot be read or written.
    """
    if top < 1:
        raise ValueError("--top must be at least 1")
    index = Index()
    started = time.perf_counter()
    index.put(read_records(registry, "record_id"))
    index.settle()
    took = time.perf_counter() - started
    each: list[float] = []
    with out.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.writer(lines)
        writer.writerow(["query_id", "rank", "record_id", "score"])
        for key, record in read_records(queries, "query_id"):
            asked = time.perf_counter()
            hits = index.search(record, top=top)
            each.append(1000 * (time.perf_counter() - asked))
            writer.writerows([key, rank, hit.key, f"{hit.probability:.12g}"] for rank, hit in enumerate(hits, 1))
    return {
        "index_seconds": round(took, 2),
        "query_ms_p50": round(_percentile(each, 50), 2),
        "query_ms_p95": round(_percentile(each, 95), 2),
        "peak_rss_mb": _peak_rss_mb(),
    }


def find_duplicates(registry: Path, out: Path, least: float) -> dict[str, float]:
    """Write the pairs; return records, pairs, seconds and MB of memory.

    Raises `ImportError` where Splink is not installed, `ValueError` and `OSError` as `answer_queries`.
    """
    started = time.perf_counter()
    found = list(read_records(registry, "record_id"))
    index = Index()
    index.put(found)
    pairs = sorted(batch.find_duplicates(index, found, least), key=lambda pair: -pair[2])
    with out.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.writer(lines)
        writer.writerow(["record_id", "other_id", "score"])
        writer.writerows([left, right, f"{score:.12g}"] for left, right, score in pairs)
    return {
        "records": len(found),
        "pairs": len(pairs),
        "seconds": round(time.perf_counter() - started, 1),
        "peak_rss_mb": _peak_rss_mb(),
    }


def _peak_rss_mb() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def _percentile(values: list[float], share: int) -> float:
    return sorted(values)[min(len(values) * share // 100, len(values) - 1)] if values else 0.0
