"""How long a process takes to be of use: the web server, and the command that asks the law."""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from typing import Any

from bench.figures import milliseconds
from bench.law import EXAMPLES
from bench.system import free_port, serve, wait_until_ready

REPEATS = 3


def main(children: int) -> dict[str, Any]:
    """Medians in milliseconds, beside the start of Python alone and of Python with Django."""
    example = str(next(iter(sorted(EXAMPLES.glob("*.json")))))
    with_request = _request_of(example)
    runs: dict[str, list[float]] = {"web": [], "law_check": [], "python": [], "python_with_django": []}
    for _ in range(REPEATS):
        runs["python"].append(milliseconds(lambda: _python("-c", "pass")))
        runs["python_with_django"].append(milliseconds(lambda: _python("-c", "import django; django.setup()")))
        runs["law_check"].append(
            milliseconds(lambda: _python("-m", "amparo.config.cli", "law", "check", stdin=with_request))
        )
        runs["web"].append(milliseconds(_web))
    return {f"{name}_ms": round(median(times)) for name, times in runs.items()} | {"repeats": REPEATS}


def line(found: dict[str, Any]) -> str:
    """In words."""
    return (
        f"web ready in {found['web_ms']} ms (Python with Django {found['python_with_django_ms']}), "
        f"law check {found['law_check_ms']} ms (Python {found['python_ms']})"
    )


def _request_of(path: str) -> bytes:
    import json
    from pathlib import Path

    return json.dumps(json.loads(Path(path).read_text(encoding="utf-8"))["request"]).encode()


def _python(*arguments: str, stdin: bytes = b"") -> None:
    subprocess.run([sys.executable, *arguments], check=True, input=stdin, stdout=subprocess.DEVNULL)


def _web() -> None:
    """From the start of the process to its first 200; its end is not counted, but waited for by the next start."""
    port = free_port()
    process = serve(port)
    try:
        wait_until_ready(port, process)
    finally:
        process.terminate()
