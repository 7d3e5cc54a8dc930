"""The simulated case of one invented child.

It is made by performing acts at past instants.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings

from amparo.cases import task_steps
from amparo.cases.act import ACTS, parse_input
from amparo.cases.approvals import give_approval
from amparo.cases.file import read_file
from amparo.cases.jobs import refresh
from amparo.cases.perform import Outcome, perform
from amparo.cases.problems import Refused
from amparo.cases.selectors import cases_by_id, deadlines_of_case, tasks_of_case
from amparo.cases.transaction import case_transaction
from amparo.config.demo.world import World
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.reader import acting_as
from amparo.protection.age import age_at

if TYPE_CHECKING:
    from amparo.cases.models import Case, Task

OLD = timedelta(days=12)
_NO_INTERPRETER = "No hay intérprete de su idioma esta semana: se pidió por video a la sede de otro país"
_FULL_HOUSE = "Los lugares abiertos están llenos: se espera respuesta de dos familias de acogida"
REASONS = {
    "screening_initial": _NO_INTERPRETER,
    "screening_complete": _NO_INTERPRETER,
    "custody_exit": _FULL_HOUSE,
    "bia_rapid": "La psicóloga está de comisión en la frontera: vuelve el jueves",
    "bia_full": "Falta el informe de salud: el hospital lo entrega en dos días",
    "guardian_request": "La guardia de tutela cambió de turno: se pide hoy",
    "guardian_appointment": "La persona propuesta tiene un conflicto de interés: se busca otra",
    "tracing_decision": "Pidió pensarlo: decide con su tutora si quiere que se busque a su familia",
    "placement_review": "Fuerte lluvia: la visita al lugar de cuidado pasa al lunes",
    "placement_review_periodic": "Fuerte lluvia: la visita al lugar de cuidado pasa al lunes",
    "transition_plan": "Espera a su trabajadora social para escribirlo con ella",
}
"""Why a deadline passed, by its code; noted as a task of the officer's own."""


def _is_old(task: Task, until: datetime) -> bool:
    return task.done_at is None and task.created_at < until - OLD


class ReachedPresent(Exception):
    """The simulated time has reached the present: the case goes no further."""


@dataclass
class Simulation:
    """A simulated case: its present instant, its id, and the child's traits."""

    world: World
    chance: random.Random
    at: datetime
    until: datetime
    case: UUID | None = None
    traits: JsonObject = field(default_factory=dict)

    def wait(self, hours: float) -> None:
        """Let about so many hours pass. Raises `ReachedPresent`."""
        self.at += timedelta(hours=hours * self.chance.uniform(0.5, 1.4))
        if self.at >= self.until:
            raise ReachedPresent

    def wait_until(self, instant: datetime) -> None:
        """Let time pass until `instant`. Raises `ReachedPresent`."""
        self.at = max(self.at, instant)
        if self.at >= self.until:
            raise ReachedPresent

    def do(self, who: str, code: str, /, **given: Any) -> Outcome:
        """Perform an act at the simulated instant and store the case. Raises as `perform`."""
        by = self.world.actors[who]
        with clock.at(self.at), acting_as(by.id):
            outcome = perform(code, self.case, parse_input(ACTS[code], given), by=by)
        self.case = outcome.case.id
        return outcome

    def age(self) -> int:
        """Return the child's age by law: with the benefit of the doubt."""
        with acting_as(self.world.actors[self.traits["officer"]].id):
            return age_at(read_file(self.require_case(), settings.NODE), self.at) or 0

    def require_case(self) -> UUID:
        """Return the id of the case. Raises `LookupError` before the child is registered."""
        if self.case is None:
            raise LookupError("not registered yet")
        return self.case

    def attempt(self, who: str, code: str, /, **given: Any) -> bool:
        """Perform an act that the law may refuse; return whether it was done."""
        try:
            self.do(who, code, **given)
        except Refused:
            return False
        return True

    def attempt_signed(self, code: str, /, **given: Any) -> bool:
        """Perform an act with the supervisor's signature; return whether it was done."""
        supervisor = self.world.actors[self.traits["supervisor"]]
        with clock.at(self.at), acting_as(supervisor.id):
            case = cases_by_id([self.require_case()])[self.require_case()]
            approval = give_approval(
                case, code, parse_input(ACTS[code], given), kind="signature", reason="Leído y de acuerdo", by=supervisor
            )
        return self.attempt(self.traits["officer"], code, **given, signature=str(approval.id))

    def do_routine_work(self) -> None:
        """Refresh deadlines, say why one is overdue, and finish most old tasks."""
        officer, supervisor = (self.world.actors[self.traits[who]] for who in ("officer", "supervisor"))
        with clock.at(self.until), acting_as(supervisor.id):
            refresh(self.require_case())
            case = cases_by_id([self.require_case()])[self.require_case()]
            self._explain_delay(case, officer)
            old = [task for task in tasks_of_case(case, by=supervisor) if _is_old(task, self.until)]
        for task in [task for task in old if self.chance.random() < 0.93]:
            by = officer if task_steps.may_finish(officer, task) else supervisor
            at = min((task.due_at or task.created_at) + timedelta(hours=9), self.until)
            with clock.at(at), acting_as(by.id), case_transaction(case.id):
                task_steps.close_tasks(case.id, [(task.code, task.detail)], by=by, at=clock.now())

    def _explain_delay(self, case: Case, officer: Actor) -> None:
        """Let the officer note why a deadline passed, and by when it will be made up for."""
        running = deadlines_of_case(case, by=officer).filter(closed_at=None, due_at__lt=self.until)
        reasons = [REASONS[row.code] for row in running if row.code in REASONS]
        for reason in dict.fromkeys(reasons):
            task_steps.add_task(case, reason, self.until + timedelta(days=2), by=officer)

    def pick(self, *weighted: tuple[str, float]) -> str:
        """Return one of several names, chosen by weight."""
        return self.chance.choices([name for name, _ in weighted], [weight for _, weight in weighted])[0]
