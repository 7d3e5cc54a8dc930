"""Follow-ups of the first year after arrival, and attempts of contact."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

from django.utils.formats import date_format

from amparo.cases.act import ActContext, ActInput, Effects, NewTask, Record, act
from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION, WHEREABOUTS
from amparo.cases.file import CaseFile
from amparo.ledger import clock
from amparo.ledger.codes import In, YesNoUnknown
from amparo.ledger.days import local_day
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.returns.followups import arrival_instant, earliest_followup, followup_alarm
from amparo.ui.fields import LongText, ShortText, field

if TYPE_CHECKING:
    from amparo.cases.models import Case

_WHICH = t("Qué seguimiento", "Which follow-up")
_LIFE = t("Cómo vive", "How the child lives")
_SAFETY = t("Seguridad", "Safety")
_VOICE = t("Qué dice", "What the child says")
_ALERT_RESPONSE_TIME = timedelta(hours=24)


@act
class RecordFollowup(Record["RecordFollowup.Input"]):
    """Write one follow-up, by visit or call; a cause for concern raises an alarm."""

    code = "record_followup"
    meets = frozenset({"followup_180", "followup_270", "followup_30", "followup_365", "followup_7", "followup_90"})
    title = t("Seguimiento", "Follow-up")
    reopens = frozenset({"risk"})
    sets = frozenset({"followups_done", "open_safety_alerts"})

    class Input(ActInput):
        """A short form; the child is asked in private, not only the caregivers."""

        day: Annotated[str, In("followup_day")] = field(t("De qué día", "Of which day"), default=..., group=_WHICH)
        mode: Annotated[str, In("followup_mode")] = field(t("Cómo", "How"), default=..., group=_WHICH)
        outcome: Annotated[str, In("followup_outcome")] = field(
            t("En qué queda", "How it ended"),
            default=...,
            group=_WHICH,
            why=t(
                "Cuenta como hecho cuando se habló con la niña o niño.",
                "It counts as done when the child was spoken with.",
            ),
        )
        lives_with: Annotated[str, In("followup_home")] | None = field(
            t("Con quién vive", "With whom the child lives"), compartment=PROTECTION, group=_LIFE
        )
        where: ShortText | None = field(t("Dónde", "Where"), compartment=WHEREABOUTS, group=_LIFE)
        school: Annotated[str, In("followup_school")] | None = field(
            t("Escuela", "School"), compartment=PROTECTION, group=_LIFE
        )
        work: Annotated[str, In("followup_work")] | None = field(
            t("Trabajo", "Work"), compartment=PROTECTION, group=_LIFE
        )
        health: Annotated[str, In("followup_health")] | None = field(
            t("Salud", "Health"), compartment=HEALTH, group=_LIFE
        )
        violence: YesNoUnknown | None = field(
            t("¿Sufre violencia en casa o fuera?", "Violence at home or outside?"),
            compartment=PROTECTION,
            group=_SAFETY,
        )
        new_threats: YesNoUnknown | None = field(
            t("¿Hay amenazas nuevas?", "New threats?"), compartment=PROTECTION, group=_SAFETY
        )
        wants_to_leave: YesNoUnknown | None = field(
            t("¿Quiere volver a salir?", "Does the child want to leave again?"), compartment=PROTECTION, group=_SAFETY
        )
        warning_signs: list[Annotated[str, In("warning_sign")]] | None = field(
            t("Señales de alarma", "Warning signs"), max_length=9, compartment=PROTECTION, group=_SAFETY
        )
        wellbeing: Annotated[str, In("wellbeing")] | None = field(
            t("Cómo se siente", "How the child feels"), compartment=PROTECTION, group=_VOICE
        )
        child_opinion: LongText | None = field(
            t("Qué opina, con sus propias palabras", "The child's opinion, in their own words"),
            compartment=PROTECTION,
            group=_VOICE,
        )
        note: LongText | None = field(t("Qué sigue", "What follows"), compartment=PROTECTION, group=_VOICE)

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that the child has arrived, and that a completed follow-up is not early."""
        arrived_at = arrival_instant(file)
        if arrived_at is None:
            message = t(
                "Aún no consta la llegada: el seguimiento empieza con ella.",
                "No arrival is on file yet: follow-up begins with it.",
            )
            raise BadInput(FieldError("day", message))
        earliest = earliest_followup(arrived_at, int(given.day))
        if given.outcome == "complete" and (given.occurred_at or clock.now()) < earliest:
            message = t(
                "Es demasiado pronto: este seguimiento se puede hacer desde el {day}.",
                "It is too early: this follow-up may be held from {day}.",
                day=date_format(local_day(earliest), "j M Y"),
            )
            raise BadInput(FieldError("day", message))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Raise an alarm for a cause for concern, with a task due within a day."""
        alarm = followup_alarm(given.model_dump())
        if alarm is None:
            return Effects()
        task = NewTask("alert", due_at=ctx.at + _ALERT_RESPONSE_TIME, detail={"kind": alarm, "severity": "act_soon"})
        return Effects(tasks=(task,), added_answers={GENERAL: {"alarm": alarm}})


@act
class RecordContactAttempt(Record["RecordContactAttempt.Input"]):
    """Write one attempt to reach the child: the channel, and whether it succeeded."""

    code = "record_contact_attempt"
    title = t("Intento de contacto", "Attempt of contact")

    class Input(ActInput):
        """The channel and the outcome.

        Contact counts as lost after three failed attempts by two channels.
        """

        channel: Annotated[str, In("contact_channel")] = field(t("Por qué vía", "By which channel"), default=...)
        reached: bool = field(t("¿Se habló con la niña o niño?", "Was the child spoken with?"), default=...)
        with_whom: ShortText | None = field(t("Con quién se habló", "Who was spoken with"), compartment=PROTECTION)
        note: LongText | None = field(t("Qué se supo", "What became known"), compartment=PROTECTION)
