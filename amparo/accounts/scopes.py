"""Scopes of API tokens: what a program may do of what its person may do.

A scope never adds to a role. An operation needs exactly one.
"""

from typing import Final

READ: Final = "read"
WRITE: Final = "write"
SENSITIVE: Final = "sensitive"
"""What cannot be undone: there the pages ask for the second factor again."""
EVERY_SCOPE: Final = frozenset({READ, WRITE, SENSITIVE})
USUAL_SCOPES: Final = frozenset({READ, WRITE})
"""Those of a token for which nobody names any."""
