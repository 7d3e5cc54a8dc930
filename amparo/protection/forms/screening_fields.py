"""The questions of the screening.

First what is observed, then what may be asked at the child's age.
"""

from __future__ import annotations

from collections.abc import Iterator

from amparo.cases.file import CaseFile
from amparo.ledger import clock
from amparo.ledger.codes import code_list
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.protection.age import age_at
from amparo.protection.screening.items import Item, screening_items
from amparo.ui.forms.read import single_value
from amparo.ui.forms.show import Form

ANSWERS_FIELD = "answers"
_OBSERVED = t("Lo que usted observa, sin preguntar", "What you observe, without asking")


def build_screening_fields(file: CaseFile, form: Form) -> list[JsonObject]:
    """Return a question for each item for the child's age.

    Each has the number of its item as a row of the input's answers.
    """
    age = age_at(file, clock.now())
    suitable = [(number, item) for number, item in enumerate(screening_items().values()) if item.may_be_used_at(age)]
    suitable.sort(key=lambda pair: pair[1].is_question)
    return list(_iterate_fields(suitable, form))


def _iterate_fields(numbered_items: list[tuple[int, Item]], form: Form) -> Iterator[JsonObject]:
    sections, heading = code_list("screening_group"), ""
    for number, item in numbered_items:
        title = str(sections[item.group].label if item.is_question else _OBSERVED)
        if title != heading:
            heading = title
            yield {"kind": "heading", "name": f"group-{number}", "label": title}
        yield {"kind": "hidden", "name": f"{ANSWERS_FIELD}.{number}.item", "value": item.code}
        yield _build_question(number, item, form)


def _build_question(number: int, item: Item, form: Form) -> JsonObject:
    name = f"{ANSWERS_FIELD}.{number}.answer"
    answers = [code for code in code_list("screening_answer").values() if item.is_question or code.code != "declined"]
    return {
        "kind": "radios",
        "name": name,
        "label": item.text,
        "choices": [{"value": answer.code, "label": answer.label} for answer in answers],
        "value": single_value(form.typed, name),
        "observed": not item.is_question,
        "inline": True,
        "errors": form.errors_at(name) + form.errors_at(f"{ANSWERS_FIELD}.{number}"),
    }
