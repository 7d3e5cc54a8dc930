"""Who the child is: the identity section of the form."""

from __future__ import annotations

from typing import Annotated

from amparo.core.acts import ActInput, LongText, Record, ShortText, act, ask
from amparo.core.codes import In, Nationality
from amparo.core.text import t
from amparo.registry.acts.parts import AgeOrBirth, Names


@act
class RecordIdentity(Record):
    """State who the child is. A later statement completes or corrects an earlier one; both stay on file."""

    code = "record_identity"
    title = t("Identidad", "Identity")
    section = "identity"
    sets = frozenset({
        "birth_date", "birth_date_precision", "age_estimate_years", "nationalities", "statelessness", "country_origin",
    })  # fmt: skip

    class Input(ActInput):
        """Only what is known; blank stays unknown."""

        names: Names | None = ask(t("Nombres", "Names"))
        sex: Annotated[str, In("sex")] | None = ask(t("Sexo", "Sex"))
        gender_identity: Annotated[str, In("gender_identity")] | None = ask(
            t("Identidad de género", "Gender identity"),
            why=t("Sólo si es pertinente y seguro preguntar; para el alojamiento y el trato.",
                  "Only if it is relevant and safe to ask; for lodging and treatment."),
        )  # fmt: skip
        age_or_birth: AgeOrBirth | None = ask(t("Edad o nacimiento", "Age or birth"))
        birth_place: ShortText | None = ask(t("Lugar de nacimiento", "Place of birth"))
        birth_registered: Annotated[str, In("yes_no_unknown")] | None = ask(
            t("¿Se inscribió su nacimiento?", "Was the birth registered?")
        )
        nationalities: list[Nationality] | None = ask(t("Nacionalidades", "Nationalities"), max_length=5)
        statelessness: Annotated[str, In("statelessness")] | None = ask(t("Apatridia", "Statelessness"))
        country_origin: Nationality | None = ask(
            t("País de residencia habitual", "Country of habitual residence"),
            hint=t("Donde vivía, o adonde volvería.", "Where the child lived, or would return to."),
        )
        origin_place: ShortText | None = ask(t("Departamento, estado y municipio", "State, province and municipality"))
        marks: LongText | None = ask(t("Señas y descripción", "Marks and description"))
