"""Papers: what was decided, to be printed and signed, each with a code that leads to the hash of its event."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
import typst
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.translation import get_language

from amparo.core import clock
from amparo.core.actor import Actor
from amparo.core.codes import label
from amparo.core.facts import Question
from amparo.core.file import CaseFile, Entry
from amparo.core.models import Case, Event
from amparo.core.text import t
from amparo.protection.best_interests import decision_paper
from amparo.protection.selectors import placement_order, screening_sheet
from amparo.registry.selectors import child_card
from amparo.web import present

_TEMPLATE = Path(__file__).parent / "paper.typ"
CODE_LENGTH = 20
_GROUPS = 4


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper: a heading, rows of question and answer, paragraphs."""

    heading: str
    rows: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper: its title, which acts it is the paper of, and how its content is read from the file."""

    slug: str
    title: str
    acts: tuple[str, ...]
    sections: Callable[[CaseFile, Actor], list[Section]]
    signers: tuple[str, ...] = ()


def code_of(event: Event) -> str:
    """The code printed on a paper: the first eighty bits of the event's hash, in groups that can be read aloud.

    >>> code_of(Event(hash="0123456789abcdef0123" + "0" * 44))
    '0123-4567-89AB-CDEF-0123'
    """
    digits = event.hash[:CODE_LENGTH].upper()
    return "-".join(digits[place : place + _GROUPS] for place in range(0, CODE_LENGTH, _GROUPS))


def is_genuine(code: str) -> bool:
    """Whether an event of this node has this code. Says nothing else. One query."""
    digits = code.replace("-", "").replace(" ", "").lower()
    if len(digits) != CODE_LENGTH or any(digit not in "0123456789abcdef" for digit in digits):
        return False
    with connection.cursor() as cursor:
        cursor.execute("select app_event_exists(%s)", [digits])
        return bool(cursor.fetchone()[0])


def available(file: CaseFile) -> list[Paper]:
    """The papers whose act is on file."""
    return [paper for paper in PAPERS.values() if file.last(*paper.acts)]


def pdf(paper: Paper, case: Case, file: CaseFile, *, by: Actor, base_url: str) -> bytes:
    """The paper as PDF, in the reader's language. Raises `LookupError` when its act is not on file."""
    entry = file.last(*paper.acts)
    event = Event.objects.filter(case=case.id, seq=entry.seq).first() if entry else None
    if entry is None or event is None:
        raise LookupError(paper.slug)
    code = code_of(event)
    verify_url = base_url.rstrip("/") + reverse("verify", args=[code])
    content = {
        "title": str(paper.title),
        "language": (get_language() or "es")[:2],
        "agency": by.agency_name,
        "demo": str(t("Demostración: personas inventadas.", "Demonstration: invented people."))
        if settings.DEMO
        else "",
        "child": _child(case, file, entry, by),
        "sections": [_plain(section) for section in paper.sections(file, by)],
        "signers": [str(name) for name in paper.signers],
        "code": code,
        "verify_url": verify_url,
        "qr": _qr(verify_url),
        "labels": {"check": str(t("Compruebe este papel en", "Check this paper at"))},
    }
    return typst.compile(str(_TEMPLATE), sys_inputs={"paper": json.dumps(content)})


def _plain(section: Section) -> dict[str, Any]:
    rows = [[str(key), str(value)] for key, value in section.rows if value not in (None, "")]
    return {"heading": str(section.heading), "rows": rows, "words": [str(words) for words in section.words if words]}


def _qr(url: str) -> str:
    drawn = io.BytesIO()
    segno.make(url, error="m").save(drawn, kind="svg", border=1, xmldecl=False)
    return drawn.getvalue().decode()


def _child(case: Case, file: CaseFile, entry: Entry, by: Actor) -> list[list[str]]:
    who = child_card(case, file)
    said = present.local(entry.occurred_at, by).strftime("%Y-%m-%d %H:%M")
    rows = [
        (t("Niña, niño o adolescente", "Child"), who.full_name),
        (t("Edad", "Age"), who.age),
        (t("Expediente", "Case"), case.number),
        (t("Fecha", "Date"), said),
    ]
    return [[str(key), str(value)] for key, value in rows]


def _day(text: str, by: Actor) -> str:
    return _minute(datetime.fromisoformat(text), by)


def _screening(file: CaseFile, by: Actor) -> list[Section]:
    sheet = screening_sheet(file, by=by)
    sections = [
        Section(
            part["title"],
            tuple((one["text"], " · ".join(filter(None, (one["answer"], one["note"])))) for one in part["answers"]),
        )
        for part in sheet["sections"]
        if part["answers"]
    ]
    conclusion = (
        (str(t("Perfiles", "Profiles")), ", ".join(sheet["profiles"])),
        (str(t("Derivaciones propuestas", "Proposed referrals")), ", ".join(sheet["referrals"])),
        (str(t("Sin responder", "Not answered")), ", ".join(sheet["unanswered"])),
    )
    return [Section(t("Conclusión", "Conclusion"), conclusion), *sections]


def _placement(file: CaseFile, by: Actor) -> list[Section]:
    order = placement_order(file)
    if order is None:
        return []
    rows = (
        (str(t("Lugar de cuidado", "Place of care")), order["provider"]),
        (str(t("Tipo", "Kind")), order["placement_type"]),
        (str(t("Desde", "Since")), _day(order["since"], by)),
        (str(t("Base legal", "Legal basis")), order["legal_basis"]),
        (str(t("Motivo", "Reason")), order["legal_basis_reason"]),
        (str(t("Hermanas y hermanos", "Sisters and brothers")), order["siblings"]),
        (str(t("Motivo", "Reason")), order["siblings_reason"]),
        (str(t("Indicaciones", "Instructions")), order["instructions"]),
    )
    discarded = tuple((one["option"], f"{one['why_not']} · {one['reason']}") for one in order["discarded"])
    no_detention = t(
        "El lugar es de puertas abiertas. Ninguna niña, niño o adolescente puede ser detenido por su situación migratoria.",
        "The place has open doors. No child may be detained for their migration situation.",
    )
    found = [Section(t("Orden", "Order"), rows, (str(no_detention),))]
    if discarded:
        found.append(Section(t("Opciones descartadas", "Options excluded"), discarded))
    return found


def _determination(file: CaseFile, by: Actor) -> list[Section]:
    paper = decision_paper(file, Question(clock.now()))
    return [] if paper is None else [Section(*part) for part in determination_parts(paper, by)]


def determination_parts(paper: dict[str, Any], by: Actor) -> list[tuple[Any, ...]]:
    """The parts of a determination, in the order in which they are read out."""
    signed = {one["member"]: one["signed_on"] for one in paper["signatures"]}
    remedy = paper["remedy"]
    decision = (
        (str(t("Solución", "Solution")), str(label("durable_solution", paper["solution"]))),
        (str(t("Motivos", "Grounds")), ", ".join(str(label("reason_code", code)) for code in paper["reason_codes"])),
        (str(t("Decidida", "Decided")), _minute(paper["decided_at"], by)),
        (str(t("Recurso hasta", "Remedy until")), _minute(remedy.ends_at, by) if remedy.ends_at else ""),
    )
    words = tuple(filter(None, (paper["why"], paper["follow_up"])))
    return [
        (t("Decisión", "Decision"), decision, words),
        (t("Lo que dijo la niña, niño o adolescente", "What the child said"), (), (paper["child_words"],)),
        (t("Comité", "Panel"), tuple((m["name"], _member(m, signed)) for m in paper["members"])),
        (
            t("Opciones comparadas", "Options compared"),
            tuple((str(label("durable_solution", o["solution"])), _option(o)) for o in paper["options"]),
        ),
        (
            t("Razones por factor", "Reasons by factor"),
            tuple((str(label("bia_factor", code)), reason) for code, reason in paper["reasons"].items()),
        ),
        (t("Votos particulares", "Dissent"), (), (paper["dissent"],)),
    ]


def _member(member: dict[str, Any], signed: dict[str, str]) -> str:
    said = [
        str(label("panel_role", member["role"])),
        str(label("discipline", member["discipline"])),
        str(label("org_kind", member["org_kind"])),
    ]
    if member.get("vote"):
        said.append(str(label("panel_vote", member["vote"])))
    if member["name"] in signed:
        said.append(str(t("firmó el {day}", "signed on {day}", day=signed[member["name"]])))
    return " · ".join(said)


def _option(option: dict[str, Any]) -> str:
    told = (
        (t("A favor", "In favour"), "in_favour"),
        (t("En contra", "Against"), "against"),
        (t("Opinión de la niña o niño", "The child's view"), "child_view"),
        (t("Motivos", "Reasons"), "reasons"),
        (t("Riesgos", "Risks"), "risk"),
    )
    return "\n".join(f"{words}: {option[name]}" for words, name in told if option.get(name))


def _minute(instant: datetime, by: Actor) -> str:
    return present.local(instant, by).strftime("%Y-%m-%d %H:%M")


PAPERS: dict[str, Paper] = {
    paper.slug: paper
    for paper in (
        Paper(
            "screening-sheet",
            t("Hoja de tamizaje", "Screening sheet"),
            ("complete_screening", "screen"),
            _screening,
            (t("Quien entrevistó", "Interviewer"),),
        ),
        Paper(
            "determination",
            t("Determinación del interés superior", "Best interests determination"),
            ("decide_bid",),
            _determination,
            (t("Preside", "Chair"), t("Tutora o tutor", "Guardian"), t("Supervisión", "Supervisor")),
        ),
        Paper(
            "placement-order",
            t("Orden de cuidado alternativo", "Order of alternative care"),
            ("place_in_care",),
            _placement,
            (t("Autoridad de protección", "Protection authority"), t("Quien recibe", "Receiver")),
        ),
    )
}
