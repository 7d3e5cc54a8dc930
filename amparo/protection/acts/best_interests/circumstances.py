"""What changed since a determination, and whether this child is decided on alone."""

from __future__ import annotations

from typing import Annotated, Any

from amparo.core.acts import ActInput, Effects, LongText, NewTask, Record, act, ask
from amparo.core.codes import In, YesNoUnknown, code_list
from amparo.core.compartments import GENERAL, HEALTH, PROTECTION, Compartment
from amparo.core.file import CaseFile
from amparo.core.models import Case
from amparo.core.perform import Context
from amparo.core.problems import BadInput, FieldError
from amparo.core.signed import SIGNED_ALWAYS, signed_when
from amparo.core.text import t


@act
class RecordNewInformation(Record):
    """State what is newly known: the assessment is out of date, and no one is returned on the old determination."""

    code = "record_new_information"
    title = t("Información nueva", "New information")
    compartment = PROTECTION
    sets = frozenset({"new_info_since_bid", "bia"})
    moves = frozenset({"risk", "health", "family", "asylum"})

    class Input(ActInput):
        """On what, and what it is."""

        kind: Annotated[str, In("new_information_kind")] = ask(t("Sobre qué", "On what"), default=...)
        text: LongText = ask(t("Qué se supo, y por quién", "What became known, and from whom"), default=...)

    def parts(self, given: Any) -> dict[Compartment, dict[str, Any]]:
        """What is news of the child's health lies with health; all else with the need for protection."""
        where = HEALTH if given.kind == "health" else PROTECTION
        return {where: super().parts(given)[PROTECTION]}

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """Somebody must see what it changes."""
        where = HEALTH if given.kind == "health" else PROTECTION
        task = NewTask("review_new_information", detail={"kind": given.kind}, compartments=frozenset({GENERAL, where}))
        return Effects(tasks=(task,))


@act
class RecordCircumstancesChecked(Record):
    """Two people checked, today, that nothing changed since the determination."""

    code = "record_circumstances_checked"
    ends = frozenset({"review_new_information"})
    title = t("Comprobar que nada cambió", "Check that nothing changed")
    compartment = PROTECTION
    sets = frozenset({"new_info_since_bid"})
    needs_signature = SIGNED_ALWAYS

    class Input(ActInput):
        """All four subjects, and how each was checked."""

        checked: list[Annotated[str, In("circumstance")]] = ask(
            t("Qué se comprobó", "What was checked"), default=..., min_length=1, max_length=4,
            why=t("Los cuatro: riesgo, salud, familia y protección internacional.",
                  "All four: risk, health, family and international protection."),
        )  # fmt: skip
        how: LongText = ask(
            t("Con quién se habló y qué se revisó", "Who was asked and what was read"), default=...,
            hint=t("Pregunte también a la niña, niño o adolescente.", "Ask the child too."),
        )  # fmt: skip

    def check(self, file: CaseFile, given: Any) -> None:
        """Nothing changed only if everything was looked at."""
        if set(given.checked) < code_list("circumstance").keys():
            words = t("Compruebe los cuatro; si algo cambió, anótelo como información nueva.",
                      "Check all four; if something changed, enter it as new information.")  # fmt: skip
            raise BadInput(FieldError("checked", words))


@act
class RecordIndividualDecision(Record):
    """State whether this child is decided on alone, or is part of a measure against many. `No` needs a second signature."""

    code = "record_individual_decision"
    title = t("Decisión individual", "Individual decision")
    sets = frozenset({"collective_measure"})
    needs_signature = signed_when("collective_measure", "no")

    class Input(ActInput):
        """The answer, and what supports it."""

        collective_measure: YesNoUnknown = ask(
            t("¿Es parte de una medida colectiva?", "Is it part of a collective measure?"), default=...,
            why=t("Nadie se decide en grupo: cada niña, niño y adolescente por su situación.",
                  "Nobody is decided on as a group: each child by their own situation."),
        )  # fmt: skip
        reason: LongText | None = ask(t("En qué se apoya", "What supports it"), compartment=PROTECTION)
