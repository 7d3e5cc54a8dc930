"""The layout of the determination.

Panel, options side by side, the child's words, reasons, signatures.
"""

from __future__ import annotations

from typing import ClassVar

from amparo.cases.act import AnyAct
from amparo.cases.file import CaseFile
from amparo.cases.forms.layout import Arranged, Proceeding, Writing
from amparo.cases.forms.layouts import register_layout
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.protection.determinations import SIGNED_FIELDS, latest_proceeding, proceeding_under_way
from amparo.protection.forms.assessment import FACTORS
from amparo.protection.forms.determination_rows import (
    build_member_rows,
    build_option_rows,
    build_reason_rows,
    build_signature_rows,
    list_quotes,
)
from amparo.ui.forms.changes import ParsedForm
from amparo.ui.forms.read import Typed
from amparo.ui.forms.rows import NamedRows
from amparo.ui.forms.show import Form, fields_for

_RESUMED_ANSWERS = ("members", "options", "child_words", "dissent", "signatures")
_SIGNING_HINT = t(
    "Se firma lo que ya está guardado. Guarde primero los cambios y luego anote las firmas.",
    "What is saved already is signed. Save the changes first, then enter the signatures.",
)


class DeterminationLayout(Proceeding):
    """A whole determination on one page; only what changed is sent."""

    template = "protection/determination.html"
    named: ClassVar[dict[str, NamedRows]] = {
        "reasons": NamedRows("factor", names=FACTORS),
        "signatures": NamedRows("member"),
    }
    prepared_action = "decide_bid"
    proves = frozenset({"options", "confirmations"})

    def saved_answers(self, declared: AnyAct, file: CaseFile) -> JsonObject:
        """Return the proceeding under way; nothing once it is decided."""
        proceeding = proceeding_under_way(file)
        if proceeding is None:
            return {}
        reasons = [{"factor": factor, "reason": reason} for factor, reason in proceeding.reasons.items()]
        answers = {name: getattr(proceeding, name) for name in _RESUMED_ANSWERS} | {"reasons": reasons}
        return {name: value for name, value in answers.items() if value}

    def select_changes(self, writing: Writing, typed: Typed) -> ParsedForm:
        """Return what is new; earlier signatures are void if what they signed changes.

        Raises `BadInput`.
        """
        new = super().select_changes(writing, typed)
        if "signatures" not in new.value or not SIGNED_FIELDS & new.value.keys():
            return new
        earlier = self.saved_answers(writing.declared, writing.file).get("signatures", [])
        return new.keep_items("signatures", [signature not in earlier for signature in new.value["signatures"]])

    def build_warning(self, writing: Writing, sent: ParsedForm) -> str:
        """Return a warning where the change voids signatures."""
        proceeding = proceeding_under_way(writing.file)
        if proceeding is None or not proceeding.signatures or not SIGNED_FIELDS & sent.value.keys():
            return ""
        return str(
            t(
                "Esto cambia lo que ya firmaron: {names}. "
                "Al guardarlo, esas firmas dejan de valer y hay que firmar otra vez.",
                "This changes what was already signed by {names}. "
                "Once saved, those signatures no longer count and it must be signed again.",
                names=", ".join(signature["member"] for signature in proceeding.signatures),
            )
        )

    def arrange_fields(self, writing: Writing, form: Form) -> Arranged:
        """Return the parts of the page."""
        fields = {field["name"]: field for field in fields_for(writing.declared.Input, form)}
        proceeding = proceeding_under_way(writing.file)
        context = {
            "step": [fields["step"], fields["step_reason"]],
            "state": _describe_state(writing.file),
            "panel": fields["members"] | {"rows": build_member_rows(form)},
            "matrix": fields["options"] | {"rows": build_option_rows(form)},
            "child_words": fields["child_words"],
            "quotes": list_quotes(writing),
            "reasons": build_reason_rows(writing, form),
            "dissent": fields["dissent"],
            "signatures": fields["signatures"] | {"rows": build_signature_rows(form, proceeding)},
            "signers": _describe_signers(
                [signature["member"] for signature in proceeding.signatures] if proceeding else []
            ),
            "signing_hint": _SIGNING_HINT,
        }
        return Arranged([field for field in fields.values() if field["kind"] != "heading"], context)


def _describe_state(file: CaseFile) -> str:
    proceeding = latest_proceeding(file)
    if proceeding is None:
        return str(t("Todavía no se convoca al comité.", "The panel has not been convened yet."))
    if proceeding.decision:
        return str(
            t(
                "Ya se decidió. Para revisarla, convoque otra vez al comité: empieza una nueva.",
                "It is decided. To review it, convene the panel again: a new one begins.",
            )
        )
    if proceeding.is_suspended:
        return str(t("Está suspendida.", "It is suspended."))
    return str(t("El comité está en marcha.", "The panel is under way."))


def _describe_signers(names: list[str]) -> str:
    if not names:
        return ""
    return t(
        "Ya firmaron: {names}. Si cambia el comité, las opciones, los motivos, las palabras de la NNA "
        "o los votos distintos, esas firmas dejan de valer.",
        "Signed already: {names}. If you change the panel, the options, the reasons, the child's words "
        "or the dissent, those signatures no longer count.",
        names=", ".join(names),
    )


register_layout("record_bid", DeterminationLayout())
