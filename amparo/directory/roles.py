"""Roles of the regional node, run by the Technical Secretariat.

None of them knows a child.
"""

from typing import Final

from amparo.accounts.roles import Role, declare_role
from amparo.ledger.text import t

REGIONAL: Final = frozenset({"regional"})


def _declare(code: str, label: str) -> None:
    declare_role(Role(code, label, by_agency=False, nodes=REGIONAL))


_declare("secretariat", t("Secretaría Técnica", "Technical Secretariat"))
_declare("presidency", t("Presidencia Pro-Témpore", "Presidency Pro Tempore"))
_declare("civil_society", t("Sociedad civil (RROCM)", "Civil society (RROCM)"))
_declare("observer", t("Observador", "Observer"))
