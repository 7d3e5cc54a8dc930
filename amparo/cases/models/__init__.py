"""What a national node keeps of cases."""

from amparo.cases.models.access import EmergencyLook, Involvement, Reading
from amparo.cases.models.case import KINDS, Case
from amparo.cases.models.statements import (
    STATEMENT_TABLES,
    GeneralStatement,
    HealthStatement,
    ProtectionStatement,
    Statement,
    TraffickingStatement,
    WhereaboutsStatement,
)
from amparo.cases.models.work import Approval, Deadline, Draft, Task

__all__ = [
    "KINDS",
    "STATEMENT_TABLES",
    "Approval",
    "Case",
    "Deadline",
    "Draft",
    "EmergencyLook",
    "GeneralStatement",
    "HealthStatement",
    "Involvement",
    "ProtectionStatement",
    "Reading",
    "Statement",
    "Task",
    "TraffickingStatement",
    "WhereaboutsStatement",
]
