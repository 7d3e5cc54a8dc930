"""Forms of the relationship check and of the supervised contact."""

from __future__ import annotations

from collections.abc import Iterator

from amparo.cases.file import CaseFile
from amparo.cases.forms.layout import Arranged, Layout, Writing
from amparo.cases.forms.layouts import register_layout
from amparo.ledger.codes import label
from amparo.ledger.text import t
from amparo.ledger.words import fold_text
from amparo.tracing.contact import open_planned_sessions
from amparo.tracing.kinship import count_mirror_answers, genetic_tests
from amparo.ui.forms.show import Form, fields_for


class RelationshipPage(Layout):
    """The form of the relationship check, with the evidence on file.

    As far as the writer may read it.
    """

    template = "tracing/kinship.html"

    def arrange_fields(self, writing: Writing, form: Form) -> Arranged:
        """Return the questions, and the evidence for each claimant."""
        return Arranged(fields_for(writing.declared.Input, form), {"rests_on": list(_evidence_lines(writing.file))})


class ContactSessionPage(Layout):
    """The form of a supervised contact, prefilled from the only open plan."""

    def initial_values(self, writing: Writing) -> dict[str, list[str]]:
        """Return the plan as the first answer; the outcome is for the writer to state."""
        plans = open_planned_sessions(writing.file)
        return super().initial_values(writing) | ({"entry": [str(plans[0].id)]} if len(plans) == 1 else {})


def _evidence_lines(file: CaseFile) -> Iterator[str]:
    claimants = {fold_text(entry["claimant"]): entry["claimant"] for entry in file.all("record_mirror_questions")}
    for person in claimants.values():
        counts = count_mirror_answers(file, person)
        if counts.asked:
            yield t("Preguntas espejo con {who}: coinciden {said}", "Mirrored questions with {who}: {said} agree",
                    who=person, said=str(counts))  # fmt: skip
    for test in genetic_tests(file):
        result = test.latest_answer("genetic_result")
        words = label("genetic_result", result) if result else label("genetic_test_step", test.state)
        yield t("Prueba genética con {who}: {said}", "Genetic test with {who}: {said}",
                who=test.latest_answer("relative"), said=words)  # fmt: skip


register_layout("record_relationship_check", RelationshipPage())
register_layout("record_contact_session", ContactSessionPage())
