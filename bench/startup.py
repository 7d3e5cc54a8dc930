"""Start-up times of the web server and of the law command."""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from typing import Any

from bench.figures import measure_ms
from bench.law import EXAMPLES
from bench.system import free_port, serve, wait_until_ready

REPEATS = 3


def main(children: int) -> dict[str, Any]:
    """Return median times in milliseconds, with Python alone and Python with Django as baselines."""
    example = str(next(iter(sorted(EXAMPLES.glob("*.json")))))
    with_request = _read_request(example)
    runs: dict[str, list[float]] = {"web": [], "law_check": [], "python": [], "python_with_django": []}
    for _ in range(REPEATS):
        runs["python"].append(measure_ms(lambda: _run_python("-c", "pass")))
        runs["python_with_django"].append(measure_ms(lambda: _run_python("-c", "import django; django.setup()")))
        runs["law_check"].append(
            measure_ms(lambda: _run_python("-m", "amparo.config.cli", "law", "check", stdin=with_request))
        )
        runs["web"].append(measure_ms(_start_web))
    return {f"{name}_ms": round(median(times)) for name, times in runs.items()} | {"repeats": REPEATS}


def format_line(found: dict[str, Any]) -> str:
    """Return the figures as one line of text."""
    return (
        f"web ready in {found['web_ms']} ms (Python with Django {found['python_with_django_ms']}), "
        f"law check {found['law_check_ms']} ms (Python {found['python_ms']})"
    )


def _read_request(path: str) -> bytes:
    import json
    from pathlib import Path

    return json.dumps(json.loads(Path(path).read_text(encoding="utf-8"))["request"]).encode()


def _run_python(*arguments: str, stdin: bytes = b"") -> None:
    subprocess.run([sys.executable, *arguments], check=True, input=stdin, stdout=subprocess.DEVNULL)


def _start_web() -> None:
    """Start the web server, wait for its first 200, and stop it."""
    port = free_port()
    process = serve(port)
    try:
        wait_until_ready(port, process)
    finally:
        process.terminate()
