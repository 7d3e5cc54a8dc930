"""Declare that the registers of protection hold nothing about a child."""

from amparo.ledger.rls import ADD_AND_CHANGE, leave_open
from amparo.protection.models import Provider, RollEntry

for model in (Provider, RollEntry):
    leave_open(model, "institutions and people who serve; nothing about a child", grants=ADD_AND_CHANGE)
