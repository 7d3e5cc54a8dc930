"""The procedure on an age in doubt, read from a case's file.

The doubt, the guarantees and the steps are written over days; a determination ends it. While it lasts, and until nobody
can contest a finding of adulthood any more, the person is treated as a child (CRC GC6 31(i); JGC4/23 4).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from amparo.cases.fact_providers import FactQuery
from amparo.cases.file import CaseFile, Entry
from amparo.cases.proceedings import successive_proceedings
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.protection.remedies import age_remedy_state

PROCEDURE: Final = "record_age_procedure"
DETERMINATION: Final = "record_age_determination"
DOCUMENTARY: Final = frozenset({"documents", "civil_registry", "consular_confirmation", "records"})
"""Ways to know an age from papers: they are tried first."""
DISCOUNTED: Final = frozenset({"bone_dental_exam"})
"""Examinations that never count: invasive, and wrong by years."""
MEDICAL: Final = frozenset({"medical_non_invasive"})
_FINAL_REMEDIES: Final = frozenset({"upheld", "expired", "waived_with_counsel"})


@dataclass(slots=True)
class AgeProcedure:
    """One procedure.

    `answers`: the latest answer to each question; `steps`: all, in order.
    """

    entries: list[Entry] = field(default_factory=list)
    answers: JsonObject = field(default_factory=dict)
    steps: list[JsonObject] = field(default_factory=list)
    decision: Entry | None = None

    @property
    def is_over(self) -> bool:
        """Return whether a determination ended it."""
        return self.decision is not None

    def add(self, entry: Entry) -> None:
        """Apply one entry. That the age is disputed states a doubt, and decides nothing."""
        if entry.act == PROCEDURE:
            self.entries.append(entry)
            self.steps += entry.get("steps", [])
            self.answers |= {name: value for name, value in entry.body.items() if name != "steps"}
        elif entry["age_status"] != "age_disputed":
            self.decision = entry

    @property
    def has_documentary_proof(self) -> bool:
        """Return whether papers show adulthood by themselves."""
        return any(
            step["method"] in DOCUMENTARY and step.get("result") == "shows_adult" for step in self._counting_steps
        )

    @property
    def has_assessment(self) -> bool:
        """Return whether the person was interviewed and assessed by several disciplines."""
        return {step["method"] for step in self._counting_steps} >= {"testimony", "multidisciplinary"}

    @property
    def tried_documents_first(self) -> bool:
        """Return whether papers were looked for before anything else."""
        steps = self._counting_steps
        return bool(steps) and steps[0]["method"] in DOCUMENTARY

    @property
    def _counting_steps(self) -> list[JsonObject]:
        return [step for step in self.steps if step["method"] not in DISCOUNTED]


def list_procedures(file: CaseFile) -> list[AgeProcedure]:
    """Return every procedure on this person's age, oldest first."""
    begun_by = {PROCEDURE, DETERMINATION}
    return successive_proceedings(AgeProcedure, file.all(PROCEDURE, DETERMINATION), begun_by=begun_by)


def open_procedure(file: CaseFile) -> AgeProcedure | None:
    """Return the procedure under way; None if there is none."""
    procedures = list_procedures(file)
    return procedures[-1] if procedures and not procedures[-1].is_over and procedures[-1].entries else None


def list_missing_guarantees(procedure: AgeProcedure) -> list[str]:
    """Return in words what a finding of adulthood still lacks; none if it is complete."""
    answers = procedure.answers
    present = {
        t("la duda, con un motivo además de la apariencia",
          "the doubt, with a ground besides appearance"): set(answers.get("grounds", [])) - {"appearance"},
        t("lo que la persona dice de su edad", "what the person says of their age"): answers.get("child_states"),
        t("que entendió el procedimiento, y en qué idioma", "that the procedure was understood, and in which language"):
            answers.get("understood") in {"yes", "partly"} and answers.get("language"),
        t("su opinión", "their views"): answers.get("child_views"),
        t("su tutela o representación legal, presente", "guardian or lawyer, present"):
            {"guardian", "legal_representative"} & set(answers.get("present", [])),
        t("buscar primero documentos", "documents looked for first"): procedure.tried_documents_first,
        t("una prueba documental, o entrevista y valoración multidisciplinaria",
          "documentary proof, or interview and multidisciplinary assessment"):
            procedure.has_documentary_proof or procedure.has_assessment,
    }  # fmt: skip
    return [str(words) for words, is_on_file in present.items() if not is_on_file]


def age_status(file: CaseFile, query: FactQuery) -> str:
    """Return the code of the law for the age.

    A presumed child until a procedure states otherwise; in doubt while one is under way, and while a finding of
    adulthood can be contested.
    """
    last = file.last(PROCEDURE, DETERMINATION)
    if last is None:
        return "child_presumed"
    if last.act == PROCEDURE:
        return "age_disputed"
    if last["age_status"] != "adult_confirmed":
        return str(last["age_status"])
    remedy = age_remedy_state(file, last, query)
    if remedy == "overturned":
        return "child_presumed"
    is_final = remedy in _FINAL_REMEDIES or (bool(last.get("is_final")) and remedy != "filed")
    return "adult_confirmed" if is_final else "age_disputed"
