"""Life after arrival: the follow-ups of the first year, and the attempts to reach a child who cannot be reached."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from django.utils.formats import date_format

from amparo.core import clock
from amparo.core.acts import ActInput, Effects, LongText, NewTask, Record, ShortText, act, ask
from amparo.core.codes import In, YesNoUnknown
from amparo.core.compartments import GENERAL, HEALTH, PROTECTION, WHEREABOUTS
from amparo.core.days import day_of
from amparo.core.file import CaseFile
from amparo.core.models import Case
from amparo.core.perform import Context
from amparo.core.problems import BadInput, FieldError
from amparo.core.text import t
from amparo.returns.followups import alarm_of, arrived_at, earliest

_WHICH = t("Qué seguimiento", "Which follow-up")
_LIFE = t("Cómo vive", "How the child lives")
_SAFETY = t("Seguridad", "Safety")
_VOICE = t("Qué dice", "What the child says")
_ACT_WITHIN = timedelta(hours=24)


@act
class RecordFollowup(Record):
    """Write one follow-up, by visit or call. What worries in it raises an alarm."""

    code = "record_followup"
    title = t("Seguimiento", "Follow-up")
    moves = frozenset({"risk"})
    sets = frozenset({"followups_done", "open_safety_alerts"})

    class Input(ActInput):
        """A short form; the child is asked, in private, not only those who care for them."""

        day: Annotated[str, In("followup_day")] = ask(t("De qué día", "Of which day"), default=..., group=_WHICH)
        mode: Annotated[str, In("followup_mode")] = ask(t("Cómo", "How"), default=..., group=_WHICH)
        outcome: Annotated[str, In("followup_outcome")] = ask(
            t("En qué queda", "How it ended"), default=..., group=_WHICH,
            why=t("Cuenta como hecho cuando se habló con la niña o niño.", "It counts as done when the child was spoken with."),
        )  # fmt: skip
        lives_with: Annotated[str, In("followup_home")] | None = ask(
            t("Con quién vive", "With whom the child lives"), compartment=PROTECTION, group=_LIFE
        )
        where: ShortText | None = ask(t("Dónde", "Where"), compartment=WHEREABOUTS, group=_LIFE)
        school: Annotated[str, In("followup_school")] | None = ask(
            t("Escuela", "School"), compartment=PROTECTION, group=_LIFE
        )
        work: Annotated[str, In("followup_work")] | None = ask(
            t("Trabajo", "Work"), compartment=PROTECTION, group=_LIFE
        )
        health: Annotated[str, In("followup_health")] | None = ask(
            t("Salud", "Health"), compartment=HEALTH, group=_LIFE
        )
        violence: YesNoUnknown | None = ask(
            t("¿Sufre violencia en casa o fuera?", "Violence at home or outside?"),
            compartment=PROTECTION,
            group=_SAFETY,
        )
        new_threats: YesNoUnknown | None = ask(
            t("¿Hay amenazas nuevas?", "New threats?"), compartment=PROTECTION, group=_SAFETY
        )
        wants_to_leave: YesNoUnknown | None = ask(
            t("¿Quiere volver a salir?", "Does the child want to leave again?"), compartment=PROTECTION, group=_SAFETY
        )
        warning_signs: list[Annotated[str, In("warning_sign")]] | None = ask(
            t("Señales de alarma", "Warning signs"), max_length=9, compartment=PROTECTION, group=_SAFETY
        )
        wellbeing: Annotated[str, In("wellbeing")] | None = ask(
            t("Cómo se siente", "How the child feels"), compartment=PROTECTION, group=_VOICE
        )
        child_opinion: LongText | None = ask(
            t("Qué opina, con sus propias palabras", "The child's opinion, in their own words"), compartment=PROTECTION,
            group=_VOICE,
        )  # fmt: skip
        note: LongText | None = ask(t("Qué sigue", "What follows"), compartment=PROTECTION, group=_VOICE)

    def check(self, file: CaseFile, given: Any) -> None:
        """There is an arrival to count from, and nobody follows up a month before its day."""
        arrival = arrived_at(file)
        if arrival is None:
            words = t("Aún no consta la llegada: el seguimiento empieza con ella.",
                      "No arrival is on file yet: follow-up begins with it.")  # fmt: skip
            raise BadInput(FieldError("day", words))
        when, first = given.occurred_at or clock.now(), earliest(arrival, int(given.day))
        if given.outcome == "complete" and when < first:
            words = t("Es demasiado pronto: este seguimiento se puede hacer desde el {day}.",
                      "It is too early: this follow-up may be held from {day}.", day=date_format(day_of(first), "j M Y"))  # fmt: skip
            raise BadInput(FieldError("day", words))

    def apply(self, case: Case, given: Any, ctx: Context) -> Effects:
        """What worries is an alarm, and somebody's task within a day."""
        alarm = alarm_of(given.model_dump())
        if alarm is None:
            return Effects()
        task = NewTask("alert", due_at=ctx.at + _ACT_WITHIN, detail={"kind": alarm, "severity": "act_soon"})
        return Effects(tasks=(task,), stated={GENERAL: {"alarm": alarm}})


@act
class RecordContactAttempt(Record):
    """Write one attempt to reach the child: by which channel, and whether it reached them."""

    code = "record_contact_attempt"
    title = t("Intento de contacto", "Attempt of contact")

    class Input(ActInput):
        """Three attempts by two channels come before a child counts as out of reach."""

        channel: Annotated[str, In("contact_channel")] = ask(t("Por qué vía", "By which channel"), default=...)
        reached: bool = ask(t("¿Se habló con la niña o niño?", "Was the child spoken with?"), default=...)
        with_whom: ShortText | None = ask(t("Con quién se habló", "Who was spoken with"), compartment=PROTECTION)
        note: LongText | None = ask(t("Qué se supo", "What became known"), compartment=PROTECTION)
