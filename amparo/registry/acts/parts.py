"""Parts of the form that several acts share."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Self

from pydantic import field_validator, model_validator

from amparo.cases.act import ActInput
from amparo.cases.compartments import PROTECTION
from amparo.ledger import clock
from amparo.ledger.codes import In
from amparo.ledger.days import local_day
from amparo.ledger.nothing import is_no_name
from amparo.ledger.text import t
from amparo.registry.age import MAX_AGE_YEARS
from amparo.ui.fields import Part, ShortText, field
from amparo.ui.inputs import InvalidAnswer

WHOLE_LIST_HINT = t(
    "Escriba la lista completa: reemplaza a la anterior, que queda en el historial.",
    "Write the whole list: it replaces the earlier one, which stays in the history.",
)


def require_order(first: date | None, second: date | None, words: str) -> None:
    """Raise `Wrong` with these words when the second day comes before the first."""
    if first and second and second < first:
        raise InvalidAnswer(words)


SiblingsPlan = Annotated[str, In("siblings_plan", but=frozenset({"not_stated"}))]
_SIBLINGS = t("Hermanas y hermanos", "Sisters and brothers")


def ask_siblings_plan() -> Any:
    """Return the question whether siblings stay together.

    Together counts where their own files agree.
    """
    return field(t("¿Qué pasa con sus hermanas y hermanos?", "What happens to sisters and brothers?"), group=_SIBLINGS)


def ask_siblings_reason() -> Any:
    """Return the question why siblings would be separated."""
    words = t("Si se separan, por qué", "If they are separated, why")
    return field(words, group=_SIBLINGS, compartment=PROTECTION)


class SectionInput(ActInput):
    """The questions that every section of the form has besides its own."""

    told_by: list[Annotated[str, In("information_source")]] | None = field(
        t("De quién o de dónde se sabe", "From whom or where this is known"), max_length=8
    )


class Names(Part):
    """The child's name, as they say it. Every part may be missing; so may all of them."""

    alternatives = ("given", "first_surname", "unknown")

    given: ShortText | None = field(t("Nombre o nombres", "Given name or names"))
    first_surname: ShortText | None = field(t("Primer apellido", "First surname"))
    second_surname: ShortText | None = field(t("Segundo apellido", "Second surname"))
    nickname: ShortText | None = field(t("Cómo le gusta que le llamen", "What the child likes to be called"))
    own_language: ShortText | None = field(t("Nombre en su propio idioma", "Name in their own language"))
    unknown: bool | None = field(t("No se sabe el nombre", "The name is not known"))

    @field_validator("given", "first_surname", "second_surname")
    @classmethod
    def _is_a_name(cls, written: str | None) -> str | None:
        if written is not None and is_no_name(written):
            raise InvalidAnswer(t("Eso no es un nombre: déjelo en blanco, o marque que no se sabe.",
                                  "That is no name: leave it blank, or say that it is not known."))  # fmt: skip
        return written


class AgeOrBirth(Part):
    """A date of birth with its precision, or an age in years, or that it is unknown.

    Of an age also the day on which the child had it; blank: on the day when it is stated.
    """

    alternatives = ("birth_date", "age_years", "unknown")
    date_precisions = {"birth_date": "precision"}  # noqa: RUF012  declared as a class variable

    birth_date: date | None = field(
        t("Fecha de nacimiento", "Date of birth"),
        hint=t("Si sólo sabe el año, escriba sólo el año; o el mes y el año.",
               "If only the year is known, write the year alone; or month and year."),
    )  # fmt: skip
    precision: Annotated[str, In("birth_date_precision")] | None = field(
        t("Qué tan exacta es la fecha", "How exact the date is"),
        hint=t("En blanco, lo que escribió: el día, o sólo el mes o el año.",
               "Blank: as you wrote it, the day, or the month or year alone."),
    )  # fmt: skip
    age_years: int | None = field(
        t("Edad dicha o aparente, en años", "Age as told or apparent, in years"), ge=0, le=MAX_AGE_YEARS
    )
    told_on: date | None = field(
        t("Qué día tenía esa edad", "On which day the child had that age"),
        hint=t("Si la edad es de hace tiempo. En blanco: hoy.", "If the age is of some time ago. Blank: today."),
    )
    unknown: bool | None = field(t("No se sabe", "Not known"))

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        given = [self.birth_date is not None, self.age_years is not None, bool(self.unknown)]
        if sum(given) != 1:
            raise InvalidAnswer(t("Dé la fecha de nacimiento, o la edad, o diga que no se sabe: una sola.",
                          "Give the date of birth, or the age, or say that it is not known: just one."))  # fmt: skip
        if self.birth_date and not 1900 <= self.birth_date.year <= 2199:
            raise InvalidAnswer(t("El año de nacimiento no es posible.", "The year of birth is not possible."))
        if self.told_on and self.age_years is None:
            raise InvalidAnswer(t("Ese día es de una edad: dígala.", "That day is of an age: say it."))
        if self.told_on and not 1990 <= self.told_on.year <= local_day(clock.now()).year:
            raise InvalidAnswer(t("Ese día no es posible.", "That day is not possible."))
        return self
