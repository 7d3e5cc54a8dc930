"""The paper of a search bulletin.

Its content, expiry, whom to call, and the code that proves it.
"""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format

from amparo.ledger.codes import label
from amparo.ledger.days import local_day
from amparo.ledger.json import JsonObject
from amparo.ledger.text import language, t
from amparo.registry.age import BirthRange, age_words
from amparo.tracing.selectors.bulletins import BulletinPaperData
from amparo.ui import present
from amparo.ui.paper_code import paper_code
from amparo.ui.pdf import render_typst

if TYPE_CHECKING:
    from amparo.tracing.models.reports import Bulletin


_TEMPLATE = Path(__file__).parent / "bulletin.typ"
_NO_NAME = t("Niña, niño o adolescente", "Child")


def bulletin_title(content: JsonObject) -> str:
    """Return the name, if the bulletin contains it."""
    return str(content.get("names") or _NO_NAME)


def bulletin_rows(content: JsonObject) -> list[dict[str, str]]:
    """Return the content of a bulletin besides the name, in words."""
    seen, contact = content["last_seen"], content["contact"]
    place = ", ".join(part for part in (seen["state"], str(label("nationality", seen["country"]))) if part)
    rows = (
        (t("Edad", "Age"), _age_words(content["age"]) if "age" in content else ""),
        (t("Sexo", "Sex"), label("sex", content["sex"]) if "sex" in content else ""),
        (
            t("Nacionalidad", "Nationality"),
            ", ".join(str(label("nationality", code)) for code in content.get("nationalities", [])),
        ),
        (t("Se le vio por última vez en", "Last seen in"), place),
        (t("Última noticia", "Last news"), present.format_day(seen["on"])),
        (t("Si le ve o sabe algo, llame a", "If you see or know something, call"), contact["name"]),
        (t("Teléfono", "Telephone"), contact["phone"]),
    )
    return [{"key": str(key), "value": str(value)} for key, value in rows if value]


def _age_words(age: JsonObject) -> str:
    first, last = (date.fromisoformat(age[end]) if age[end] else None for end in ("from", "to"))
    return str(age_words(BirthRange(first, last, age["estimate"]), present.today()))


def render_pdf(bulletin: Bulletin, printed: BulletinPaperData, *, base_url: str) -> bytes:
    """Return the bulletin as PDF."""
    return render_typst(_TEMPLATE, paper_content(bulletin, printed, base_url=base_url))


def _picture_svg(picture: bytes) -> str:
    """Return a JPEG inside an SVG; blank without a picture.

    The template takes it as text.
    """
    if not picture:
        return ""
    box = 'width="600" height="600"'
    data = f"data:image/jpeg;base64,{b64encode(picture).decode()}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} viewBox="0 0 600 600"><image {box} href="{data}"/></svg>'


def paper_content(bulletin: Bulletin, printed: BulletinPaperData, *, base_url: str) -> JsonObject:
    """Return everything that is printed, in words. No query."""
    code = paper_code(printed.hash)
    verify_url = base_url.rstrip("/") + reverse("verify", args=[code])
    until = date_format(local_day(bulletin.expires_at), "j M Y")
    return {
        "title": str(t("Boletín de búsqueda", "Search bulletin")),
        "language": language(),
        "demo": str(t("Demostración: personas inventadas.",
                      "Demonstration: invented people.")) if settings.DEMO else "",
        "name": bulletin_title(bulletin.content),
        "rows": [[row["key"], row["value"]] for row in bulletin_rows(bulletin.content)],
        "number": printed.number,
        "picture": _picture_svg(printed.picture),
        "until": str(t("Vale hasta el {day}. Después, destrúyalo.", "Valid until {day}. Destroy it afterwards.",
                       day=until)),
        "care": str(t("Si le encuentra, no le detenga ni le interrogue: acompáñele y llame a la autoridad de "
                      "protección. "
                      "No publique este papel en redes.",
                      "If you find the child, do not detain or question them: stay with them and call the protection "
                      "authority. Do not post this paper on social networks.")),
        "code": code,
        "verify_url": verify_url,
        "qr": present.draw_qr(verify_url, border=1),
        "check": str(t("Compruebe este papel en", "Check this paper at")),
    }  # fmt: skip
