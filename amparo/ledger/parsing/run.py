"""Running a parser in a child process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass

from amparo.ledger.parsing.child import REJECTED, TOO_COMPLEX
from amparo.ledger.parsing.rejected import RejectedContent

_WAIT_TIMES = 2
"""How many times its processor seconds a child may last, on a machine that is busy with others."""
_KEPT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL")
"""Beginnings of the variables that a child gets: none of the node's."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one parser may use: seconds of a processor, and bytes of memory."""

    seconds: int
    memory_bytes: int


def run_parser(parser: str, content: bytes, limits: Limits) -> bytes:
    """Return what a parser makes of a file.

    `parser` is `module:function`, a function of bytes that returns bytes or raises `RejectedContent`. Raises
    `RejectedContent`: the parser's own code, `too_complex` past the limits, `damaged` when the parser failed.
    """
    command = [sys.executable, "-m", "amparo.ledger.parsing.child", str(limits.seconds), str(limits.memory_bytes)]
    try:
        done = subprocess.run(
            [*command, parser],
            input=content,
            capture_output=True,
            timeout=_WAIT_TIMES * limits.seconds,
            check=False,
            env={name: value for name, value in os.environ.items() if name.startswith(_KEPT)},
        )
    except subprocess.TimeoutExpired as error:
        raise RejectedContent("too_complex") from error
    if done.returncode:
        raise RejectedContent(_why_failed(done))
    return done.stdout


def _why_failed(done: subprocess.CompletedProcess[bytes]) -> str:
    if done.returncode == REJECTED:
        return done.stderr.decode(errors="replace").strip()
    is_over = done.returncode in (TOO_COMPLEX, -signal.SIGXCPU, -signal.SIGKILL)
    return "too_complex" if is_over else "damaged"
