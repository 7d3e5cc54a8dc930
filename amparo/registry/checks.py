"""Checks of an input that several acts share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from amparo.cases.selectors import visible_child_ids
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.registry.age import MAX_AGE_YEARS, birth_range, determined_birth, whole_years

if TYPE_CHECKING:
    from amparo.cases.file import CaseFile
    from amparo.registry.acts.parts import AgeOrBirth

NOT_VISIBLE_WORDS = t("Elija un expediente que usted pueda ver.", "Choose a case that you may see.")


def require_visible_cases(named: Mapping[str, Iterable[UUID]], *, own: UUID) -> None:
    """Require that the cases in an input are visible, and not its own.

    One query at most. `named`: ids by the path of their field. Raises `BadInput`: the same for a case that does not
    exist or is hidden.
    """
    ids = {case_id for some in named.values() for case_id in some}
    seen = visible_child_ids(ids - {own})
    wrong = [FieldError(path, NOT_VISIBLE_WORDS) for path, some in named.items() if set(some) - seen]
    if wrong:
        raise BadInput(*wrong)


def require_determined_birth(answer: AgeOrBirth | None, file: CaseFile) -> None:
    """Raise `BadInput` for an age other than the one that a procedure determined."""
    determined = determined_birth(file)
    if answer is None or determined is None or answer.model_dump(mode="json", exclude_none=True) == determined:
        return
    words = t("Esta edad se determinó en un procedimiento: se corrige con otra determinación de la edad.",
              "This age was determined in a procedure: another age determination corrects it.")  # fmt: skip
    raise BadInput(FieldError("age_or_birth", words))


def require_born_by(answer: AgeOrBirth | None, *, on: date, may_be_grown: bool = False) -> None:
    """Raise `BadInput` for a day of birth or of telling after this day.

    Or for somebody older than an age may be stated. `may_be_grown`: who was a child of the age told, and is sought
    since, may be of any age today.
    """
    if answer is None:
        return
    if answer.birth_date and answer.birth_date > on:
        words = t("La fecha de nacimiento está en el futuro.", "The date of birth lies in the future.")
        raise BadInput(FieldError("age_or_birth.birth_date", words))
    if answer.told_on and answer.told_on > on:
        raise BadInput(FieldError("age_or_birth.told_on", t("Ese día no ha llegado.", "That day is yet to come.")))
    if may_be_grown and answer.told_on:
        return
    latest = birth_range(answer.model_dump(mode="json"), on).last
    if latest and (years := whole_years(latest, on)) > MAX_AGE_YEARS:
        words = t("Tendría {n} años: revise el año. Se admite hasta {most} años.",
                  "They would be {n} years old: check the year. Up to {most} years are taken.",
                  n=years, most=MAX_AGE_YEARS)  # fmt: skip
        raise BadInput(FieldError("age_or_birth.told_on" if answer.told_on else "age_or_birth.birth_date", words))
