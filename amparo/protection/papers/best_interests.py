"""Papers of the best interests: the assessment and the determination."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format

from amparo.cases.compartments import HEALTH, PROTECTION, TRAFFICKING
from amparo.cases.fact_providers import FactQuery
from amparo.cases.papers.shape import NOTHING, Reading, Section
from amparo.ledger import clock
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.protection.assessments import Assessment, last_completed_assessment
from amparo.protection.best_interests import DecidedDetermination, last_decided_determination
from amparo.protection.determinations import Proceeding
from amparo.ui import present

_PROTECTION_ALONE = frozenset({PROTECTION})
_FACTOR_COMPARTMENTS = frozenset({PROTECTION, HEALTH, TRAFFICKING})
_RATING_QUESTIONS = (
    (t("En qué se apoya", "Evidence"), "evidence"),
    (t("Qué se hará", "What will be done"), "action"),
    (t("Quién responde", "Who answers for it"), "responsible"),
)
_OPTION_QUESTIONS = (
    (t("A favor", "In favour"), "in_favour"),
    (t("En contra", "Against"), "against"),
    (t("Opinión de la niña o niño", "The child's view"), "child_view"),
    (t("Motivos", "Reasons"), "reasons"),
    (t("Riesgos", "Risks"), "risk"),
)
type _Rows = tuple[tuple[str, str], ...]


def build_assessment_sections(reading: Reading) -> list[Section]:
    """Return what the assessment recommends and plans, then its rated factors."""
    assessment = last_completed_assessment(reading.file_then) or Assessment()
    factors = tuple((_format_factor(rating), _format_rating(rating)) for rating in assessment.factors.values())
    is_restricted, are_factors_restricted = (
        not reading.by.may_read(compartments) for compartments in (_PROTECTION_ALONE, _FACTOR_COMPARTMENTS)
    )
    return [
        Section(t("Qué concluye", "What it concludes"), _build_conclusion_rows(assessment, reading), (), is_restricted),
        Section(t("Factores valorados", "Rated factors"), factors, (), are_factors_restricted),
    ]


def _build_conclusion_rows(assessment: Assessment, reading: Reading) -> _Rows:
    recommends = assessment.recommends_determination
    if recommends is None:
        recommends = reading.entry.get("recommends_determination")
    question = t("¿Recomienda una determinación formal?", "Is a formal determination recommended?")
    return (
        (str(t("Conclusión", "Conclusion")), reading.entry.get("conclusion", "")),
        (str(t("Plan inmediato", "Immediate plan")), assessment.immediate_plan),
        (str(question), _format_yes_no(recommends)),
    )


def _format_yes_no(value: bool | None) -> str:
    return "" if value is None else str(t("Sí", "Yes") if value else t("No", "No"))


def _format_factor(rating: JsonObject) -> str:
    return f"{label('bia_factor', rating['factor'])}: {label('risk_level', rating['risk_level'])}"


def _format_rating(rating: JsonObject) -> str:
    lines = [f"{question}: {rating[name]}" for question, name in _RATING_QUESTIONS if rating.get(name)]
    if due_on := rating.get("due_on"):
        lines.append(f"{t('Para cuándo', 'By when')}: {date_format(date.fromisoformat(due_on), 'j M Y')}")
    return "\n".join(lines)


def build_determination_sections(reading: Reading) -> list[Section]:
    """Return the decision, the child's words, the panel, the options, the reasons."""
    is_last = reading.file.last("decide_bid") == reading.entry
    determination = last_decided_determination(reading.file if is_last else reading.file_then, FactQuery(clock.now()))
    if determination is None:
        return []
    is_restricted = not reading.by.may_read(_PROTECTION_ALONE)
    proceeding = determination.proceeding
    dissent = [Section(t("Votos particulares", "Dissent"), (), (proceeding.dissent,))] if proceeding.dissent else []
    return [
        _build_decision_section(determination, reading, is_restricted),
        _build_child_section(proceeding, is_restricted),
        Section(t("Comité", "Panel"), _build_member_rows(proceeding), (), is_restricted),
        Section(t("Opciones comparadas", "Options compared"), _build_option_rows(proceeding), (), is_restricted),
        _build_reasons_section(proceeding, reading),
        *dissent,
    ]


def _build_decision_section(determination: DecidedDetermination, reading: Reading, is_restricted: bool) -> Section:
    by, decision, expires_at = reading.by, determination.decision, determination.remedy.expires_at
    expiry = present.format_minute(expires_at, by) if expires_at else ""
    grounds = ", ".join(str(label("reason_code", code)) for code in decision.get("reason_codes", []))
    rows = (
        (str(t("Solución", "Solution")), str(label("durable_solution", decision["solution"]))),
        (str(t("Motivos", "Grounds")), grounds),
        (str(t("Decidida", "Decided")), present.format_minute(decision.occurred_at, by)),
        (str(t("Recurso hasta", "Remedy until")), expiry),
    )
    paragraphs = (decision.get("reasons", ""), decision.get("follow_up", ""))
    return Section(t("Decisión", "Decision"), rows, paragraphs, is_restricted)


def _build_child_section(proceeding: Proceeding, is_restricted: bool) -> Section:
    words = proceeding.child_words or ("" if is_restricted else str(NOTHING))
    heading = t("Lo que dijo la niña, niño o adolescente", "What the child said")
    return Section(heading, (), (words,), is_restricted)


def _build_reasons_section(proceeding: Proceeding, reading: Reading) -> Section:
    rows = tuple((str(label("bia_factor", code)), reason) for code, reason in proceeding.reasons.items())
    return Section(
        t("Razones por factor", "Reasons by factor"), rows, (), not reading.by.may_read(_FACTOR_COMPARTMENTS)
    )


def _build_member_rows(proceeding: Proceeding) -> _Rows:
    signed_on = {signature["member"]: signature["signed_on"] for signature in proceeding.signatures}
    return tuple(
        (member["name"], _describe_member(member, signed_on.get(member["name"]))) for member in proceeding.members
    )


def _describe_member(member: JsonObject, signed_on: str | None) -> str:
    parts = [label("panel_role", member["role"]), label("discipline", member["discipline"])]
    parts.append(label("org_kind", member["org_kind"]))
    if member.get("vote"):
        parts.append(label("panel_vote", member["vote"]))
    if signed_on:
        parts.append(t("firmó el {day}", "signed on {day}", day=signed_on))
    return " · ".join(str(part) for part in parts)


def _build_option_rows(proceeding: Proceeding) -> _Rows:
    return tuple(
        (str(label("durable_solution", option["solution"])), _format_option(option)) for option in proceeding.options
    )


def _format_option(option: JsonObject) -> str:
    return "\n".join(f"{question}: {option[name]}" for question, name in _OPTION_QUESTIONS if option.get(name))
