"""Roles: the institution that each acts for, and what it may read.

Contexts declare theirs. The law decides what an institution may do; a role only says which of it is this person's work.
"""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from amparo.ledger.codes import Code, In
from amparo.ledger.registry import Registry
from amparo.ledger.text import t

EVERY_NODE: Final = frozenset({"national", "regional"})


@dataclass(frozen=True, slots=True)
class Role:
    """One role.

    `org_kind`: the kind of institution as the law knows it; None for those who act for no institution. `compartments`:
    what it may read of a case, nothing for roles without cases. `by_agency`: it acts for its agency, whose cases are
    its cases. `is_supervisor`: it signs, lifts and assigns for its agency. `nodes`: kinds of nodes that have it.
    """

    code: str
    label: str
    org_kind: str | None = None
    compartments: frozenset[str] = frozenset()
    by_agency: bool = True
    is_supervisor: bool = False
    nodes: frozenset[str] = EVERY_NODE

    @property
    def sees_cases(self) -> bool:
        """Return whether this role ever sees a case."""
        return bool(self.compartments)


ROLES: Final[Registry[Role]] = Registry("role")


def declare_role(role: Role) -> None:
    """Add a role, if nodes of this kind have it."""
    if settings.NODE_KIND in role.nodes:
        ROLES.add(role.code, role)


AUDITOR: Final = "auditor"
ADMINISTRATOR: Final = "administrator"
declare_role(Role(AUDITOR, t("Auditoría", "Auditor"), by_agency=False))
declare_role(Role(ADMINISTRATOR, t("Administración del sistema", "Administrator"), by_agency=False))


@dataclass(frozen=True, slots=True)
class RoleCode(In):
    """Mark a text field as the code of a role of this node."""

    name: str = "role"

    def codes(self) -> list[Code]:
        """Return the roles of this node."""
        return [Code(self.name, role.code, role.label, "") for role in ROLES.values()]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return a text schema checked at validation.

        Contexts declare their roles after this class is made.
        """
        return core_schema.no_info_after_validator_function(_require_known_role, core_schema.str_schema())


def _require_known_role(code: str) -> str:
    if code not in ROLES:
        raise PydanticCustomError("literal_error", "no role of this node")
    return code
