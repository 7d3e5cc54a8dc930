"""Who acts or reads: what the core needs to know of the signed-in person."""

from dataclasses import dataclass
from uuid import UUID

from amparo.core.compartments import Compartment


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with the one role and agency under which they act.

    `org_kind` is the kind of institution as the law knows it, or None for those who act for no institution
    (guardians, lawyers, auditors). `trained`: holds a valid child-protection certificate now. `zone`: in whose time zone
    dates are told and read.
    """

    id: UUID
    name: str
    role: str
    agency: UUID | None
    agency_name: str
    org_kind: str | None
    compartments: frozenset[Compartment]
    supervisor: bool = False
    trained: bool = False
    zone: str = "UTC"

    def reads(self, compartments: frozenset[Compartment]) -> bool:
        """Whether this person holds every one of these compartments."""
        return compartments <= self.compartments
