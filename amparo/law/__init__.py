"""The law kernel: may this act be done for this child, here, now?

Pure functions of a request and a country profile. Nothing here reads a clock, a file, a setting or a database.
"""

from amparo.law.actions import ACTIONS, Action, ActionCode
from amparo.law.deadlines import DEADLINES, EMERGENCY_DEADLINE, Deadline, Due
from amparo.law.engine import RULES_BY_ACTION, RULES_VERSION, Decision, Finding, decide
from amparo.law.explain import explain, explain_rule, explain_values, message_for, norm_of, title_of
from amparo.law.facts import FACTS, Facts
from amparo.law.params import PARAMS, Dataset, Override, Params
from amparo.law.parse import InvalidRequest, parse_facts, parse_params, parse_request
from amparo.law.profiles import PROFILES, CountryProfile, profile_for
from amparo.law.request import Request
from amparo.law.rule import RULES, Rule
from amparo.law.wire import decision_to_json, facts_to_json, instant_text, params_to_json, request_to_json, utc_text

__all__ = [
    "ACTIONS",
    "DEADLINES",
    "EMERGENCY_DEADLINE",
    "FACTS",
    "PARAMS",
    "PROFILES",
    "RULES",
    "RULES_BY_ACTION",
    "RULES_VERSION",
    "Action",
    "ActionCode",
    "CountryProfile",
    "Dataset",
    "Deadline",
    "Decision",
    "Due",
    "Facts",
    "Finding",
    "InvalidRequest",
    "Override",
    "Params",
    "Request",
    "Rule",
    "decide",
    "decision_to_json",
    "explain",
    "explain_rule",
    "explain_values",
    "facts_to_json",
    "instant_text",
    "message_for",
    "norm_of",
    "params_to_json",
    "parse_facts",
    "parse_params",
    "parse_request",
    "profile_for",
    "request_to_json",
    "title_of",
    "utc_text",
]
