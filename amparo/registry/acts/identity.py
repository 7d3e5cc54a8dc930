"""The act on who the child is: the identity section of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from amparo.cases.access import find_responsible
from amparo.cases.act import ActContext, Effects, NewTask, Record, act
from amparo.cases.file import CaseFile
from amparo.ledger import clock
from amparo.ledger.codes import In, Nationality, YesNoUnknown
from amparo.ledger.days import local_day
from amparo.ledger.text import t
from amparo.registry.acts.parts import AgeOrBirth, Names, SectionInput
from amparo.registry.checks import require_born_by, require_determined_birth
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_WHO = t("Cómo se llama y quién es", "Name and person")
_BIRTH = t("Nacimiento", "Birth")
_NATIONALITY = t("Nacionalidad y origen", "Nationality and origin")


@act
class RecordIdentity(Record["RecordIdentity.Input"]):
    """State who the child is.

    A later statement completes or corrects an earlier one; both stay on file.
    """

    code = "record_identity"
    data_groups: ClassVar = {
        "identity": frozenset({
            "names", "sex", "age_or_birth", "birth_country", "birth_place", "nationalities", "statelessness",
            "country_origin",
        })
    }  # fmt: skip
    title = t("Identidad", "Identity")
    section = "identity"
    sets = frozenset({
        "birth_date", "birth_date_precision", "age_estimate_years", "nationalities", "statelessness", "country_origin",
    })  # fmt: skip

    class Input(SectionInput):
        """Only what is known; blank stays unknown."""

        names: Names | None = field(
            t("Nombres", "Names"), group=_WHO,
            hint=t("Como lo dice la niña, niño o adolescente; varios nombres y dos apellidos si los tiene.",
                   "As the child says it; several given names and two surnames if they have them."),
        )  # fmt: skip
        sex: Annotated[str, In("sex")] | None = field(t("Sexo", "Sex"), group=_WHO)
        gender_identity: Annotated[str, In("gender_identity")] | None = field(
            t("Identidad de género", "Gender identity"), group=_WHO,
            why=t("Sólo si es pertinente y seguro preguntar; para el alojamiento y el trato.",
                  "Only if it is relevant and safe to ask; for lodging and treatment."),
        )  # fmt: skip
        marks: LongText | None = field(
            t("Señas y descripción", "Marks and description"), group=_WHO, observed=True,
            why=t("Ayuda a reconocerle si se pierde o le busca su familia.",
                  "It helps to recognise the child if lost or sought by family."),
        )  # fmt: skip
        phone: ShortText | None = field(
            t("Su teléfono o red social", "Their telephone or social network"), group=_WHO,
            hint=t("Sólo si quiere darlo.", "Only if they wish to give it."),
        )  # fmt: skip
        age_or_birth: AgeOrBirth | None = field(t("Edad o nacimiento", "Age or birth"), group=_BIRTH)
        birth_country: Nationality | None = field(t("País de nacimiento", "Country of birth"), group=_BIRTH)
        birth_place: ShortText | None = field(t("Lugar de nacimiento", "Place of birth"), group=_BIRTH)
        birth_registered: YesNoUnknown | None = field(
            t("¿Se inscribió su nacimiento?", "Was the birth registered?"), group=_BIRTH,
            why=t("Sin inscripción puede haber riesgo de apatridia, y hay que pedir la inscripción tardía.",
                  "Without it there may be a risk of statelessness, and late registration must be sought."),
        )  # fmt: skip
        nationalities: list[Nationality] | None = field(
            t("Nacionalidades", "Nationalities"), max_length=5, min_length=1, group=_NATIONALITY
        )
        statelessness: Annotated[str, In("statelessness")] | None = field(
            t("Apatridia", "Statelessness"), group=_NATIONALITY
        )
        country_origin: Nationality | None = field(
            t("País de residencia habitual", "Country of habitual residence"), group=_NATIONALITY,
            hint=t("Donde vivía, o adonde volvería.", "Where the child lived, or would return to."),
        )  # fmt: skip
        origin_place: ShortText | None = field(
            t("Departamento, estado y municipio", "State, province and municipality"), group=_NATIONALITY
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Require a birth that is not in the future, and the age that was determined."""
        require_born_by(given.age_or_birth, on=local_day(clock.now()))
        require_determined_birth(given.age_or_birth, file)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Put before who answers for the child what another institution changes."""
        answers_for_child = find_responsible(case.id).agency
        if ctx.by.agency == answers_for_child or not _contradicts_others(given, ctx):
            return Effects()
        return Effects(tasks=(NewTask("review_identity", agency=answers_for_child),))


_WHO_IT_IS = ("names", "sex", "age_or_birth", "nationalities", "country_origin")


def _contradicts_others(given: RecordIdentity.Input, ctx: ActContext) -> bool:
    """Return whether an answer differs from what another institution stated last."""
    said = given.model_dump(mode="json", exclude_none=True, include=set(_WHO_IT_IS))
    for name, answer in said.items():
        known = ctx.file.last_with(name, "register", "record_identity")
        if known is None or known.agency == ctx.by.agency:
            continue
        if _differs(answer, known[name]):
            return True
    return False


def _differs(answer: object, known: object) -> bool:
    """Return whether an answer says otherwise, in a part that both state."""
    if isinstance(answer, dict) and isinstance(known, dict):
        return any(part in known and known[part] != value for part, value in answer.items())
    return answer != known
