"""Speed of the law kernel: decisions on parsed requests, and lines through the command."""

import json
import subprocess
import sys
import tempfile
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import Any

from amparo.law import ACTIONS, decide, parse_request, profile_for

EXAMPLES = Path(__file__).parents[1] / "tests" / "law" / "spec" / "vignettes"
DECISIONS = 100_000
LINES = 20_000
INTERPRETED = 2_000
AIM = 50_000


def example_requests() -> list[dict[str, Any]]:
    """Return the facts of every worked example under every action, so that all rules run."""
    examples = [json.loads(path.read_text(encoding="utf-8"))["request"] for path in sorted(EXAMPLES.glob("*.json"))]
    return [example | {"action": action} for example in examples for action in ACTIONS]


def measure_decisions_per_second() -> float:
    """Return decisions per second on parsed requests, in this process, on one core."""
    parsed = [parse_request(value) for value in example_requests()]
    judged = [(request, profile_for(request.country)) for request in parsed]
    started = perf_counter()
    for request, profile in islice(cycle(judged), DECISIONS):
        decide(request, profile)
    return DECISIONS / (perf_counter() - started)


def measure_lines_per_second() -> float:
    """Return lines per second through the command in a new process, from text to text."""
    lines = [json.dumps(value) for value in example_requests()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "requests.jsonl"
        path.write_text("\n".join(islice(cycle(lines), LINES)), encoding="utf-8")
        command = [sys.executable, "-m", "amparo.config.cli", "law", "check", "--jsonl", str(path)]
        started = perf_counter()
        done = subprocess.run(command, capture_output=True, check=True)
        seconds = perf_counter() - started
    answered = done.stdout.count(b"\n")
    if answered != LINES:
        message = f"{answered} answers to {LINES} requests."
        raise RuntimeError(message)
    return LINES / seconds


def measure_interpreted_per_second() -> float:
    """Return decisions per second of the tests' interpreter of the tables: the baseline."""
    oracle: Any = import_module("tests.law.oracle")
    values = example_requests()
    for value in values[:20]:
        oracle.judge(value)  # expressions are compiled on first use
    started = perf_counter()
    for value in islice(cycle(values), INTERPRETED):
        oracle.judge(value)
    return INTERPRETED / (perf_counter() - started)


def main(children: int) -> dict[str, Any]:
    """Measure and return all figures."""
    decisions = round(measure_decisions_per_second())
    return {
        "decisions_per_second": decisions,
        "jsonl_lines_per_second": round(measure_lines_per_second()),
        "interpreted_per_second": round(measure_interpreted_per_second()),
        "decisions": DECISIONS,
        "lines": LINES,
        "aims": {f"at least {AIM} decisions a second": decisions >= AIM},
    }


def format_line(found: dict[str, Any]) -> str:
    """Return the figures as one line of text."""
    return (
        f"{found['decisions_per_second']} decisions/s parsed, {found['jsonl_lines_per_second']} lines/s as JSONL, "
        f"{found['interpreted_per_second']}/s by the interpreting oracle"
    )
