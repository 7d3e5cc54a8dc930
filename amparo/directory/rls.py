"""Declare that the directory holds nothing about a child."""

from amparo.directory.models import Institution, InstitutionAgreement, Interpreter, RegionalActor
from amparo.ledger.rls import ADD_AND_CHANGE, leave_open

for model in (Institution, InstitutionAgreement, Interpreter, RegionalActor):
    leave_open(model, "institutions and people who serve; nothing about a child", grants=ADD_AND_CHANGE)
