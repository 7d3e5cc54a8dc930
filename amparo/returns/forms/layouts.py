"""Layouts of what is written over days for a return and after it.

Each form begins from what is on file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from amparo.cases.act import AnyAct
from amparo.cases.file import CaseFile
from amparo.cases.forms.layout import Arranged, Layout, Proceeding, WholePlan, Writing
from amparo.cases.forms.layouts import register_layout
from amparo.ledger import clock
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.returns.plan import APPROVED_FIELDS, PLAN_FIELDS, STOPPING_STEPS, unfinished_plan
from amparo.returns.selectors import first_year_followups
from amparo.ui.forms.changes import ParsedForm
from amparo.ui.forms.read import Typed
from amparo.ui.forms.show import Form, fields_for

_DEPENDENT_ANSWERS = {
    "receiver_kind": ("receiver", "receiver_vetted", "vetted_by"),
    "out_of_hours_accepted": ("out_of_hours_writing",),
    "admission_guaranteed": ("admission_document",),
}
"""Answers on the agreement with origin that are void once the first of them is given anew."""


class ReturnPlanLayout(Proceeding):
    """The plan of a journey that is not over; only what differs from it is sent."""

    prepared_action = "approve_return_plan"
    supposes: ClassVar[JsonObject] = {"reason_codes": ["views_of_child"]}

    def saved_answers(self, declared: AnyAct, file: CaseFile) -> JsonObject:
        """Return each part as last written; nothing once the journey is over."""
        plan = unfinished_plan(file)
        return {name: plan.answers[name] for name in PLAN_FIELDS if name in plan.answers} if plan else {}

    def build_warning(self, writing: Writing, sent: ParsedForm) -> str:
        """Return a warning where the change voids an approval without stopping the plan."""
        plan = unfinished_plan(writing.file)
        is_approved = plan is not None and plan.is_open and plan.approval is not None
        is_stopped = sent.value.get("step") in STOPPING_STEPS
        if not is_approved or is_stopped or not (sent.value.keys() & {*APPROVED_FIELDS, "step"}):
            return ""
        return str(
            t(
                "Esto cambia el viaje que ya se aprobó: al guardarlo, hay que aprobarlo otra vez.",
                "This changes the journey that was approved: once saved, it must be approved again.",
            )
        )

    def arrange_fields(self, writing: Writing, form: Form) -> Arranged:
        """Return the questions, that on siblings only where siblings are on file."""
        fields = fields_for(writing.declared.Input, form)
        return Arranged([field for field in fields if field["name"] != "travels_with" or field["choices"]])


class ReceptionAgreementLayout(WholePlan):
    """The agreement with origin.

    It is sent whole, so that a new receiver is never mixed up with an earlier one.
    """

    prepared_action = "execute_return"
    supposes: ClassVar[JsonObject] = {"confirmations": ["child_informed", "safe_transport", "arrival_working_day"]}

    def saved_answers(self, declared: AnyAct, file: CaseFile) -> JsonObject:
        """Return the latest answer to each question.

        A new receiver, hour or guarantee voids the answers that depended on it.
        """
        answers: JsonObject = {}
        for entry in file.all(declared.code):
            for name, dependent in _DEPENDENT_ANSWERS.items():
                if name in entry.body:
                    answers = {other: value for other, value in answers.items() if other not in dependent}
            answers |= {name: entry[name] for name in declared.Input.model_fields if name in entry.body}
        return answers


class _PlanWithState(Proceeding):
    """A plan whose state is sent each time, of the rest only what differs.

    `resumed`: the answers to begin from.
    """

    resumed: ClassVar[tuple[str, ...]]

    def saved_answers(self, declared: AnyAct, file: CaseFile) -> JsonObject:
        """Return each part as last written."""
        answers = {name: file.latest(name, declared.code) for name in self.resumed}
        return {name: value for name, value in answers.items() if value is not None}

    def select_changes(self, writing: Writing, typed: Typed) -> ParsedForm:
        """Return what is new, and the present state. Raises `BadInput`."""
        new, whole = super().select_changes(writing, typed), self.parse(writing, typed)
        state = {"state": whole.value["state"]} if "state" in whole.value else {}
        return replace(new, value=new.value | state)


class ReintegrationLayout(_PlanWithState):
    """The goals by axis, and their results."""

    resumed = ("state", "liaison", "child_opinion", "goals", "results")


class TransitionLayout(_PlanWithState):
    """The goals for adult life; the adult's consent is never filled in beforehand."""

    prepared_action = "transfer_to_adult_services"
    resumed = ("state", "own_words", "goals", "services", "documents_given")


class FollowupLayout(Layout):
    """A blank form but for the follow-up that is due."""

    def initial_values(self, writing: Writing) -> dict[str, list[str]]:
        """Return the form with the earliest follow-up that may be held and was not."""
        scheduled = first_year_followups(writing.file, clock.now())
        due = next((followup for followup in scheduled if followup.state in {"late", "open"}), None)
        return super().initial_values(writing) | ({"day": [str(due.day)]} if due else {})


register_layout("record_return_plan", ReturnPlanLayout())
register_layout("record_reception_accepted", ReceptionAgreementLayout())
register_layout("record_reintegration_plan", ReintegrationLayout())
register_layout("record_followup", FollowupLayout())
register_layout("record_transition_plan", TransitionLayout())
