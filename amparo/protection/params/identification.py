"""Parameters computed from the screening on file."""

from datetime import datetime

from amparo.cases.compartments import GENERAL
from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import Entry
from amparo.cases.param_providers import DecisionContext, parameter
from amparo.law.limits import ADOLESCENCE
from amparo.protection.age import age_at
from amparo.protection.screening.items import screening_items, sections_for_age
from amparo.protection.screening.scoring import CONCLUSIVE_ANSWERS, count_conclusive
from amparo.protection.signs import answers_of, compute_signs


def _list_answered_items(context: DecisionContext) -> list[str]:
    return [answer.item for answer in context.answer("answers", [])] if context.action == "screen" else []


@parameter("screening_mode", proven_in={GENERAL})
def screening_mode(context: DecisionContext) -> str | None:
    """Return `asked` if any answer is to a question, else `observed`."""
    if context.action != "screen" or context.given is None:
        return None
    return "asked" if any(screening_items()[code].is_question for code in _list_answered_items(context)) else "observed"


@parameter("form_band", proven_in={GENERAL})
def form_band(context: DecisionContext) -> str | None:
    """Return the age band of the form as stated, else as its items show."""
    if context.action != "screen":
        return None
    stated = context.answer("band")
    if stated:
        return str(stated)
    is_for_adolescents = any(screening_items()[code].min_age >= ADOLESCENCE for code in _list_answered_items(context))
    return "12_17" if is_for_adolescents else "all_ages"


@parameter("sections_unanswered", proven_in={GENERAL})
def sections_unanswered(context: DecisionContext) -> int | None:
    """Return how many sections for this age have no answer and no date to ask again."""
    screenings = list(context.file.all("screen"))
    if context.action != "complete_screening" or not screenings:
        return None
    settled: set[str] = set()
    for entry in screenings:
        has_date = bool(entry.get("follow_up_on"))
        settled |= {code for code, answer in answers_of(entry).items() if answer != "unknown" or has_date}
    sections = sections_for_age(age_at(context.file, context.at))
    return sum(1 for items in sections.values() if not any(item.code in settled for item in items))


@parameter("trafficking_items_observed", proven_in={GENERAL})
def trafficking_items_observed(context: DecisionContext) -> int | None:
    """Return how many signs of trafficking were observed, over all screenings."""
    return _count_trafficking_items(context, "observed")


@parameter("trafficking_items_asked", proven_in={GENERAL})
def trafficking_items_asked(context: DecisionContext) -> int | None:
    """Return how many questions on trafficking were answered, over all screenings."""
    return _count_trafficking_items(context, "asked")


def _count_trafficking_items(context: DecisionContext, kind: str) -> int | None:
    if context.action != "complete_screening":
        return None
    return count_conclusive(compute_signs(context.file).answers, "trafficking", kind)


@parameter("fear_asked_properly", proven_in={GENERAL})
def fear_asked_properly(context: DecisionContext) -> bool:
    """Return whether the child was properly asked about fear.

    Once informed, in private, and in a language that they understand.
    """
    if context.action != "complete_screening":
        return False
    return any(_is_fear_asked_properly(entry, context) for entry in context.file.all("screen"))


def _is_fear_asked_properly(entry: Entry, context: DecisionContext) -> bool:
    conclusive = [screening_items()[code] for code, answer in answers_of(entry).items() if answer in CONCLUSIVE_ANSWERS]
    if not any(item.group == "fear" and item.is_question for item in conclusive):
        return False
    query = FactQuery(entry.occurred_at)
    informed_at: datetime | None = compute_fact("informed_at", context.file, query)
    return informed_at is not None and bool(entry.get("private_space")) and _is_language_shared(entry, context, query)


def _is_language_shared(entry: Entry, context: DecisionContext, query: FactQuery) -> bool:
    """Return whether there was an interpreter, or the child's best language was used."""
    file = context.file.until(entry.occurred_at)
    if entry.get("interpreter"):
        return True
    best_language = file.latest("best_language", "record_interpreter")
    if best_language and entry.get("language"):
        return bool(best_language == entry["language"])
    return bool(compute_fact("interpreter_need", file, query) == "none")
