"""Speed of the law kernel: decisions on parsed requests, and lines through the command."""

import json
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import Any

from amparo.law import ACTIONS, decide, parse_request, profile_for

EXAMPLES = Path(__file__).parents[1] / "tests" / "law" / "spec" / "vignettes"
DECISIONS = 100_000
LINES = 20_000


def requests() -> list[dict[str, Any]]:
    """The facts of every worked example under every action: realistic facts, all rules."""
    examples = [json.loads(path.read_text(encoding="utf-8"))["request"] for path in sorted(EXAMPLES.glob("*.json"))]
    return [example | {"action": action} for example in examples for action in ACTIONS]


def decisions_per_second() -> float:
    """Decisions on parsed requests, in this process, on one core."""
    parsed = [parse_request(value) for value in requests()]
    judged = [(request, profile_for(request.country)) for request in parsed]
    started = perf_counter()
    for request, profile in islice(cycle(judged), DECISIONS):
        decide(request, profile)
    return DECISIONS / (perf_counter() - started)


def lines_per_second() -> float:
    """Requests as text, through a new process of the command, to responses as text."""
    lines = [json.dumps(value) for value in requests()]
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


def main(children: int) -> dict[str, Any]:
    """All figures."""
    return {
        "bench": "law",
        "decisions_per_second": round(decisions_per_second()),
        "jsonl_lines_per_second": round(lines_per_second()),
        "decisions": DECISIONS,
        "lines": LINES,
    }


if __name__ == "__main__":
    print(json.dumps(main()))
