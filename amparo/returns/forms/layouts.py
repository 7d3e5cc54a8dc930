"""What is written over days on the way home and after it: each begins from what is on file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from amparo.cases.act import AnyAct
from amparo.cases.file import CaseFile
from amparo.cases.forms.layout import Arranged, Layout, Proceeding, WholePlan, Writing
from amparo.cases.forms.layouts import lay_out
from amparo.ledger import clock
from amparo.ledger.text import t
from amparo.returns.plan import SAID, STOPPED, SUBSTANCE, current
from amparo.returns.selectors import first_year
from amparo.ui.forms.changes import Parsed
from amparo.ui.forms.read import Typed
from amparo.ui.forms.show import Form, fields_for

VIEWS_OF_CHILD: dict[str, Any] = {"reason_codes": ["views_of_child"]}


class ReturnPlanPage(Proceeding):
    """The plan that a journey may still come of; only what differs from it is sent."""

    leads_to = "approve_return_plan"
    supposes = VIEWS_OF_CHILD

    def on_file(self, declared: AnyAct, file: CaseFile) -> dict[str, Any]:
        """Each part as last written; once the journey is over the next plan begins blank."""
        plan = current(file)
        return {} if plan is None or plan.is_over else {name: plan.said[name] for name in SAID if name in plan.said}

    def warning(self, writing: Writing, sent: Parsed) -> str:
        """Two people did not approve what it becomes. Who stops the plan says so, and nobody signs it again."""
        plan = current(writing.file)
        is_approved = plan is not None and plan.is_open and plan.approval is not None
        is_stopped = sent.value.get("step") in STOPPED
        if not is_approved or is_stopped or not (sent.value.keys() & {*SUBSTANCE, "step"}):
            return ""
        return str(t("Esto cambia el viaje que ya se aprobó: al guardarlo, hay que aprobarlo otra vez.",
                     "This changes the journey that was approved: once saved, it must be approved again."))  # fmt: skip

    def arrange(self, writing: Writing, form: Form) -> Arranged:
        """Who has no sisters or brothers on file is not asked which of them travel along."""
        fields = fields_for(writing.declared.Input, form)
        return Arranged([field for field in fields if field["name"] != "travels_with" or field["choices"]])


class ReceptionAgreedPage(WholePlan):
    """What origin answered so far; it is said whole, so that who receives is never mixed up with an earlier person."""

    leads_to = "execute_return"
    supposes: ClassVar[dict[str, Any]] = {"confirmations": ["child_informed", "safe_transport", "arrival_working_day"]}

    def on_file(self, declared: AnyAct, file: CaseFile) -> dict[str, Any]:
        """Each answer the latest; another receiver, another hour or another guarantee begins anew."""
        found: dict[str, Any] = {}
        for entry in file.all(declared.code):
            for first, rest in _TOGETHER.items():
                if first in entry.body:
                    found = {name: value for name, value in found.items() if name not in rest}
            found |= {name: entry[name] for name in declared.Input.model_fields if name in entry.body}
        return found


_TOGETHER = {
    "receiver_kind": ("receiver", "receiver_vetted", "vetted_by"),
    "out_of_hours_accepted": ("out_of_hours_writing",),
    "admission_guaranteed": ("admission_document",),
}


class _StatedPlan(Proceeding):
    """A plan whose state is said each time; of the rest only what differs."""

    kept: ClassVar[tuple[str, ...]]

    def on_file(self, declared: AnyAct, file: CaseFile) -> dict[str, Any]:
        """Each part as last written."""
        said = {name: file.latest(name, declared.code) for name in self.kept}
        return {name: value for name, value in said.items() if value is not None}

    def changes(self, writing: Writing, typed: Typed) -> Parsed:
        """What is new, with the state as it is now. Raises `BadInput`."""
        new, whole = super().changes(writing, typed), self.parsed(writing, typed)
        state = {"state": whole.value["state"]} if "state" in whole.value else {}
        return replace(new, value=new.value | state)


class ReintegrationPage(_StatedPlan):
    """Goals by axis, and what came of each."""

    kept = ("state", "liaison", "child_opinion", "goals", "results")


class TransitionPage(_StatedPlan):
    """Goals for adult life; the consent of the adult is never filled in for them."""

    leads_to = "transfer_to_adult_services"
    kept = ("state", "own_words", "goals", "services", "documents_given")


class FollowupPage(Layout):
    """Begins with the follow-up that is due, and with nothing else."""

    def begin(self, writing: Writing) -> dict[str, list[str]]:
        """The earliest one that may be held and was not."""
        due = (one for one in first_year(writing.file, clock.now()) if one.state in {"late", "open"})
        found = next(due, None)
        return super().begin(writing) | ({"day": [str(found.day)]} if found else {})


lay_out("record_return_plan", ReturnPlanPage())
lay_out("record_reception_accepted", ReceptionAgreedPage())
lay_out("record_reintegration_plan", ReintegrationPage())
lay_out("record_followup", FollowupPage())
lay_out("record_transition_plan", TransitionPage())
