"""Parameters counted from the screening on record."""

from typing import Any

from amparo.core.facts import Question, fact
from amparo.core.file import Entry
from amparo.core.params import Asking, parameter
from amparo.law.limits import ADOLESCENCE
from amparo.protection.age import age_at
from amparo.protection.screening.items import items, sections_for
from amparo.protection.screening.scoring import ANSWERED, answered
from amparo.protection.signs import answers_in, signs_of


def _given_items(asking: Asking) -> list[str]:
    return [one.item for one in asking.answer("answers", [])] if asking.action == "screen" else []


@parameter("screening_mode")
def screening_mode(asking: Asking) -> str | None:
    """Asked as soon as one question stands among the answers."""
    if asking.action != "screen" or asking.given is None:
        return None
    return "asked" if any(items()[code].is_asked for code in _given_items(asking)) else "observed"


@parameter("form_band")
def form_band(asking: Asking) -> str | None:
    """The version of the form that was used; without a word on it, what its items show."""
    if asking.action != "screen":
        return None
    stated = asking.answer("band")
    if stated:
        return str(stated)
    is_for_adolescents = any(items()[code].min_age >= ADOLESCENCE for code in _given_items(asking))
    return "12_17" if is_for_adolescents else "all_ages"


@parameter("sections_unanswered")
def sections_unanswered(asking: Asking) -> int | None:
    """Sections, of those with something for this age, without an answer, or unknown without a day to ask again."""
    screens = list(asking.file.all("screen"))
    if asking.action != "complete_screening" or not screens:
        return None
    settled: set[str] = set()
    for entry in screens:
        has_day = bool(entry.get("follow_up_on"))
        settled |= {code for code, answer in answers_in(entry).items() if answer != "unknown" or has_day}
    sections = sections_for(age_at(asking.file, asking.at))
    return sum(1 for found in sections.values() if not any(item.code in settled for item in found))


@parameter("trafficking_items_observed")
def trafficking_items_observed(asking: Asking) -> int | None:
    """Observed with a yes or a no, over all screenings."""
    return _answered_on_trafficking(asking, "observed")


@parameter("trafficking_items_asked")
def trafficking_items_asked(asking: Asking) -> int | None:
    """Asked and answered with a yes or a no, over all screenings."""
    return _answered_on_trafficking(asking, "asked")


def _answered_on_trafficking(asking: Asking, kind: str) -> int | None:
    if asking.action != "complete_screening":
        return None
    return answered(signs_of(asking.file).answers, "trafficking", kind)


@parameter("fear_asked_properly")
def fear_asked_properly(asking: Asking) -> bool:
    """Fear was asked after informing, in private, in the child's own language or with an interpreter."""
    if asking.action != "complete_screening":
        return False
    return any(_asked_properly(entry, asking) for entry in asking.file.all("screen"))


def _asked_properly(entry: Entry, asking: Asking) -> bool:
    asked = [code for code, answer in answers_in(entry).items() if answer in ANSWERED]
    if not any(items()[code].group == "fear" and items()[code].is_asked for code in asked):
        return False
    then = Question(entry.occurred_at)
    informed_at: Any = fact("informed_at", asking.file, then)
    return informed_at is not None and bool(entry.get("private_space")) and _was_understood(entry, asking, then)


def _was_understood(entry: Entry, asking: Asking, then: Question) -> bool:
    file = asking.file.until(entry.occurred_at)
    if entry.get("interpreter"):
        return True
    best = file.latest("best_language", "record_interpreter")
    if best and entry.get("language"):
        return bool(best == entry["language"])
    return bool(fact("interpreter_need", file, then) == "none")
