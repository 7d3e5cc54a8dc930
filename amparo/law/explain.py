"""The law in words: what each action asks, why, and what is still to be verified."""

from collections.abc import Iterable
from typing import Any, Final, Literal

from amparo.law.actions import ACTIONS, Action, ActionCode
from amparo.law.deadlines import Deadline
from amparo.law.engine import RULES_BY_ACTION
from amparo.law.message import Message
from amparo.law.messages_en import MESSAGES as ENGLISH
from amparo.law.messages_es import MESSAGES as SPANISH
from amparo.law.norms_es import NORMS as SPANISH_NORMS
from amparo.law.profiles import PROFILES
from amparo.law.rule import Rule

Language = Literal["es", "en"]

MESSAGES: Final[dict[Language, dict[str, Message]]] = {"es": SPANISH, "en": ENGLISH}
VERIFICATION: Final[dict[Language, dict[bool, str]]] = {
    "es": {True: "verificado", False: "por verificar"},
    "en": {True: "verified", False: "to be verified"},
}

type Json = dict[str, Any]  # values as JSON has them


def message_for(code: str, lang: Language) -> Message:
    """Message and remedy of a rule's code."""
    return MESSAGES[lang][code]


def title_of(action: Action, lang: Language) -> str:
    """What the action is called."""
    return action.title_es if lang == "es" else action.title_en


def norm_of(norm: Rule | Deadline, lang: Language) -> str:
    """The norm of a rule or of a deadline in plain words."""
    if lang == "en":
        return norm.norm
    return SPANISH_NORMS[norm.id if isinstance(norm, Rule) else norm.code]


def explain(action: ActionCode | None = None, *, country: str | None = None, lang: Language = "es") -> list[Json]:
    """The rules of an action, or of all, in order, with their norms.

    Rules that use the country profile carry its values with their sources, for `country` or for every member."""
    return [
        {
            "action": code,
            "title": title_of(ACTIONS[code], lang),
            "class": ACTIONS[code].kind,
            "competent": sorted(ACTIONS[code].competent),
            "rules": [explain_rule(rule, country=country, lang=lang) for rule in RULES_BY_ACTION[code]],
        }
        for code in ([action] if action else ACTIONS)
    ]


def explain_rule(rule: Rule, *, country: str | None = None, lang: Language = "es") -> Json:
    """One rule with its norm, message, remedy and sources."""
    text, remedy = message_for(rule.code, lang)
    return {
        "rule": rule.id,
        "code": rule.code,
        "level": rule.level,
        "emergency": rule.emergency,
        "needs": rule.needs,
        "norm": norm_of(rule, lang),
        "message": text,
        "remedy": remedy,
        "sources": list(rule.sources),
        "verified": rule.verified,
        "verification": VERIFICATION[lang][rule.verified],
        "country_values": explain_values(rule.reads.profile, country=country, lang=lang),
    }


def explain_values(names: Iterable[str], *, country: str | None = None, lang: Language = "es") -> list[Json]:
    """Values of country profiles with their sources, by name, then by country."""
    profiles = [PROFILES[country]] if country else list(PROFILES.values())
    return [
        {
            "country": profile.iso3,
            "name": name,
            "value": _plain(profile.sourced[name].value),
            "source": profile.sourced[name].source,
            "known_on": profile.known_on.isoformat(),
            "verified": profile.sourced[name].verified,
            "verification": VERIFICATION[lang][profile.sourced[name].verified],
        }
        for name in sorted(names)
        for profile in profiles
    ]


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value
