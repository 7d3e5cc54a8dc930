"""School: before leaving, on the way, and what the child wants."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from amparo.core.acts import LongText, Record, ShortText, act, ask
from amparo.core.codes import In, Nationality, YesNoUnknown
from amparo.core.text import t
from amparo.registry.acts.parts import SectionInput

_BEFORE = t("Antes de salir", "Before leaving")
_NOW = t("Ahora", "Now")


@act
class RecordEducation(Record):
    """State the child's schooling, and why it ended if it did."""

    code = "record_education"
    title = t("Escuela", "School")
    section = "education"

    class Input(SectionInput):
        """Leaving school before the journey is counted apart from leaving because of it."""

        school_state: Annotated[str, In("school_state")] | None = ask(t("Asistencia", "Attendance"), group=_BEFORE)
        last_grade: Annotated[str, In("school_grade")] | None = ask(
            t("Último grado que terminó", "Last grade finished"), group=_BEFORE
        )
        school_country: Nationality | None = ask(t("En qué país", "In which country"), group=_BEFORE)
        school_name: ShortText | None = ask(t("Escuela", "School"), group=_BEFORE)
        school_language: Annotated[str, In("language")] | None = ask(
            t("Lengua de la escuela", "Language of the school"), group=_BEFORE
        )
        left_school_on: date | None = ask(t("Dejó de ir el", "Stopped attending on"), group=_BEFORE)
        left_school_causes: list[Annotated[str, In("school_leaving_cause")]] | None = ask(
            t("Por qué dejó de ir", "Why the child stopped"), max_length=16, group=_BEFORE
        )
        reads_and_writes: YesNoUnknown | None = ask(t("¿Lee y escribe?", "Can the child read and write?"), group=_NOW)
        has_certificates: YesNoUnknown | None = ask(
            t("¿Tiene constancias de estudio?", "School certificates at hand?"), group=_NOW
        )
        wants_to_study: YesNoUnknown | None = ask(t("¿Quiere estudiar?", "Does the child want to study?"), group=_NOW)
        wants: LongText | None = ask(
            t("Qué quiere estudiar o aprender", "What the child wants to study or learn"), group=_NOW
        )
        support_needed: ShortText | None = ask(t("Apoyos que necesita", "Support needed"), group=_NOW)
