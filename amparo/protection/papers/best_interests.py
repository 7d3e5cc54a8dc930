"""Papers of the best interests: the assessment and the determination."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format

from amparo.cases.compartments import HEALTH, PROTECTION, TRAFFICKING
from amparo.cases.fact_providers import FactQuery
from amparo.cases.papers.norms import country_of, marked
from amparo.cases.papers.shape import NOTHING, Reading, Section
from amparo.ledger import clock
from amparo.ledger.codes import label
from amparo.ledger.days import local_day
from amparo.ledger.text import t
from amparo.protection.assessments import Assessment
from amparo.protection.best_interests import assessment_page, decision_paper
from amparo.ui import present

_BY_FACTOR = frozenset({PROTECTION, HEALTH, TRAFFICKING})
_TOLD = (
    (t("En qué se apoya", "Evidence"), "evidence"),
    (t("Qué se hará", "What will be done"), "action"),
    (t("Quién responde", "Who answers for it"), "responsible"),
)
_WEIGHED = (
    (t("A favor", "In favour"), "in_favour"),
    (t("En contra", "Against"), "against"),
    (t("Opinión de la niña o niño", "The child's view"), "child_view"),
    (t("Motivos", "Reasons"), "reasons"),
    (t("Riesgos", "Risks"), "risk"),
)


def assessment(reading: Reading) -> list[Section]:
    """What it recommends and plans now, then the nine factors as rated."""
    found = assessment_page(reading.then, FactQuery(clock.now())).current or Assessment()
    recommends = found.recommends_determination
    if recommends is None:
        recommends = reading.entry.get("recommends_determination")
    said = (
        (str(t("Conclusión", "Conclusion")), reading.entry.get("conclusion", "")),
        (str(t("Plan inmediato", "Immediate plan")), found.immediate_plan),
        (str(t("¿Recomienda una determinación formal?", "Is a formal determination recommended?")), _yes_or_no(recommends)),
    )  # fmt: skip
    factors = tuple((_factor(rated), _told(rated)) for rated in found.factors.values())
    return [
        Section(t("Qué concluye", "What it concludes"), said, (), not reading.by.reads(frozenset({PROTECTION}))),
        Section(t("Factores valorados", "Rated factors"), factors, (), not reading.by.reads(_BY_FACTOR)),
    ]


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else str(t("Sí", "Yes") if value else t("No", "No"))


def _factor(rated: dict[str, Any]) -> str:
    return f"{label('bia_factor', rated['factor'])}: {label('risk_level', rated['risk_level'])}"


def _told(rated: dict[str, Any]) -> str:
    told = [f"{words}: {rated[name]}" for words, name in _TOLD if rated.get(name)]
    if due := rated.get("due_on"):
        told.append(f"{t('Para cuándo', 'By when')}: {date_format(date.fromisoformat(due), 'j M Y')}")
    return "\n".join(told)


def determination(reading: Reading) -> list[Section]:
    """The decision first, then the child's words, the panel, what it compared and why."""
    is_last = reading.file.last("decide_bid") == reading.entry
    paper = decision_paper(reading.file if is_last else reading.then, FactQuery(clock.now()))
    if paper is None:
        return []
    is_hidden = not reading.by.reads(frozenset({PROTECTION}))
    inside = [
        Section(t("Lo que dijo la niña, niño o adolescente", "What the child said"), (), (_or_nothing(paper["child_words"], is_hidden),), is_hidden),
        Section(t("Comité", "Panel"), _members(paper), (), is_hidden),
        Section(t("Opciones comparadas", "Options compared"), tuple((_solution(one), _option(one)) for one in paper["options"]), (), is_hidden),
        Section(t("Razones por factor", "Reasons by factor"), _reasons(paper), (), not reading.by.reads(_BY_FACTOR)),
    ]  # fmt: skip
    dissent = Section(t("Votos particulares", "Dissent"), (), (paper["dissent"],)) if paper["dissent"] else None
    return [_decision(paper, reading, is_hidden), *inside, *([dissent] if dissent else [])]


def _or_nothing(words: str, is_hidden: bool) -> str:
    return words or ("" if is_hidden else str(NOTHING))


def _decision(paper: dict[str, Any], reading: Reading, is_hidden: bool) -> Section:
    by, remedy = reading.by, paper["remedy"]
    ends_at = present.minute(remedy.ends_at, by) if remedy.ends_at else ""
    country = country_of(reading.file, reading.entry, reading.case.country)
    rows = (
        (str(t("Solución", "Solution")), _solution(paper)),
        (str(t("Motivos", "Grounds")), ", ".join(str(label("reason_code", code)) for code in paper["reason_codes"])),
        (str(t("Decidida", "Decided")), present.minute(paper["decided_at"], by)),
        (
            str(t("Recurso hasta", "Remedy until")),
            marked(ends_at, country, "remedy_days", on=local_day(reading.entry.occurred_at)),
        ),
    )
    return Section(t("Decisión", "Decision"), rows, (paper["why"], paper["follow_up"]), is_hidden)


def _solution(of: dict[str, Any]) -> str:
    return str(label("durable_solution", of["solution"]))


def _reasons(paper: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(label("bia_factor", code)), reason) for code, reason in paper["reasons"].items())


def _members(paper: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    signed = {one["member"]: one["signed_on"] for one in paper["signatures"]}
    return tuple((member["name"], _member(member, signed)) for member in paper["members"])


def _member(member: dict[str, Any], signed: dict[str, str]) -> str:
    said = [
        str(label("panel_role", member["role"])),
        str(label("discipline", member["discipline"])),
        str(label("org_kind", member["org_kind"])),
    ]
    if member.get("vote"):
        said.append(str(label("panel_vote", member["vote"])))
    if member["name"] in signed:
        said.append(str(t("firmó el {day}", "signed on {day}", day=signed[member["name"]])))
    return " · ".join(said)


def _option(option: dict[str, Any]) -> str:
    return "\n".join(f"{words}: {option[name]}" for words, name in _WEIGHED if option.get(name))
