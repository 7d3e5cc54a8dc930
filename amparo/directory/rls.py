"""These tables hold institutions and staff, nothing about a child."""

from amparo.core.rls import leave_open
from amparo.directory.models import Agreement, Institution, Interpreter, Provider, RollEntry

for model in (Institution, Agreement, Provider, RollEntry, Interpreter):
    leave_open(model, "institutions and people who serve; nothing about a child")
