"""The signed-in person, as every context knows them."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with the one role and agency under which they act.

    `org_kind` is the kind of institution as the law knows it, or None for those who act for no institution (guardians,
    lawyers, auditors). `compartments` are the compartments of information that the role may read. `trained`: holds a
    valid child-protection certificate now. `zone`: the time zone in which dates are shown and read.
    """

    id: UUID
    name: str
    role: str
    agency: UUID | None
    agency_name: str
    org_kind: str | None
    compartments: frozenset[str]
    supervisor: bool = False
    trained: bool = False
    zone: str = "UTC"

    def may_read(self, compartments: frozenset[str]) -> bool:
        """Return whether this person may read all of these compartments."""
        return compartments <= self.compartments


KEEPER = Actor(
    UUID(int=0), name="", role="administrator", agency=None, agency_name="", org_kind=None, compartments=frozenset()
)
"""Whoever runs the node's commands, as events name them."""
