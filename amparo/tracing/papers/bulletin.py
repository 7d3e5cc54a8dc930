"""The paper of a search bulletin: what was chosen to be said, when it ends, whom to call, and the code that proves it."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import date
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format

from amparo.ledger.codes import label
from amparo.ledger.days import local_day
from amparo.ledger.text import language, t
from amparo.registry.age import Born, age_words
from amparo.tracing.selectors.reports import Printed
from amparo.ui import present
from amparo.ui.paper_code import paper_code

_TEMPLATE = Path(__file__).parent / "bulletin.typ"
_NO_NAME = t("Niña, niño o adolescente", "Child")


def title_of(content: dict[str, Any]) -> str:
    """The name, if the bulletin says it."""
    return str(content.get("names") or _NO_NAME)


def rows_of(content: dict[str, Any]) -> list[dict[str, str]]:
    """What a bulletin says besides the name, in words, and nothing that was not chosen."""
    seen, contact = content["last_seen"], content["contact"]
    place = ", ".join(part for part in (seen["state"], str(label("nationality", seen["country"]))) if part)
    found = (
        (t("Edad", "Age"), _age(content["age"]) if "age" in content else ""),
        (t("Sexo", "Sex"), label("sex", content["sex"]) if "sex" in content else ""),
        (
            t("Nacionalidad", "Nationality"),
            ", ".join(str(label("nationality", one)) for one in content.get("nationalities", [])),
        ),
        (t("Se le vio por última vez en", "Last seen in"), place),
        (t("Última noticia", "Last news"), present.format_day(seen["on"])),
        (t("Si le ve o sabe algo, llame a", "If you see or know something, call"), contact["name"]),
        (t("Teléfono", "Telephone"), contact["phone"]),
    )
    return [{"key": str(key), "value": str(value)} for key, value in found if value]


def _age(told: dict[str, Any]) -> str:
    first, last = (date.fromisoformat(told[end]) if told[end] else None for end in ("from", "to"))
    return str(age_words(Born(first, last, told["estimate"]), present.today()))


def pdf(bulletin: Any, printed: Printed, *, base_url: str) -> bytes:
    """The bulletin as PDF."""
    return bytes(typst.compile(str(_TEMPLATE), sys_inputs=inputs_of(bulletin, printed, base_url=base_url)))


def inputs_of(bulletin: Any, printed: Printed, *, base_url: str) -> dict[str, str]:
    """What the template prints."""
    return {"paper": json.dumps(content(bulletin, printed, base_url=base_url))}


def _framed(picture: bytes) -> str:
    """A JPEG in a drawing, which the template takes as text; nothing when there is none."""
    if not picture:
        return ""
    box = 'width="600" height="600"'
    data = f"data:image/jpeg;base64,{b64encode(picture).decode()}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} viewBox="0 0 600 600"><image {box} href="{data}"/></svg>'


def content(bulletin: Any, printed: Printed, *, base_url: str) -> dict[str, Any]:
    """Everything that is printed, in words. No query."""
    code = paper_code(printed.hash)
    verify_url = base_url.rstrip("/") + reverse("verify", args=[code])
    until = date_format(local_day(bulletin.expires_at), "j M Y")
    return {
        "title": str(t("Boletín de búsqueda", "Search bulletin")),
        "language": language(),
        "demo": str(t("Demostración: personas inventadas.", "Demonstration: invented people.")) if settings.DEMO else "",
        "name": title_of(bulletin.content),
        "rows": [[row["key"], row["value"]] for row in rows_of(bulletin.content)],
        "number": printed.number,
        "picture": _framed(printed.picture),
        "until": str(t("Vale hasta el {day}. Después, destrúyalo.", "Valid until {day}. Destroy it afterwards.", day=until)),
        "care": str(t("Si le encuentra, no le detenga ni le interrogue: acompáñele y llame a la autoridad de protección. "
                      "No publique este papel en redes.",
                      "If you find the child, do not detain or question them: stay with them and call the protection "
                      "authority. Do not post this paper on social networks.")),
        "code": code,
        "verify_url": verify_url,
        "qr": present.draw_qr(verify_url, border=1),
        "check": str(t("Compruebe este papel en", "Check this paper at")),
    }  # fmt: skip
