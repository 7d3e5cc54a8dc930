"""Which deadlines of the law are whose to meet, besides the protection authority.

Its officers meet those of their agency, whatever they are. Every context says in `rights.py` which are the work of
somebody else; all others are only waited for by them.
"""

from __future__ import annotations

from collections.abc import Iterable

_MET_BY: dict[str, set[str]] = {}


def must_meet(roles: Iterable[str], *deadlines: str) -> None:
    """Say that people of these roles are who must meet these deadlines."""
    for role in roles:
        _MET_BY.setdefault(role, set()).update(deadlines)


def deadlines_met_by(role: str) -> list[str]:
    """Return the codes of the deadlines that people of a role must meet, in order."""
    return sorted(_MET_BY.get(role, ()))
