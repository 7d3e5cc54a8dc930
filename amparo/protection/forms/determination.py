"""The determination as the panel writes it: the panel, the options side by side, what the child said, reasons, signatures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from amparo.cases.act import AnyAct
from amparo.cases.file import CaseFile, Entry
from amparo.cases.forms.layout import Arranged, Proceeding, Writing
from amparo.cases.forms.layouts import lay_out
from amparo.cases.forms.pieces import authors, hidden, in_words, is_filled, row_fields, written
from amparo.law.sets import STAY
from amparo.ledger.codes import code_list
from amparo.ledger.text import t
from amparo.protection.acts.best_interests.determination import ComparedOption, FactorReason, Member, Signature
from amparo.protection.assessments import Assessment, last_completed, under_way
from amparo.protection.determinations import SIGNED_FOR, current
from amparo.protection.determinations import Proceeding as Determination
from amparo.protection.forms.assessment import FACTORS
from amparo.ui.forms.changes import Parsed
from amparo.ui.forms.read import Typed
from amparo.ui.forms.rows import Named, numbers_of
from amparo.ui.forms.show import Form, fields_for

_ANSWERS = ("members", "options", "child_words", "dissent", "signatures")
_QUOTED = 6


class DeterminationPage(Proceeding):
    """Everything of one determination on one page; only what changed is sent."""

    template = "protection/determination.html"
    named: ClassVar[dict[str, Named]] = {
        "reasons": Named("factor", every=FACTORS),
        "signatures": Named("member"),
    }
    leads_to = "decide_bid"
    proves = frozenset({"options", "confirmations"})

    def on_file(self, declared: AnyAct, file: CaseFile) -> dict[str, Any]:
        """The proceeding under way; once decided, the next begins blank."""
        found = _under_way(file)
        if found is None:
            return {}
        reasons = [{"factor": factor, "reason": reason} for factor, reason in found.reasons.items()]
        said = {name: getattr(found, name) for name in _ANSWERS} | {"reasons": reasons}
        return {name: value for name, value in said.items() if value}

    def changes(self, writing: Writing, typed: Typed) -> Parsed:
        """What is new. A signature given on what now changes is not given on what it becomes."""
        new = super().changes(writing, typed)
        if "signatures" not in new.value or not SIGNED_FOR & new.value.keys():
            return new
        given = self.on_file(writing.declared, writing.file).get("signatures", [])
        return new.only("signatures", [one not in given for one in new.value["signatures"]])

    def warning(self, writing: Writing, sent: Parsed) -> str:
        """Whoever signed did not sign what it becomes."""
        found = _under_way(writing.file)
        if found is None or not found.signatures or not SIGNED_FOR & sent.value.keys():
            return ""
        names = ", ".join(one["member"] for one in found.signatures)
        return str(t("Esto cambia lo que ya firmaron: {names}. Al guardarlo, esas firmas dejan de valer y hay que firmar otra vez.",
                     "This changes what was already signed by {names}. Once saved, those signatures no longer count and it must be signed again.",
                     names=names))  # fmt: skip

    def arrange(self, writing: Writing, form: Form) -> Arranged:
        """The parts of the page, each with what stands beside it."""
        generic = {field["name"]: field for field in fields_for(writing.declared.Input, form)}
        found = _under_way(writing.file)
        more = {
            "step": [generic["step"], generic["step_reason"]],
            "state": _state(writing.file),
            "panel": generic["members"] | {"rows": list(_members(form))},
            "matrix": generic["options"] | {"rows": list(_options(form))},
            "child_words": generic["child_words"],
            "quotes": _quotes(writing),
            "reasons": _reasons(writing, form),
            "dissent": generic["dissent"],
            "signatures": generic["signatures"] | {"rows": list(_signatures(form, found))},
            "signed": [one["member"] for one in found.signatures] if found else [],
        }
        return Arranged([field for field in generic.values() if field["kind"] != "heading"], more)


def _under_way(file: CaseFile) -> Determination | None:
    found = current(file)
    return None if found is None or found.decision else found


def _state(file: CaseFile) -> str:
    found = current(file)
    if found is None:
        return str(t("Todavía no se convoca al comité.", "The panel has not been convened yet."))
    if found.decision:
        return str(t("Ya se decidió. Para revisarla, convoque otra vez al comité: empieza una nueva.",
                     "It is decided. To review it, convene the panel again: a new one begins."))  # fmt: skip
    if found.is_suspended:
        return str(t("Está suspendida.", "It is suspended."))
    return str(t("El comité está en marcha.", "The panel is under way."))


def _numbered(form: Form, path: str) -> list[int]:
    return numbers_of(form.typed, path) or [0]


def _members(form: Form) -> Iterator[dict[str, Any]]:
    for place, number in enumerate(_numbered(form, "members")):
        fields = row_fields(Member, form, f"members.{number}")
        yield {"position": place, "fields": list(fields.values()), "errors": form.errors_at(f"members.{number}")}


def _options(form: Form) -> Iterator[dict[str, Any]]:
    """One column an option. One of staying is proposed where none is compared yet; which one is not chosen for anybody."""
    numbers = numbers_of(form.typed, "options") or [0]
    numbers = numbers if len(numbers) > 1 else [*numbers, numbers[-1] + 1]
    rows = {number: row_fields(ComparedOption, form, f"options.{number}") for number in numbers}
    chosen = {number: fields["solution"]["value"] for number, fields in rows.items()}
    staying = {number for number, solution in chosen.items() if solution in STAY}
    if not staying:
        free = next((number for number in numbers if not chosen[number]), numbers[-1] + 1)
        rows[free] = _ways_to_stay(rows.get(free) or row_fields(ComparedOption, form, f"options.{free}"))
        staying = {free}
    typed = numbers_of(form.typed, "options")
    for place, (number, fields) in enumerate(rows.items()):
        yield {
            "position": place,
            "id": f"options.{number}",
            "stays": number in staying,
            "is_typed": number in typed,
            "fields": list(fields.values()),
            "errors": form.errors_at(f"options.{number}"),
        }


def _ways_to_stay(fields: dict[str, Any]) -> dict[str, Any]:
    """An option of which only the ways of staying can be chosen."""
    ways = [choice for choice in fields["solution"]["choices"] if choice["value"] in STAY]
    hint = t(
        "Siempre se compara una de las que se queda: elija cuál.", "One of staying is always compared: choose which."
    )
    return fields | {"solution": fields["solution"] | {"choices": ways, "hint": hint}}


def _reasons(writing: Writing, form: Form) -> list[dict[str, Any]]:
    """Each factor: how it weighs, beside how it was assessed."""
    assessed, entry = _assessed(writing.file)
    told = written(entry, authors([entry]), writing.by) if entry else None
    return [
        {
            "id": f"reasons.{number}",
            "title": in_words("bia_factor", code),
            "key": hidden(f"reasons.{number}.factor", code),
            "field": row_fields(FactorReason, form, f"reasons.{number}")["reason"],
            "errors": form.errors_at(f"reasons.{number}"),
            "assessed": _told(assessed.factors.get(code)) if assessed else None,
            "when": told,
        }
        for number, code in enumerate(FACTORS)
    ]


def _assessed(file: CaseFile) -> tuple[Assessment | None, Entry | None]:
    """The assessment last completed, else the one being written, and its latest entry."""
    found = last_completed(file) or under_way(file)
    return found, (found.completed or found.entries[-1]) if found else None


def _told(rated: dict[str, Any] | None) -> dict[str, Any] | None:
    if rated is None:
        return None
    return rated | {"risk": in_words("risk_level", rated["risk_level"]), "is_high": rated["risk_level"] == "high"}


def _quotes(writing: Writing) -> list[dict[str, Any]]:
    """What the child said, in their own words, the latest first."""
    entries = [e for e in writing.file.all("record_views", "interview") if e.get("own_words") or e.get("account")]
    latest = list(reversed(entries))[:_QUOTED]
    people = authors(latest)
    return [written(entry, people, writing.by) | _quote(entry) for entry in latest]


def _quote(entry: Entry) -> dict[str, Any]:
    if entry.act == "interview":
        about = in_words("interview_subject", entry["interview_subject"])
        return {"words": entry["account"], "about": about, "view": ""}
    about = ", ".join(str(code_list("action")[code].label) for code in entry.get("actions", []))
    return {"words": entry["own_words"], "about": about, "view": in_words("child_views", entry.get("child_views"))}


def _signatures(form: Form, found: Determination | None) -> Iterator[dict[str, Any]]:
    """One line for each member with a vote on record, and for whoever else is down as having signed."""
    typed = [
        (number, row_fields(Signature, form, f"signatures.{number}")) for number in numbers_of(form.typed, "signatures")
    ]
    lines = [(number, fields["member"]["value"], fields) for number, fields in typed if is_filled(fields["member"])]
    named = {name for _, name, _ in lines}
    free = max((number for number, _ in typed), default=-1) + 1
    for member in found.voting if found else []:
        if member["name"] not in named:
            lines.append((free, member["name"], row_fields(Signature, form, f"signatures.{free}")))
            free += 1
    for number, name, fields in lines:
        path = f"signatures.{number}"
        yield {
            "name": name,
            "key": hidden(f"{path}.member", name),
            "field": fields["signed_on"] | {"label": t("{name} firmó el", "{name} signed on", name=name)},
            "errors": form.errors_at(path) + form.errors_at(f"{path}.member"),
        }


lay_out("record_bid", DeterminationPage())
