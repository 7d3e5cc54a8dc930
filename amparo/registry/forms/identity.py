"""The identity section of the form."""

from __future__ import annotations

from amparo.cases.act import AnyAct
from amparo.cases.file import CaseFile
from amparo.cases.forms.layout import Section
from amparo.cases.forms.layouts import register_layout
from amparo.ledger.json import JsonObject
from amparo.registry.age import determined_birth


class IdentitySection(Section):
    """The section as last written, with the age that a procedure determined since."""

    def saved_answers(self, declared: AnyAct, file: CaseFile) -> JsonObject:
        """Return the answers to begin from, so that sending them restates no earlier age."""
        answers, determined = super().saved_answers(declared, file), determined_birth(file)
        return answers | {"age_or_birth": determined} if determined else answers


register_layout("record_identity", IdentitySection())
