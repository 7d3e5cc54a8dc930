"""The check of kinship, beside what it can rest on; and a contact, beginning from the one that was planned."""

from __future__ import annotations

from collections.abc import Iterator

from amparo.cases.file import CaseFile
from amparo.cases.forms.layout import Arranged, Layout, Writing
from amparo.cases.forms.layouts import lay_out
from amparo.ledger.codes import label
from amparo.ledger.text import t
from amparo.ledger.words import fold_text
from amparo.tracing.contact import open_plans
from amparo.tracing.kinship import genetic_tests, mirrored_with
from amparo.ui.forms.show import Form, fields_for


class RelationshipPage(Layout):
    """Says what is on file for each person who claims to be family, as far as the writer may read it."""

    template = "tracing/kinship.html"

    def arrange(self, writing: Writing, form: Form) -> Arranged:
        """The questions, and what speaks for each person."""
        return Arranged(fields_for(writing.declared.Input, form), {"rests_on": list(_rests_on(writing.file))})


class ContactSessionPage(Layout):
    """Begins from the contact that is planned, where there is only one, and with nothing else."""

    def begin(self, writing: Writing) -> dict[str, list[str]]:
        """Which one it was; whether it was is for the writer to say."""
        plans = open_plans(writing.file)
        return super().begin(writing) | ({"entry": [str(plans[0].id)]} if len(plans) == 1 else {})


def _rests_on(file: CaseFile) -> Iterator[str]:
    named = {fold_text(entry["claimant"]): entry["claimant"] for entry in file.all("record_mirror_questions")}
    for person in named.values():
        found = mirrored_with(file, person)
        if found.asked:
            yield t("Preguntas espejo con {who}: coinciden {said}", "Mirrored questions with {who}: {said} agree",
                    who=person, said=str(found))  # fmt: skip
    for test in genetic_tests(file):
        result = test.said("genetic_result")
        said = label("genetic_result", result) if result else label("genetic_test_step", test.state)
        yield t("Prueba genética con {who}: {said}", "Genetic test with {who}: {said}",
                who=test.said("relative"), said=said)  # fmt: skip


lay_out("record_relationship_check", RelationshipPage())
lay_out("record_contact_session", ContactSessionPage())
