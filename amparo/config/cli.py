"""The program `amparo`.

It runs one command, which is imported only when it is called.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

COMMANDS: Final[dict[str, str]] = {
    "audit": "amparo.config.commands.audit:main",
    "case": "amparo.config.commands.case:main",
    "demo": "amparo.config.commands.demo:main",
    "law": "amparo.config.commands.law:main",
    "match": "amparo.config.commands.match:main",
    "node": "amparo.config.commands.node:main",
    "person": "amparo.config.commands.person:main",
}
"""Name of a command -> `module:function`; the function takes the other arguments and returns the exit status."""

USAGE_ERROR: Final = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; list the commands if it is unknown."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    target = COMMANDS.get(arguments[0]) if arguments else None
    if target is None:
        asked_for_help = arguments[:1] in (["-h"], ["--help"])
        print(f"usage: amparo {{{','.join(sorted(COMMANDS))}}} ...", file=sys.stdout if asked_for_help else sys.stderr)
        return 0 if asked_for_help else USAGE_ERROR
    module, _, function = target.partition(":")
    status: int = getattr(import_module(module), function)(arguments[1:])
    return status


if __name__ == "__main__":
    sys.exit(main())
