"""Roles: for which institution each acts and what it may read. Contexts declare theirs (`interfaces.md`).

The law decides what an institution may do; a role only says which of it is this person's work.
"""

from dataclasses import dataclass
from typing import Final

from amparo.ledger.registry import Registry
from amparo.ledger.text import t


@dataclass(frozen=True, slots=True)
class Role:
    """One role. `org_kind`: the kind of institution as the law knows it; None for those who act for no institution.

    `compartments`: what it may read of a case, nothing for roles without cases. `by_agency`: it acts for its agency, whose
    cases are its cases. `is_supervisor`: it signs, lifts and assigns for its agency.
    """

    code: str
    label: str
    org_kind: str | None = None
    compartments: frozenset[str] = frozenset()
    by_agency: bool = True
    is_supervisor: bool = False

    @property
    def sees_cases(self) -> bool:
        """Whether this role ever sees a case."""
        return bool(self.compartments)


ROLES: Final[Registry[Role]] = Registry("role")


def declare_role(role: Role) -> None:
    """Add a role to those that people of this node may have."""
    ROLES.add(role.code, role)


AUDITOR: Final = "auditor"
ADMINISTRATOR: Final = "administrator"
declare_role(Role(AUDITOR, t("Auditoría", "Auditor"), by_agency=False))
declare_role(Role(ADMINISTRATOR, t("Administración del sistema", "Administrator"), by_agency=False))
