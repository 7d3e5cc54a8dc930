"""Parameters counted from the screening on record."""

from typing import Any

from amparo.cases.compartments import GENERAL
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import Entry
from amparo.cases.param_providers import DecisionContext, parameter
from amparo.law.limits import ADOLESCENCE
from amparo.protection.age import age_at
from amparo.protection.screening.items import items, sections_for
from amparo.protection.screening.scoring import ANSWERED, answered
from amparo.protection.signs import answers_in, signs_of


def _given_items(context: DecisionContext) -> list[str]:
    return [one.item for one in context.answer("answers", [])] if context.action == "screen" else []


@parameter("screening_mode", proven_in={GENERAL})
def screening_mode(context: DecisionContext) -> str | None:
    """Asked as soon as one question stands among the answers."""
    if context.action != "screen" or context.given is None:
        return None
    return "asked" if any(items()[code].is_asked for code in _given_items(context)) else "observed"


@parameter("form_band", proven_in={GENERAL})
def form_band(context: DecisionContext) -> str | None:
    """The version of the form that was used; without a word on it, what its items show."""
    if context.action != "screen":
        return None
    stated = context.answer("band")
    if stated:
        return str(stated)
    is_for_adolescents = any(items()[code].min_age >= ADOLESCENCE for code in _given_items(context))
    return "12_17" if is_for_adolescents else "all_ages"


@parameter("sections_unanswered", proven_in={GENERAL})
def sections_unanswered(context: DecisionContext) -> int | None:
    """Sections, of those with something for this age, without an answer, or unknown without a day to ask again."""
    screens = list(context.file.all("screen"))
    if context.action != "complete_screening" or not screens:
        return None
    settled: set[str] = set()
    for entry in screens:
        has_day = bool(entry.get("follow_up_on"))
        settled |= {code for code, answer in answers_in(entry).items() if answer != "unknown" or has_day}
    sections = sections_for(age_at(context.file, context.at))
    return sum(1 for found in sections.values() if not any(item.code in settled for item in found))


@parameter("trafficking_items_observed", proven_in={GENERAL})
def trafficking_items_observed(context: DecisionContext) -> int | None:
    """Observed with a yes or a no, over all screenings."""
    return _answered_on_trafficking(context, "observed")


@parameter("trafficking_items_asked", proven_in={GENERAL})
def trafficking_items_asked(context: DecisionContext) -> int | None:
    """Asked and answered with a yes or a no, over all screenings."""
    return _answered_on_trafficking(context, "asked")


def _answered_on_trafficking(context: DecisionContext, kind: str) -> int | None:
    if context.action != "complete_screening":
        return None
    return answered(signs_of(context.file).answers, "trafficking", kind)


@parameter("fear_asked_properly", proven_in={GENERAL})
def fear_asked_properly(context: DecisionContext) -> bool:
    """Fear was asked after informing, in private, in the child's own language or with an interpreter."""
    if context.action != "complete_screening":
        return False
    return any(_asked_properly(entry, context) for entry in context.file.all("screen"))


def _asked_properly(entry: Entry, context: DecisionContext) -> bool:
    asked = [code for code, answer in answers_in(entry).items() if answer in ANSWERED]
    if not any(items()[code].group == "fear" and items()[code].is_asked for code in asked):
        return False
    then = FactQuery(entry.occurred_at)
    informed_at: Any = compute_fact("informed_at", context.file, then)
    return informed_at is not None and bool(entry.get("private_space")) and _was_understood(entry, context, then)


def _was_understood(entry: Entry, context: DecisionContext, then: FactQuery) -> bool:
    file = context.file.until(entry.occurred_at)
    if entry.get("interpreter"):
        return True
    best = file.latest("best_language", "record_interpreter")
    if best and entry.get("language"):
        return bool(best == entry["language"])
    return bool(compute_fact("interpreter_need", file, then) == "none")
