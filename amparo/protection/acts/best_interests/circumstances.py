"""Changes since a determination, and decisions on each child alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from amparo.cases.act import ActContext, ActInput, Effects, NewTask, Record, act
from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION, Compartment
from amparo.cases.file import CaseFile
from amparo.ledger.codes import In, YesNoUnknown, code_list
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.ui.fields import LongText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case


@act
class RecordNewInformation(Record["RecordNewInformation.Input"]):
    """State new information: it outdates the assessment and blocks a return."""

    code = "record_new_information"
    warns = True
    title = t("Información nueva", "New information")
    compartment = PROTECTION
    sets = frozenset({"new_info_since_bid", "bia"})
    reopens = frozenset({"risk", "health", "family", "asylum"})

    class Input(ActInput):
        """The subject, and what became known."""

        kind: Annotated[str, In("new_information_kind")] = field(t("Sobre qué", "On what"), default=...)
        text: LongText = field(t("Qué se supo, y por quién", "What became known, and from whom"), default=...)

    def split_by_compartment(self, given: Input) -> dict[Compartment, JsonObject]:
        """Return news on health with health, and all others with protection."""
        return {_find_compartment(given.kind): super().split_by_compartment(given)[PROTECTION]}

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create a task to review the new information."""
        compartments = frozenset({GENERAL, _find_compartment(given.kind)})
        return Effects((NewTask("review_new_information", detail={"kind": given.kind}, compartments=compartments),))


def _find_compartment(kind: str) -> Compartment:
    return HEALTH if kind == "health" else PROTECTION


@act
class RecordCircumstancesChecked(Record["RecordCircumstancesChecked.Input"]):
    """State that two people checked that nothing changed since the determination."""

    code = "record_circumstances_checked"
    closes_tasks = frozenset({"review_new_information"})
    title = t("Comprobar que nada cambió", "Check that nothing changed")
    compartment = PROTECTION
    sets = frozenset({"new_info_since_bid"})

    class Input(ActInput):
        """The four circumstances, and how they were checked."""

        checked: list[Annotated[str, In("circumstance")]] = field(
            t("Qué se comprobó", "What was checked"),
            default=...,
            min_length=1,
            max_length=4,
            why=t(
                "Los cuatro: riesgo, salud, familia y protección internacional.",
                "All four: risk, health, family and international protection.",
            ),
        )
        how: LongText = field(
            t("Con quién se habló y qué se revisó", "Who was asked and what was read"),
            default=...,
            hint=t("Pregunte también a la niña, niño o adolescente.", "Ask the child too."),
        )

    def needs_signature(self, file: CaseFile, given: Input) -> bool:
        """Return that a second person always signs."""
        return True

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that all four circumstances were checked."""
        if set(given.checked) < code_list("circumstance").keys():
            message = t(
                "Compruebe los cuatro; si algo cambió, anótelo como información nueva.",
                "Check all four; if something changed, enter it as new information.",
            )
            raise BadInput(FieldError("checked", message))


@act
class RecordIndividualDecision(Record["RecordIndividualDecision.Input"]):
    """State whether the child is part of a collective measure; `no` is signed by two."""

    code = "record_individual_decision"
    title = t("Decisión individual", "Individual decision")
    sets = frozenset({"collective_measure"})

    class Input(ActInput):
        """The answer, and its support."""

        collective_measure: YesNoUnknown = field(
            t("¿Es parte de una medida colectiva?", "Is it part of a collective measure?"),
            default=...,
            why=t(
                "Nadie se decide en grupo: cada niña, niño y adolescente por su situación.",
                "Nobody is decided on as a group: each child by their own situation.",
            ),
        )
        reason: LongText | None = field(t("En qué se apoya", "What supports it"), compartment=PROTECTION)

    def needs_signature(self, file: CaseFile, given: Input) -> bool:
        """Return whether a collective measure is denied, which a second person signs."""
        return given.collective_measure == "no"
