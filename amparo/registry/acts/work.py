"""The act on work.

Working children are counted and protected as such, never punished for it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from amparo.cases.act import Record, act
from amparo.cases.compartments import TRAFFICKING
from amparo.ledger.codes import AnyCountry, In, YesNoUnknown
from amparo.ledger.text import t
from amparo.registry.acts.parts import WHOLE_LIST_HINT, SectionInput
from amparo.ui.fields import LongText, Part, ShortText, field

_STATE = t("¿Trabaja o ha trabajado?", "Work, now or before")
_JOBS = t("Trabajos", "Jobs")
_SIGNS = t("Señales de las peores formas", "Signs of the worst forms")


class Job(Part):
    """One job, paid or not."""

    sector: Annotated[str, In("work_sector")] = field(t("Trabajo", "Work"), default=...)
    task: ShortText | None = field(t("Qué hace", "What the child does"))
    now: bool | None = field(t("Lo hace ahora", "Does it now"))
    country: AnyCountry | None = field(t("País", "Country"))
    place: ShortText | None = field(t("Lugar", "Place"))
    began_at_age: int | None = field(t("Empezó a los (años)", "Began at the age of"), ge=3, le=25)
    since: date | None = field(t("Desde", "Since"))
    until: date | None = field(t("Hasta", "Until"))
    hours_per_day: int | None = field(t("Horas al día", "Hours a day"), ge=0, le=24)
    days_per_week: int | None = field(t("Días a la semana", "Days a week"), ge=0, le=7)
    night: bool | None = field(t("De noche", "At night"))
    seasonal: bool | None = field(t("De temporada", "Seasonal"))
    with_family: bool | None = field(t("Con su familia", "With the family"))
    for_whom: Annotated[str, In("employed_by")] | None = field(t("Para quién", "For whom"))
    employer: ShortText | None = field(t("Nombre de quien emplea o contrata", "Name of employer or recruiter"))
    pay: Annotated[str, In("pay_form")] | None = field(t("Cómo le pagan", "How the child is paid"))
    paid_to: Annotated[str, In("relationship_type")] | None = field(
        t("A quién le pagan (en blanco: a la niña, niño o adolescente)", "Who is paid (blank: the child)")
    )
    employer_housing: bool | None = field(
        t("Duerme donde trabaja o en alojamiento de quien emplea", "Sleeps at work, or in the employer's housing")
    )
    hazards: list[Annotated[str, In("hazardous_task")]] | None = field(
        t("Tareas peligrosas", "Hazardous tasks"), max_length=14
    )
    injured: bool | None = field(t("Se ha lastimado trabajando", "Has been hurt at work"))


@act
class RecordWork(Record["RecordWork.Input"]):
    """State the child's work.

    The job is general; signs of exploitation are kept in the trafficking compartment.
    """

    code = "record_work"
    title = t("Trabajo", "Work")
    section = "work"
    sets = frozenset({"profiles", "trafficking", "protection_signal_at"})
    reopens = frozenset({"risk"})

    class Input(SectionInput):
        """Unpaid work, work at home and seasonal work with the family count."""

        work_state: Annotated[str, In("work_state")] | None = field(
            t("Trabajo", "Work"), group=_STATE,
            hint=t("También sin paga, en casa ajena, en la cosecha con la familia.",
                   "Also unpaid, in another's home, in the harvest with the family."),
            why=t("Para protegerle: nadie pierde un derecho por trabajar.",
                  "To protect the child: nobody loses a right by working."),
        )  # fmt: skip
        jobs: list[Job] | None = field(t("Trabajos", "Jobs"), max_length=15, group=_JOBS, hint=WHOLE_LIST_HINT)
        keeps_from_school: YesNoUnknown | None = field(
            t("¿Le impide ir a la escuela?", "Does it keep the child from school?"), group=_JOBS
        )
        worst_forms: list[Annotated[str, In("worst_form")]] | None = field(
            t("Señales, dichas u observadas", "Signs, told or observed"), max_length=12,
            group=_SIGNS, compartment=TRAFFICKING, observed=True,
            hint=t("Si marca alguna, complete el tamizaje y refiera.",
                   "If you mark any, complete the screening and refer."),
        )  # fmt: skip
        worst_forms_told: LongText | None = field(
            t("Qué cuenta o se vio", "What was told or seen"), group=_SIGNS, compartment=TRAFFICKING
        )
        debt_to: ShortText | None = field(
            t("A quién se debe", "To whom the debt is owed"), group=_SIGNS, compartment=TRAFFICKING
        )
