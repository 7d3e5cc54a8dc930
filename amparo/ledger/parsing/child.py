"""The process of one parser.

`python -m amparo.ledger.parsing.child SECONDS BYTES module:function` reads the file from its input and writes the
result. The process knows no settings, secrets or database.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from importlib import import_module

from amparo.ledger.parsing.rejected import RejectedContent

REJECTED, TOO_COMPLEX = 3, 4
"""Exit statuses; any other than these and 0 means that the parser failed."""
_LESS_URGENT_THAN_PAGES = 5


def main() -> int:
    """Parse the input within the limits; return the exit status."""
    seconds, memory_bytes, parser = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    _limit_this_process(seconds, memory_bytes)
    try:
        sys.stdout.buffer.write(_find_parser(parser)(sys.stdin.buffer.read()))
    except RejectedContent as rejected:
        sys.stderr.write(rejected.why)
        return REJECTED
    except (MemoryError, RecursionError):
        return TOO_COMPLEX
    return 0


def _limit_this_process(seconds: int, memory_bytes: int) -> None:
    os.nice(_LESS_URGENT_THAN_PAGES)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core would hold the file
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _find_parser(name: str) -> Callable[[bytes], bytes]:
    module, function = name.split(":")
    parser: Callable[[bytes], bytes] = getattr(import_module(module), function)
    return parser


if __name__ == "__main__":
    sys.exit(main())
