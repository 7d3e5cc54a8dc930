"""What changed since a determination, and whether this child is decided on alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from amparo.cases.act import ActContext, ActInput, Effects, NewTask, Record, act
from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION, Compartment
from amparo.cases.file import CaseFile
from amparo.ledger.codes import In, YesNoUnknown, code_list
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui.fields import LongText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case


@act
class RecordNewInformation(Record["RecordNewInformation.Input"]):
    """State what is newly known: the assessment is out of date, and no one is returned on the old determination."""

    code = "record_new_information"
    title = t("Información nueva", "New information")
    compartment = PROTECTION
    sets = frozenset({"new_info_since_bid", "bia"})
    reopens = frozenset({"risk", "health", "family", "asylum"})

    class Input(ActInput):
        """On what, and what it is."""

        kind: Annotated[str, In("new_information_kind")] = field(t("Sobre qué", "On what"), default=...)
        text: LongText = field(t("Qué se supo, y por quién", "What became known, and from whom"), default=...)

    def split_by_compartment(self, given: Input) -> dict[Compartment, dict[str, Any]]:
        """What is news of the child's health lies with health; all else with the need for protection."""
        where = HEALTH if given.kind == "health" else PROTECTION
        return {where: super().split_by_compartment(given)[PROTECTION]}

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Somebody must see what it changes."""
        where = HEALTH if given.kind == "health" else PROTECTION
        task = NewTask("review_new_information", detail={"kind": given.kind}, compartments=frozenset({GENERAL, where}))
        return Effects(tasks=(task,))


@act
class RecordCircumstancesChecked(Record["RecordCircumstancesChecked.Input"]):
    """Two people checked, today, that nothing changed since the determination."""

    code = "record_circumstances_checked"
    closes_tasks = frozenset({"review_new_information"})
    title = t("Comprobar que nada cambió", "Check that nothing changed")
    compartment = PROTECTION
    sets = frozenset({"new_info_since_bid"})

    class Input(ActInput):
        """All four subjects, and how each was checked."""

        checked: list[Annotated[str, In("circumstance")]] = field(
            t("Qué se comprobó", "What was checked"), default=..., min_length=1, max_length=4,
            why=t("Los cuatro: riesgo, salud, familia y protección internacional.",
                  "All four: risk, health, family and international protection."),
        )  # fmt: skip
        how: LongText = field(
            t("Con quién se habló y qué se revisó", "Who was asked and what was read"), default=...,
            hint=t("Pregunte también a la niña, niño o adolescente.", "Ask the child too."),
        )  # fmt: skip

    def needs_signature(self, file: CaseFile, given: Input) -> bool:
        """Return whether a second person signs: always."""
        return True

    def check(self, file: CaseFile, given: Input) -> None:
        """Nothing changed only if everything was looked at."""
        if set(given.checked) < code_list("circumstance").keys():
            words = t("Compruebe los cuatro; si algo cambió, anótelo como información nueva.",
                      "Check all four; if something changed, enter it as new information.")  # fmt: skip
            raise BadInput(FieldError("checked", words))


@act
class RecordIndividualDecision(Record["RecordIndividualDecision.Input"]):
    """State whether this child is decided on alone, or is part of a measure against many. `No` needs a second signature."""

    code = "record_individual_decision"
    title = t("Decisión individual", "Individual decision")
    sets = frozenset({"collective_measure"})

    class Input(ActInput):
        """The answer, and what supports it."""

        collective_measure: YesNoUnknown = field(
            t("¿Es parte de una medida colectiva?", "Is it part of a collective measure?"), default=...,
            why=t("Nadie se decide en grupo: cada niña, niño y adolescente por su situación.",
                  "Nobody is decided on as a group: each child by their own situation."),
        )  # fmt: skip
        reason: LongText | None = field(t("En qué se apoya", "What supports it"), compartment=PROTECTION)

    def needs_signature(self, file: CaseFile, given: Input) -> bool:
        """Return whether the measure is said not to be collective, which a second person signs."""
        return given.collective_measure == "no"
