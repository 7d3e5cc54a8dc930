"""The law kernel: may this action be done for this child, here, now?

Pure functions of a request and a country profile. A decision reads no clock, file, setting or database.
"""

from amparo.law.actions import ACTIONS, Action, ActionCode, parse_action_code
from amparo.law.deadlines import DEADLINES, EMERGENCY_DEADLINE, Deadline, Due, Title, deadline_title, deadline_versions
from amparo.law.engine import RULES_BY_ACTION, RULES_VERSION, Decision, Finding, decide, decide_by_its_day
from amparo.law.explain import action_title, explain, explain_rule, explain_values, message_for, norm_text
from amparo.law.facts import FACTS, Facts
from amparo.law.params import PARAMS, Dataset, Override, Params
from amparo.law.parse import InvalidRequest, parse_facts, parse_params, parse_request
from amparo.law.profiles import PROFILE_VERSIONS, PROFILES, CountryProfile, add_profile, profile_for
from amparo.law.reads import Reads
from amparo.law.request import Request
from amparo.law.rule import RULES, Rule, rules_in_force
from amparo.law.wire import decision_to_json, facts_to_json, instant_text, params_to_json, request_to_json, utc_text

__all__ = [
    "ACTIONS",
    "DEADLINES",
    "EMERGENCY_DEADLINE",
    "FACTS",
    "PARAMS",
    "PROFILES",
    "PROFILE_VERSIONS",
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
    "Reads",
    "Request",
    "Rule",
    "Title",
    "action_title",
    "add_profile",
    "deadline_title",
    "deadline_versions",
    "decide",
    "decide_by_its_day",
    "decision_to_json",
    "explain",
    "explain_rule",
    "explain_values",
    "facts_to_json",
    "instant_text",
    "message_for",
    "norm_text",
    "params_to_json",
    "parse_action_code",
    "parse_facts",
    "parse_params",
    "parse_request",
    "profile_for",
    "request_to_json",
    "rules_in_force",
    "utc_text",
]
