"""The pipeline of every change to a child's case (`docs/adding-an-act.md`)."""

from amparo.cases.perform.once import perform_once
from amparo.cases.perform.other_cases import add_statement_to_other_case
from amparo.cases.perform.pipeline import MAX_BACKDATING, MAX_POSTDATING, Outcome, perform
from amparo.cases.perform.subscribers import SUBSCRIBERS, ActPerformed, ActStated, before_event, subscribe

__all__ = [
    "MAX_BACKDATING",
    "MAX_POSTDATING",
    "SUBSCRIBERS",
    "ActPerformed",
    "ActStated",
    "Outcome",
    "add_statement_to_other_case",
    "before_event",
    "perform",
    "perform_once",
    "subscribe",
]
