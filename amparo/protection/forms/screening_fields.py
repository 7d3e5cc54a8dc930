"""The screening as an officer fills it: what is observed first, then what may be asked at this age, group by group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from amparo.cases.file import CaseFile
from amparo.ledger import clock
from amparo.ledger.codes import code_list
from amparo.ledger.text import t
from amparo.protection.age import age_at
from amparo.protection.screening.items import Item, items
from amparo.ui.forms.read import one
from amparo.ui.forms.show import Form

FIELD = "answers"


def screening_fields(file: CaseFile, form: Form) -> list[dict[str, Any]]:
    """One question for each item that fits the child's age, numbered as rows of the input's answers."""
    age = age_at(file, clock.now())
    fitting = [(number, item) for number, item in enumerate(items().values()) if item.may_be_used_at(age)]
    fitting.sort(key=lambda pair: pair[1].is_asked)
    return list(_fields(fitting, form))


def _fields(fitting: list[tuple[int, Item]], form: Form) -> Iterator[dict[str, Any]]:
    groups, heading = code_list("screening_group"), ""
    for number, item in fitting:
        title = (
            groups[item.group].label
            if item.is_asked
            else t("Lo que usted observa, sin preguntar", "What you observe, without asking")
        )
        if str(title) != heading:
            heading = str(title)
            yield {"kind": "heading", "name": f"group-{number}", "label": title}
        yield {"kind": "hidden", "name": f"{FIELD}.{number}.item", "value": item.code}
        yield _question(number, item, form)


def _question(number: int, item: Item, form: Form) -> dict[str, Any]:
    name = f"{FIELD}.{number}.answer"
    offered = [code for code in code_list("screening_answer").values() if item.is_asked or code.code != "declined"]
    return {
        "kind": "radios",
        "name": name,
        "label": item.text,
        "choices": [{"value": code.code, "label": code.label} for code in offered],
        "value": one(form.typed, name),
        "observed": not item.is_asked,
        "inline": True,
        "errors": form.errors_at(name) + form.errors_at(f"{FIELD}.{number}"),
    }
