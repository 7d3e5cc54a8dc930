"""Incidents of violence, breaches and alerts.

They permit nothing and can always be recorded.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, model_validator

from amparo.cases.act import ActContext, ActInput, Effects, NewTask, Record, act, every_answer
from amparo.cases.alarms import ABSCONDED, SEARCH_GOES_ON, alarm_kind, is_alarm
from amparo.cases.breaches import TASK as BREACH
from amparo.cases.compartments import GENERAL, PROTECTION
from amparo.cases.file import CaseFile
from amparo.ledger.codes import AnyCountry, In, YesNoUnknown
from amparo.ledger.days import whole_second
from amparo.ledger.problems import BadInput, FieldError
from amparo.ledger.text import t
from amparo.protection.breaches import DETENTION_KINDS
from amparo.ui.fields import LongText, ShortText, field
from amparo.ui.inputs import InvalidAnswer

if TYPE_CHECKING:
    from amparo.cases.models import Case

_EVENT = t("Qué pasó", "What happened")
_AUTHOR = t("Quién", "Who")
_FOLLOW_UP = t("Qué sigue", "What next")
_RESPONSE_TIME = {"act_now": timedelta(0), "act_soon": timedelta(hours=24)}
_DEFAULT_SEVERITY = "act_soon"


@act
class RecordIncident(Record["RecordIncident.Input"]):
    """State an act of violence or violation of rights, and what the child wants done."""

    code = "record_incident"
    closes_tasks = frozenset({"note_incident"})
    data_groups = every_answer("narrative")
    title = t("Hechos de violencia y violación de derechos", "Violence and violations of rights")
    compartment = PROTECTION
    reopens = frozenset({"risk"})

    class Input(ActInput):
        """One incident; several are several records."""

        types: list[Annotated[str, In("incident_type")]] = field(
            t("Qué ocurrió", "What happened"), default=..., min_length=1, max_length=10, group=_EVENT
        )
        account: LongText | None = field(t("Relato", "Account"), group=_EVENT)
        phase: Annotated[str, In("route_phase")] | None = field(
            t("En qué parte del camino", "On which part of the way"), group=_EVENT
        )
        country: AnyCountry | None = field(t("País", "Country"), group=_EVENT)
        place: ShortText | None = field(t("Lugar", "Place"), group=_EVENT)
        from_on: date | None = field(t("Fecha, o desde", "Date, or from"), group=_EVENT)
        until_on: date | None = field(t("Hasta", "Until"), group=_EVENT)
        author: Annotated[str, In("incident_author")] | None = field(t("Quién lo hizo", "Who did it"), group=_AUTHOR)
        authority: ShortText | None = field(t("Qué autoridad", "Which authority"), group=_AUTHOR)
        learnt_in: Annotated[str, In("incident_source")] | None = field(
            t("Cómo se supo", "How it was learnt"), group=_AUTHOR
        )
        report_consent: Annotated[str, In("report_consent")] | None = field(
            t("¿Quiere que se denuncie?", "Does the child want it reported?"), group=_FOLLOW_UP
        )
        follow_up: LongText | None = field(
            t("Qué se hizo o se hará", "What was done or will be done"), group=_FOLLOW_UP
        )

        @model_validator(mode="after")
        def _check_date_order(self) -> Self:
            if self.from_on and self.until_on and self.until_on < self.from_on:
                raise InvalidAnswer(
                    t("La segunda fecha es anterior a la primera.", "The second date is before the first.")
                )
            return self


@act
class RecordBreach(Record["RecordBreach.Input"]):
    """State that a norm was breached against the child, as by detention or expulsion.

    It permits nothing. It raises an alert, is counted, and states where the child is detained, if they still are.
    """

    code = "record_breach"
    warns = True
    title = t("Incumplimiento contra la niña, niño o adolescente", "Breach against the child")
    reopens = frozenset({"risk"})
    sets = frozenset({"custody", "custody_since", "open_safety_alerts"})

    class Input(ActInput):
        """What was done, by whom, since when, and whether it goes on."""

        kind: Annotated[str, In("breach_kind")] = field(t("Qué se hizo", "What was done"), default=..., group=_EVENT)
        account: LongText | None = field(t("Relato", "Account"), group=_EVENT, compartment=PROTECTION)
        since: AwareDatetime | None = field(t("Desde cuándo", "Since when"), group=_EVENT)
        country: AnyCountry | None = field(t("País", "Country"), group=_EVENT)
        place: ShortText | None = field(t("Lugar", "Place"), group=_EVENT)
        by_whom: Annotated[str, In("org_kind")] | None = field(
            t("Qué tipo de institución", "Which kind of institution"), group=_AUTHOR
        )
        authority: ShortText | None = field(t("Qué autoridad", "Which authority"), group=_AUTHOR)
        held_now: YesNoUnknown | None = field(t("¿Sigue ahí?", "Is the child still there?"), group=_FOLLOW_UP)
        holder: Annotated[str, In("breach_holder")] | None = field(
            t("Quién le retiene", "Who holds the child"), group=_FOLLOW_UP
        )
        told_by: ShortText | None = field(t("Quién informó", "Who reported it"), group=_FOLLOW_UP)
        follow_up: LongText | None = field(
            t("Qué se hizo o se hará", "What was done or will be done"), group=_FOLLOW_UP
        )

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that a child who is still detained has a holder."""
        if given.held_now == "yes" and given.kind in DETENTION_KINDS and given.holder is None:
            raise BadInput(FieldError("holder", t("Diga quién le retiene.", "Say who holds the child.")))

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create a supervisor's task due now; state the custody of a detained child."""
        tasks = (NewTask(BREACH, due_at=ctx.at, role="protection_supervisor", detail={"kind": given.kind}),)
        if not (given.kind in DETENTION_KINDS and given.held_now == "yes"):
            return Effects(tasks=tasks)
        since = min(given.since or ctx.occurred_at, ctx.occurred_at)
        stated = {"custody": given.holder, "custody_since": whole_second(since).isoformat()}
        return Effects(tasks=tasks, added_answers={GENERAL: stated})


@act
class RecordAlert(Record["RecordAlert.Input"]):
    """Raise an alert; everybody who sees the case may."""

    code = "record_alert"
    warns = True
    title = t("Alerta", "Alert")
    reopens = frozenset({"risk"})
    sets = frozenset({"open_safety_alerts"})

    class Input(ActInput):
        """What is wrong, and how fast somebody must act."""

        kind: Annotated[str, In("alert_kind")] = field(t("De qué se trata", "What it is about"), default=...)
        severity: Annotated[str, In("alert_severity")] | None = field(
            t("Con qué urgencia", "How urgent"), hint=t("En blanco: en 24 horas.", "Blank: within 24 hours.")
        )
        text: LongText = field(t("Qué ocurre", "What is happening"), default=..., compartment=PROTECTION)

    def apply(self, case: Case, given: Input, ctx: ActContext) -> Effects:
        """Create a task due by the severity of the alert."""
        due_at = compute_due_time(given.severity, ctx.at)
        detail = {"kind": given.kind, "severity": given.severity or _DEFAULT_SEVERITY}
        return Effects(tasks=(NewTask("alert", due_at=due_at, detail=detail),))


def compute_due_time(severity: str | None, at: datetime) -> datetime | None:
    """Return by when somebody must act on an alert; None for one that is only watched."""
    response_time = _RESPONSE_TIME.get(severity or _DEFAULT_SEVERITY)
    return None if response_time is None else at + response_time


@act
class RecordAlertClosed(Record["RecordAlertClosed.Input"]):
    """Close an alert, or the alert that a breach raised, with its resolution."""

    code = "record_alert_closed"
    closes_tasks = frozenset({"alert", BREACH})
    title = t("Cerrar una alerta", "Close an alert")
    sets = frozenset({"open_safety_alerts"})

    class Input(ActInput):
        """The alert, and its resolution."""

        entry: UUID = field(t("Qué alerta", "Which alert"), default=..., choose="open_alert")
        resolution: Annotated[str, In("alert_resolution")] = field(
            t("Cómo se resolvió", "How it was resolved"), default=...
        )
        text: LongText = field(t("Qué se hizo", "What was done"), default=..., compartment=PROTECTION)

    def check(self, file: CaseFile, given: Input) -> None:
        """Check that the alarm is of this case and open, and that its resolution fits."""
        raised = file.find(given.entry)
        if raised is None or not is_alarm(raised):
            raise BadInput(
                FieldError("entry", t("Elija una alerta de este expediente.", "Choose an alert of this case."))
            )
        if given.resolution == SEARCH_GOES_ON and alarm_kind(raised) != ABSCONDED:
            message = t("Sólo si no se sabe dónde está.", "Only where nobody knows where the child is.")
            raise BadInput(FieldError("resolution", message))
        if any(closed["entry"] == str(given.entry) for closed in file.all("record_alert_closed")):
            raise BadInput(FieldError("entry", t("Esa alerta ya se cerró.", "That alert was closed already.")))
