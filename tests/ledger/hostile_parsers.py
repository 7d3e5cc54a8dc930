"""Parsers that behave as those of large libraries may, given a file that was made for it."""

import os
import signal
from pathlib import Path

from amparo.ledger.parsing.rejected import RejectedContent


def echo(content: bytes) -> bytes:
    return content


def refuse(content: bytes) -> bytes:
    raise RejectedContent("too_wide")


def spin(content: bytes) -> bytes:
    while True:
        pass


def hang(content: bytes) -> bytes:
    signal.pause()
    return b""


def swell(content: bytes) -> bytes:
    return bytes(10**12)


def sink(content: bytes) -> bytes:
    return sink(content)


def crash(content: bytes) -> bytes:
    os.abort()


def fail(content: bytes) -> bytes:
    raise KeyError(content)


def write(content: bytes) -> bytes:
    Path(os.environ["PATH"].split(":")[0], "left-behind").write_bytes(content)
    return b""


def tell_environment(content: bytes) -> bytes:
    return "\n".join(os.environ).encode()
