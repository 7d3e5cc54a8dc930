"""The reference page of the law.

It joins norm, source, rule, action and test, so that a lawyer can read what the program does.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from amparo.law import ACTIONS, DEADLINES, EMERGENCY_DEADLINE, RULES_VERSION, Deadline, Rule, explain_values
from amparo.law.engine import RULES_IN_ORDER
from amparo.law.explain import Language, action_title, norm_text
from amparo.law.profiles.base import PROFILE_VALUES
from amparo.law.readings import DISTANCE_TITLES, list_readings
from amparo.law.source_catalogue import BY_PROFILE, CATALOGUE, MEMBERS, Source
from amparo.law.sources import FORCE_TITLES, KIND_TITLES, find_force, parse_source

WORDS: Final[dict[Language, dict[str, str]]] = {
    "es": {
        "title": "Referencia de las reglas",
        "intro": (
            "Página generada a partir del programa. Cada regla guarda uno o más actos. **deny**: el acto se niega y "
            "nadie puede levantarlo. **hold**: se niega, salvo que supervisión de protección lo levante con motivo. "
            "**warn**: sigue, y la advertencia pasa a ser una tarea. Lo que se leyó de cada "
            "fuente, y lo que falta leer, está en la página de la norma: el enlace de la primera columna."
        ),
        "force": (
            "Junto a cada fuente se dice su fuerza. **Obliga**: el país está obligado por el tratado o es su propia "
            "ley. **Orienta**: la fuente dice lo que debería hacerse (observaciones generales, directrices, textos de "
            "la Conferencia, un tratado que el país no ha ratificado). **Política del proyecto**: sin fuente legal "
            "en ese país. **Ley de otro país**: obliga sólo allí. La columna «Lectura» dice dónde la regla pide más o "
            "menos que el texto que cita. Junto a las horas de un plazo se dice qué fuente las fija."
        ),
        "version": "Versión de las reglas",
        "common": "Reglas comunes",
        "rule": "Regla",
        "norm": "Norma",
        "sources": "Fuentes",
        "reading": "Lectura",
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
        "since": "desde",
        "until": "hasta",
        "catalogue": "Catálogo de fuentes",
        "key": "Clave",
        "source": "Fuente",
        "kind": "Clase",
        "binds": "Obliga a",
        "everyone": "todos",
        "in": "en",
        "except": "salvo en",
    },
    "en": {
        "title": "Reference of the rules",
        "intro": (
            "Page generated from the program. Each rule guards one or more acts. **deny**: the act is refused and "
            "nobody can lift it. **hold**: refused, unless a protection supervisor lifts it with a reason. **warn**: "
            "it goes on, and the warning becomes a task. What was read of each source, and what is still to be "
            "read, is on the page of the norm: the link in the first column."
        ),
        "force": (
            "Beside each source stands its force. **Binds**: the country is bound by the treaty, or it is its own "
            "law. **Guides**: the source says what should be done (general comments, guidelines, texts of the "
            "Conference, a treaty that the country has not ratified). **Project policy**: no legal source in that "
            "country. **Law of another country**: it binds only there. The column “Reading” says where the rule asks "
            "for more or for less than the text that it cites. Beside the hours of a deadline stands the source that "
            "sets them."
        ),
        "version": "Version of the rules",
        "common": "Common rules",
        "rule": "Rule",
        "norm": "Norm",
        "sources": "Sources",
        "reading": "Reading",
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
        "since": "since",
        "until": "until",
        "catalogue": "Catalogue of sources",
        "key": "Key",
        "source": "Source",
        "kind": "Kind",
        "binds": "Binds",
        "everyone": "all",
        "in": "in",
        "except": "except in",
    },
}


def render(lang: Language) -> str:
    """Return the whole page in Markdown."""
    words = WORDS[lang]
    parts = [f"# {words['title']}", words["intro"], words["force"], f"{words['version']}: `{RULES_VERSION}`"]
    for gate, rules in groupby(RULES_IN_ORDER, key=lambda rule: rule.gate):
        headings = [words[name] for name in ("rule", "norm", "sources", "reading", "level", "actions", "test")]
        parts += [f"## {_gate_title(gate, lang)}", _table(headings, (_rule_row(rule, lang) for rule in rules))]
    headings = [words[name] for name in ("deadlines", "meaning", "hours", "sources", "reading")]
    everything = [*DEADLINES.values(), EMERGENCY_DEADLINE]
    parts += [f"## {words['deadlines']}", _table(headings, (_deadline_row(each, lang) for each in everything))]
    headings = [words["value"], words["country"], "", words["sources"]]
    parts += [f"## {words['countries']}", _table(headings, _value_rows(lang))]
    headings = [words[name] for name in ("key", "source", "kind", "binds")]
    parts += [f"## {words['catalogue']}", _table(headings, (_source_row(each, lang) for each in CATALOGUE))]
    return "\n\n".join(parts) + "\n"


def _gate_title(gate: str, lang: Language) -> str:
    titles = [action_title(action, lang) for action in ACTIONS.values() if action.gate == gate]
    return f"{gate}: {' / '.join(titles) or WORDS[lang]['common']}"


def _rule_row(rule: Rule, lang: Language) -> list[str]:
    level = f"{rule.level}; {WORDS[lang]['lifts']}" if rule.emergency == "lifts" else rule.level
    return [
        f"{_link(rule.id, rule.id)} `{rule.code}`{_period(rule, lang)}",
        norm_text(rule, lang),
        _sources_by_force(rule, lang),
        _reading_text(rule, lang),
        level,
        ", ".join(f"`{code}`" for code in rule.guards),
        f"`tests/law/test_rules.py::test_rule[{rule.id}]`",
    ]


def _deadline_row(deadline: Deadline, lang: Language) -> list[str]:
    hours = WORDS[lang]["by_country"] if deadline.fixed_hours is None else str(deadline.fixed_hours)
    return [
        f"{_link(_deadline_title(deadline, lang), deadline.id)} `{deadline.code}`{_period(deadline, lang)}",
        norm_text(deadline, lang),
        f"{hours} ({deadline.hours_source})" if deadline.hours_source != BY_PROFILE else hours,
        _sources_by_force(deadline, lang),
        _reading_text(deadline, lang),
    ]


def _value_rows(lang: Language) -> Iterable[list[str]]:
    for value in explain_values(PROFILE_VALUES, lang=lang):
        shown = ", ".join(value["value"]) if isinstance(value["value"], list) else str(value["value"])
        marks = f"{FORCE_TITLES[lang][value['force']]}; {value['known_on']}"
        yield [f"`{value['name']}`", value["country"], shown, f"{value['source']} ({marks})"]


def _source_row(source: Source, lang: Language) -> list[str]:
    title, note = (source.title_es, source.note_es) if lang == "es" else (source.title_en, source.note_en)
    binds = WORDS[lang]["everyone"] if source.binds == MEMBERS else ", ".join(sorted(source.binds))
    if source.key == BY_PROFILE:
        binds = WORDS[lang]["by_country"]
    return [f"`{source.key}`", f"{title}. {note}".rstrip(), KIND_TITLES[lang][source.kind], binds]


def _link(words: str, norm_id: str) -> str:
    """Return a link to the page of a norm."""
    return f"[{words}](/norms/{norm_id}/)"


def _deadline_title(deadline: Deadline, lang: Language) -> str:
    return deadline.title.es if lang == "es" else deadline.title.en


def _period(norm: Rule | Deadline, lang: Language) -> str:
    ends = [f"{WORDS[lang][name]} {day}" for name, day in (("since", norm.since), ("until", norm.until)) if day]
    return f" ({' '.join(ends)})" if ends else ""


def _sources_by_force(norm: Rule | Deadline, lang: Language) -> str:
    by_force: dict[str, list[str]] = {}
    for source in norm.sources:
        by_force.setdefault(_force_of_source(source, lang), []).append(source)
    return "; ".join(f"{force}: {' · '.join(sources)}" for force, sources in by_force.items())


def _force_of_source(source: str, lang: Language) -> str:
    words, titles = WORDS[lang], FORCE_TITLES[lang]
    if parse_source(source).key == BY_PROFILE:
        return words["by_country"]
    binding = {country for country in MEMBERS if find_force(source, country) == "binds"}
    if not binding:
        return titles[find_force(source, min(MEMBERS))]
    if binding == MEMBERS:
        return titles["binds"]
    if len(binding) * 2 > len(MEMBERS):
        return f"{titles['binds']} {words['except']} {', '.join(sorted(MEMBERS - binding))}"
    return f"{titles['binds']} {words['in']} {', '.join(sorted(binding))}"


def _reading_text(norm: Rule | Deadline, lang: Language) -> str:
    found: dict[str, list[str]] = {}
    for reading in list_readings(norm.id):
        if reading.distance and reading.source in norm.sources:
            found.setdefault(DISTANCE_TITLES[lang][reading.distance], []).append(reading.source)
    return "; ".join(f"{distance}: {' · '.join(sources)}" for distance, sources in found.items())


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
