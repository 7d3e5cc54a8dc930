"""Who the child is: the identity section of the form."""

from __future__ import annotations

from typing import Annotated, Any

from amparo.core import clock
from amparo.core.acts import LongText, Record, ShortText, act, ask
from amparo.core.codes import In, Nationality, YesNoUnknown
from amparo.core.days import day_of
from amparo.core.file import CaseFile
from amparo.core.text import t
from amparo.registry.acts.parts import AgeOrBirth, Names, SectionInput
from amparo.registry.checks import not_born_later

_WHO = t("Cómo se llama y quién es", "Name and person")
_BIRTH = t("Nacimiento", "Birth")
_NATIONALITY = t("Nacionalidad y origen", "Nationality and origin")


@act
class RecordIdentity(Record):
    """State who the child is. A later statement completes or corrects an earlier one; both stay on file."""

    code = "record_identity"
    title = t("Identidad", "Identity")
    section = "identity"
    sets = frozenset({
        "birth_date", "birth_date_precision", "age_estimate_years", "nationalities", "statelessness", "country_origin",
    })  # fmt: skip

    class Input(SectionInput):
        """Only what is known; blank stays unknown."""

        names: Names | None = ask(
            t("Nombres", "Names"), group=_WHO,
            hint=t("Como lo dice la niña, niño o adolescente; varios nombres y dos apellidos si los tiene.",
                   "As the child says it; several given names and two surnames if they have them."),
        )  # fmt: skip
        sex: Annotated[str, In("sex")] | None = ask(t("Sexo", "Sex"), group=_WHO)
        gender_identity: Annotated[str, In("gender_identity")] | None = ask(
            t("Identidad de género", "Gender identity"), group=_WHO,
            why=t("Sólo si es pertinente y seguro preguntar; para el alojamiento y el trato.",
                  "Only if it is relevant and safe to ask; for lodging and treatment."),
        )  # fmt: skip
        marks: LongText | None = ask(
            t("Señas y descripción", "Marks and description"), group=_WHO, observed=True,
            why=t("Ayuda a reconocerle si se pierde o le busca su familia.",
                  "It helps to recognise the child if lost or sought by family."),
        )  # fmt: skip
        phone: ShortText | None = ask(
            t("Su teléfono o red social", "Their telephone or social network"), group=_WHO,
            hint=t("Sólo si quiere darlo.", "Only if they wish to give it."),
        )  # fmt: skip
        age_or_birth: AgeOrBirth | None = ask(t("Edad o nacimiento", "Age or birth"), group=_BIRTH)
        birth_country: Nationality | None = ask(t("País de nacimiento", "Country of birth"), group=_BIRTH)
        birth_place: ShortText | None = ask(t("Lugar de nacimiento", "Place of birth"), group=_BIRTH)
        birth_registered: YesNoUnknown | None = ask(
            t("¿Se inscribió su nacimiento?", "Was the birth registered?"), group=_BIRTH,
            why=t("Sin inscripción puede haber riesgo de apatridia, y hay que pedir la inscripción tardía.",
                  "Without it there may be a risk of statelessness, and late registration must be sought."),
        )  # fmt: skip
        nationalities: list[Nationality] | None = ask(
            t("Nacionalidades", "Nationalities"), max_length=5, min_length=1, group=_NATIONALITY
        )
        statelessness: Annotated[str, In("statelessness")] | None = ask(
            t("Apatridia", "Statelessness"), group=_NATIONALITY
        )
        country_origin: Nationality | None = ask(
            t("País de residencia habitual", "Country of habitual residence"), group=_NATIONALITY,
            hint=t("Donde vivía, o adonde volvería.", "Where the child lived, or would return to."),
        )  # fmt: skip
        origin_place: ShortText | None = ask(
            t("Departamento, estado y municipio", "State, province and municipality"), group=_NATIONALITY
        )

    def check(self, file: CaseFile, given: Any) -> None:
        """Nobody is born after the day on which it is told."""
        not_born_later(given.age_or_birth, on=day_of(clock.now()))
