"""The act on health and functioning."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from amparo.cases.act import Record, act, every_answer
from amparo.cases.compartments import HEALTH
from amparo.ledger.codes import In, YesNoUnknown
from amparo.ledger.text import t
from amparo.registry.acts.parts import WHOLE_LIST_HINT, SectionInput
from amparo.ui.fields import LongText, Part, ShortText, field

Level = Annotated[str, In("functioning_level")]

_SIX = t("En la vida diaria", "In daily life")
_BODY = t("Salud", "Health")
_MIND = t("Cómo se siente", "How the child feels")
_SIX_WHY = t("Para que el lugar, el viaje y las explicaciones le sirvan. Desde los cinco años.",
             "So that place, journey and explanations suit the child. From five years of age on.")  # fmt: skip


class Medicine(Part):
    """One medicine that the child takes or should take."""

    name: ShortText = field(t("Medicina", "Medicine"), default=...)
    dose: ShortText | None = field(t("Cuánto y cada cuándo", "How much and how often"))
    days_left: int | None = field(t("Días que le quedan", "Days left"), ge=0, le=999)


@act
class RecordHealth(Record["RecordHealth.Input"]):
    """State the child's health and functioning, as they or a health worker tell it."""

    code = "record_health"
    data_groups = every_answer("health")
    title = t("Salud y discapacidad", "Health and disability")
    section = "health"
    sets = frozenset({"profiles"})
    compartment = HEALTH
    reopens = frozenset({"health"})

    class Input(SectionInput):
        """Health and functioning, all of it in the health compartment."""

        seeing: Level | None = field(
            t("¿Le cuesta ver, aun con lentes?", "Is it hard for the child to see, even with glasses?"),
            group=_SIX,
            why=_SIX_WHY,
        )
        hearing: Level | None = field(
            t("¿Le cuesta oír, aun con aparato?", "Is it hard for the child to hear, even with a hearing aid?"),
            group=_SIX,
        )
        walking: Level | None = field(
            t("¿Le cuesta caminar o subir escalones?", "Is it hard for the child to walk or climb steps?"), group=_SIX
        )
        remembering: Level | None = field(
            t("¿Le cuesta recordar o concentrarse?", "Is it hard for the child to remember or concentrate?"), group=_SIX
        )
        self_care: Level | None = field(
            t("¿Le cuesta lavarse o vestirse?", "Is it hard for the child to wash or dress?"), group=_SIX
        )
        communicating: Level | None = field(
            t("¿Le cuesta entender o que le entiendan, en su propio idioma?",
              "Is it hard for the child to understand or be understood, in their own language?"),
            group=_SIX,
        )  # fmt: skip
        assistive: list[Annotated[str, In("assistive_need")]] | None = field(
            t("Apoyos que usa o necesita", "Aids used or needed"), max_length=9, group=_SIX
        )
        illnesses: list[Annotated[str, In("chronic_illness")]] | None = field(
            t("Enfermedades de larga duración", "Long-term illnesses"), max_length=13, group=_BODY
        )
        illness_note: LongText | None = field(t("Qué hay que saber", "What one must know"), group=_BODY)
        medicines: list[Medicine] | None = field(
            t("Medicinas", "Medicines"), max_length=15, group=_BODY, hint=WHOLE_LIST_HINT
        )
        allergies: ShortText | None = field(t("Alergias", "Allergies"), group=_BODY)
        injuries: LongText | None = field(t("Heridas o dolor", "Wounds or pain"), group=_BODY)
        pregnant: YesNoUnknown | None = field(
            t("¿Está embarazada?", "Pregnant?"), group=_BODY,
            why=t("Pregunte a solas. Cambia la atención y el viaje; nunca sus derechos.",
                  "Ask in private. It changes care and travel; never their rights."),
        )  # fmt: skip
        pregnancy_weeks: int | None = field(t("Semanas", "Weeks"), ge=0, le=45, group=_BODY)
        breastfeeding: YesNoUnknown | None = field(t("¿Amamanta?", "Breastfeeding?"), group=_BODY)
        vaccination: Annotated[str, In("vaccination_state")] | None = field(t("Vacunas", "Vaccinations"), group=_BODY)
        last_examined_on: date | None = field(t("Última revisión médica", "Last medical examination"), group=_BODY)
        distress: list[Annotated[str, In("distress_sign")]] | None = field(
            t("Señales de malestar, dichas u observadas", "Signs of distress, told or observed"),
            max_length=12, group=_MIND, observed=True,
            hint=t("Si habla de hacerse daño, no le deje a solas y pida ayuda ahora.",
                   "If the child speaks of self-harm, do not leave them alone, and get help now."),
        )  # fmt: skip
        distress_note: LongText | None = field(t("Qué le ayuda", "What helps"), group=_MIND)
