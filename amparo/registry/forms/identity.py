"""The identity section of the form."""

from __future__ import annotations

from amparo.cases.act import AnyAct
from amparo.cases.file import CaseFile
from amparo.cases.forms.layout import Section, Writing
from amparo.cases.forms.layouts import register_layout
from amparo.ledger.json import JsonObject
from amparo.registry.age import determined_birth
from amparo.registry.forms.births import YES_SAVE, ask_about_adult
from amparo.ui.forms.changes import ParsedForm


class IdentitySection(Section):
    """The section on who the child is, with the age that a procedure determined since."""

    anyway_words = YES_SAVE

    def saved_answers(self, declared: AnyAct, file: CaseFile) -> JsonObject:
        """Return the answers to begin from, so that sending them restates no earlier age."""
        answers, determined = super().saved_answers(declared, file), determined_birth(file)
        return answers | {"age_or_birth": determined} if determined else answers

    def build_warning(self, writing: Writing, sent: ParsedForm) -> str:
        """Return the question whether the date of birth of an adult is right."""
        return ask_about_adult(writing, sent)


register_layout("record_identity", IdentitySection())
