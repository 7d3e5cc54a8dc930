"""The act on school: before leaving, on the way, and what the child wants."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from amparo.cases.act import Record, act, every_answer
from amparo.ledger.codes import AnyCountry, In, YesNoUnknown
from amparo.ledger.text import t
from amparo.registry.acts.parts import SectionInput
from amparo.ui.fields import LongText, ShortText, field

_BEFORE = t("Antes de salir", "Before leaving")
_NOW = t("Ahora", "Now")


@act
class RecordEducation(Record["RecordEducation.Input"]):
    """State the child's schooling, and why it ended if it did."""

    code = "record_education"
    data_groups = every_answer("education")
    title = t("Escuela", "School")
    section = "education"

    class Input(SectionInput):
        """Leaving school before the journey is counted apart from leaving because of it."""

        school_state: Annotated[str, In("school_state")] | None = field(t("Asistencia", "Attendance"), group=_BEFORE)
        last_grade: Annotated[str, In("school_grade")] | None = field(
            t("Último grado que terminó", "Last grade finished"), group=_BEFORE
        )
        school_country: AnyCountry | None = field(t("En qué país", "In which country"), group=_BEFORE)
        school_name: ShortText | None = field(t("Escuela", "School"), group=_BEFORE)
        school_language: Annotated[str, In("language")] | None = field(
            t("Lengua de la escuela", "Language of the school"), group=_BEFORE
        )
        left_school_on: date | None = field(t("Dejó de ir el", "Stopped attending on"), group=_BEFORE)
        left_school_causes: list[Annotated[str, In("school_leaving_cause")]] | None = field(
            t("Por qué dejó de ir", "Why the child stopped"), max_length=16, group=_BEFORE
        )
        reads_and_writes: YesNoUnknown | None = field(t("¿Lee y escribe?", "Can the child read and write?"), group=_NOW)
        has_certificates: YesNoUnknown | None = field(
            t("¿Tiene constancias de estudio?", "School certificates at hand?"), group=_NOW
        )
        wants_to_study: YesNoUnknown | None = field(t("¿Quiere estudiar?", "Does the child want to study?"), group=_NOW)
        wants: LongText | None = field(
            t("Qué quiere estudiar o aprender", "What the child wants to study or learn"), group=_NOW
        )
        support_needed: ShortText | None = field(t("Apoyos que necesita", "Support needed"), group=_NOW)
