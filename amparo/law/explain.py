"""The law in words.

What each action requires, why, and what is still to be verified.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final, Literal, TypedDict

from amparo.law.actions import ACTIONS, Action, ActionClass, ActionCode
from amparo.law.deadlines import Deadline
from amparo.law.engine import RULES_BY_ACTION
from amparo.law.message import Language as Language
from amparo.law.message import Message
from amparo.law.messages_en import MESSAGES as ENGLISH
from amparo.law.messages_es import MESSAGES as SPANISH
from amparo.law.norms_es import NORMS as SPANISH_NORMS
from amparo.law.profiles import PROFILES, CountryProfile, profile_for
from amparo.law.rule import Emergency, Level, Rule, rules_in_force
from amparo.law.sources import Force, find_force_in_country, find_force_of_value
from amparo.law.value_sources_es import VALUE_SOURCES as SPANISH_VALUE_SOURCES

MESSAGES: Final[dict[Language, dict[str, Message]]] = {"es": SPANISH, "en": ENGLISH}
VERIFICATION: Final[dict[Language, dict[bool, str]]] = {
    "es": {True: "verificado", False: "por verificar"},
    "en": {True: "verified", False: "to be verified"},
}


class ExplainedValue(TypedDict):
    """One value of a country profile, as JSON has it."""

    country: str
    name: str
    value: str | int | list[str]
    source: str
    force: Force
    known_on: str
    verified: bool
    verification: str


class ExplainedRule(TypedDict):
    """One rule, as JSON has it: `force` by country, days as in ISO 8601."""

    rule: str
    code: str
    level: Level
    emergency: Emergency
    needs: Literal["facts", "input"]
    norm: str
    message: str
    remedy: str
    sources: list[str]
    force: dict[str, Force]
    verified: bool
    verification: str
    since: str | None
    until: str | None
    country_values: list[ExplainedValue]


ExplainedAction = TypedDict(
    "ExplainedAction",
    {
        "action": ActionCode,
        "title": str,
        "class": ActionClass,
        "competent": list[str],
        "rules": list[ExplainedRule],
    },
)


def message_for(code: str, lang: Language) -> Message:
    """Return message and remedy of a rule's code."""
    return MESSAGES[lang][code]


def action_title(action: Action, lang: Language) -> str:
    """Return the title of an action."""
    return action.title_es if lang == "es" else action.title_en


def norm_text(norm: Rule | Deadline, lang: Language) -> str:
    """Return the norm of a rule or of a deadline in plain words."""
    return norm.norm if lang == "en" else SPANISH_NORMS[norm.id]


def value_source(source: str, lang: Language) -> str:
    """Return the source of a country value, as its profile states it, in words."""
    return source if lang == "en" else SPANISH_VALUE_SOURCES.get(source, source)


def explain(
    action: ActionCode | None = None, *, country: str | None = None, lang: Language = "es", on: date | None = None
) -> list[ExplainedAction]:
    """Return the rules of an action, or of all, with their norms, in order of ids.

    Rules that read the country profile carry its values with their sources, for `country` or for every member. With a
    day, only the law in force on it; without one, all rules and the newest profiles."""
    return [
        {
            "action": code,
            "title": action_title(ACTIONS[code], lang),
            "class": ACTIONS[code].kind,
            "competent": sorted(ACTIONS[code].competent),
            "rules": [
                explain_rule(rule, country=country, lang=lang, on=on)
                for rule in (rules_in_force(code, on=on) if on else RULES_BY_ACTION[code])
            ],
        }
        for code in ([action] if action else ACTIONS)
    ]


def explain_rule(
    rule: Rule, *, country: str | None = None, lang: Language = "es", on: date | None = None
) -> ExplainedRule:
    """Return one rule with its norm, message, remedy and sources."""
    text, remedy = message_for(rule.code, lang)
    return {
        "rule": rule.id,
        "code": rule.code,
        "level": rule.level,
        "emergency": rule.emergency,
        "needs": rule.needs,
        "norm": norm_text(rule, lang),
        "message": text,
        "remedy": remedy,
        "sources": list(rule.sources),
        "force": {profile.iso3: find_force_in_country(rule, profile) for profile in _list_profiles(country, on)},
        "verified": rule.verified,
        "verification": VERIFICATION[lang][rule.verified],
        "since": rule.since.isoformat() if rule.since else None,
        "until": rule.until.isoformat() if rule.until else None,
        "country_values": explain_values(rule.reads.profile, country=country, lang=lang, on=on),
    }


def explain_values(
    names: Iterable[str], *, country: str | None = None, lang: Language = "es", on: date | None = None
) -> list[ExplainedValue]:
    """Return values of country profiles with their sources, by name, then by country."""
    return [
        {
            "country": profile.iso3,
            "name": name,
            "value": _convert_value(profile.sourced[name].value),
            "source": value_source(profile.sourced[name].source, lang),
            "force": find_force_of_value(profile.sourced[name].source, profile.iso3),
            "known_on": profile.known_on.isoformat(),
            "verified": profile.sourced[name].verified,
            "verification": VERIFICATION[lang][profile.sourced[name].verified],
        }
        for name in sorted(names)
        for profile in _list_profiles(country, on)
    ]


def _list_profiles(country: str | None, on: date | None) -> list[CountryProfile]:
    return [profile_for(each, on=on) for each in ([country] if country else PROFILES)]


def _convert_value(value: object) -> str | int | list[str]:
    match value:
        case frozenset():
            return sorted(str(each) for each in value)
        case int():
            return value
        case _:
            return str(value)
