"""Whether a return is voluntary, read from a case's file.

Voluntary is what the child wants freely, informed, in a language understood, after the determination. It is never a
substitute for the determination, and can be withdrawn at any time (report 004, line 20; CRC 12).
"""

from __future__ import annotations

from typing import Final

from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile, Entry
from amparo.law.sets import RETURN
from amparo.ledger.codes import label
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.returns.tracks import decided_solution

WISH: Final = "record_return_wish"
NEEDED_INFORMATION: Final = frozenset({"determination", "alternatives", "home", "change_of_mind"})
"""What must have been explained before a wish to return is informed."""


def latest_wishes(file: CaseFile) -> dict[str, Entry]:
    """Return the latest wish of each: the child, the parents, the guardian."""
    return {entry["whose"]: entry for entry in file.all(WISH)}


def is_return_determined(file: CaseFile, query: FactQuery) -> bool:
    """Return whether the determination in force chose a return."""
    return decided_solution(file, query) in RETURN


def has_turned_against(file: CaseFile) -> bool:
    """Return whether the child, when last asked, did not want the return."""
    wish = latest_wishes(file).get("child")
    return wish is not None and wish["wish"] != "wants"


def describe_voluntariness(file: CaseFile, plan: JsonObject) -> str:
    """Return in words what a plan notes, unless the child turned against it."""
    if has_turned_against(file):
        return str(t("No quiere volver: el retorno se detiene", "Does not want to return: the return is stopped"))
    noted = plan.get("voluntary")
    return str(label("return_voluntariness", noted) if noted else t("No está anotada", "Not noted"))


def list_missing(file: CaseFile, query: FactQuery) -> list[str]:
    """Return in words what a voluntary return still lacks; none if it is voluntary."""
    wish, decision = latest_wishes(file).get("child"), file.last("decide_bid")
    answers = wish.body if wish else {}
    present = {
        t("una determinación que eligió el retorno", "a determination that chose return"):
            is_return_determined(file, query),
        t("que la niña, niño o adolescente lo quiera", "that the child wants it"): answers.get("wish") == "wants",
        t("que lo diga después de la determinación", "that it is said after the determination"):
            wish is not None and decision is not None and wish.seq > decision.seq,
        t("que lo diga con libertad", "that it is said freely"): answers.get("freely_given") == "yes",
        t("que lo haya entendido", "that it was understood"): answers.get("understood") in {"yes", "partly"},
        t("la información completa", "the whole information"):
            NEEDED_INFORMATION <= set(answers.get("information", [])),
    }  # fmt: skip
    return [str(words) for words, is_on_file in present.items() if not is_on_file]
