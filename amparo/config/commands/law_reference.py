"""The reference page of the law: norm, rule, action and test, for a lawyer to read what the program does."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from amparo.law import ACTIONS, DEADLINES, EMERGENCY_DEADLINE, RULES_VERSION, Deadline, Rule, explain_values
from amparo.law.engine import RULES_IN_ORDER
from amparo.law.explain import VERIFICATION, Language, norm_of, title_of
from amparo.law.profiles.base import PROFILE_VALUES

WORDS: Final[dict[Language, dict[str, str]]] = {
    "es": {
        "title": "Referencia de las reglas",
        "intro": (
            "Página generada a partir del programa. Cada regla guarda uno o más actos. **deny**: el acto se niega y "
            "nadie puede levantarlo. **hold**: se niega, salvo que supervisión de protección lo levante con motivo. "
            "**warn**: sigue, y la advertencia pasa a ser una tarea. Lo que dice **por verificar** no se ha "
            "contrastado aún con su fuente."
        ),
        "version": "Versión de las reglas",
        "common": "Reglas comunes",
        "rule": "Regla",
        "norm": "Norma",
        "sources": "Fuentes",
        "level": "Nivel",
        "actions": "Actos",
        "test": "Prueba",
        "deadlines": "Plazos",
        "hours": "Horas",
        "meaning": "Norma",
        "countries": "Valores por país",
        "country": "País",
        "value": "Valor",
        "by_country": "según el país",
        "lifts": "cede ante la emergencia",
    },
    "en": {
        "title": "Reference of the rules",
        "intro": (
            "Page generated from the program. Each rule guards one or more acts. **deny**: the act is refused and "
            "nobody can lift it. **hold**: refused, unless a protection supervisor lifts it with a reason. **warn**: "
            "it goes on, and the warning becomes a task. What is **to be verified** has not yet been checked against "
            "its source."
        ),
        "version": "Version of the rules",
        "common": "Common rules",
        "rule": "Rule",
        "norm": "Norm",
        "sources": "Sources",
        "level": "Level",
        "actions": "Acts",
        "test": "Test",
        "deadlines": "Deadlines",
        "hours": "Hours",
        "meaning": "Norm",
        "countries": "Values by country",
        "country": "Country",
        "value": "Value",
        "by_country": "by country",
        "lifts": "gives way in an emergency",
    },
}


def render(lang: Language) -> str:
    """The whole page in Markdown."""
    words = WORDS[lang]
    parts = [f"# {words['title']}", words["intro"], f"{words['version']}: `{RULES_VERSION}`"]
    for gate, rules in groupby(RULES_IN_ORDER, key=lambda rule: rule.gate):
        headings = [words[name] for name in ("rule", "norm", "sources", "level", "actions", "test")]
        parts += [f"## {_gate_title(gate, lang)}", _table(headings, (_rule_row(rule, lang) for rule in rules))]
    headings = [words[name] for name in ("deadlines", "meaning", "hours", "sources")]
    everything = [*DEADLINES.values(), EMERGENCY_DEADLINE]
    parts += [f"## {words['deadlines']}", _table(headings, (_deadline_row(each, lang) for each in everything))]
    headings = [words[name] for name in ("value", "country")] + ["", words["sources"]]
    parts += [f"## {words['countries']}", _table(headings, _value_rows(lang))]
    return "\n\n".join(parts) + "\n"


def _gate_title(gate: str, lang: Language) -> str:
    titles = [title_of(action, lang) for action in ACTIONS.values() if action.gate == gate]
    return f"{gate}: {' / '.join(titles) or WORDS[lang]['common']}"


def _rule_row(rule: Rule, lang: Language) -> list[str]:
    level = f"{rule.level}; {WORDS[lang]['lifts']}" if rule.emergency == "lifts" else rule.level
    return [
        f"{rule.id} `{rule.code}`",
        norm_of(rule, lang),
        f"{'; '.join(rule.sources)} ({_mark(rule.verified, lang)})",
        level,
        ", ".join(f"`{code}`" for code in rule.guards),
        f"`tests/law/test_rules.py::test_rule[{rule.id}]`",
    ]


def _deadline_row(deadline: Deadline, lang: Language) -> list[str]:
    hours = WORDS[lang]["by_country"] if deadline.fixed_hours is None else str(deadline.fixed_hours)
    mark = WORDS[lang]["by_country"] if deadline.verified is None else _mark(deadline.verified, lang)
    return [f"`{deadline.code}`", norm_of(deadline, lang), hours, f"{'; '.join(deadline.sources)} ({mark})"]


def _value_rows(lang: Language) -> Iterable[list[str]]:
    for value in explain_values(PROFILE_VALUES, lang=lang):
        shown = ", ".join(value["value"]) if isinstance(value["value"], list) else str(value["value"])
        yield [
            f"`{value['name']}`",
            value["country"],
            shown,
            f"{value['source']} ({_mark(value['verified'], lang)}; {value['known_on']})",
        ]


def _mark(is_verified: bool, lang: Language) -> str:
    mark = VERIFICATION[lang][is_verified]
    return mark if is_verified else f"**{mark}**"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
