"""Papers print a name in whatever script it is written, or say that they cannot."""

from __future__ import annotations

from ctypes import create_string_buffer
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw

import amparo.cases.papers.printing
import amparo.tracing.papers.bulletin
from amparo.ui.pdf import render_typst, unprintable_words

CASE = Path(amparo.cases.papers.printing.__file__).parent / "paper.typ"
BULLETIN = Path(amparo.tracing.papers.bulletin.__file__).parent / "bulletin.typ"
NAMES = {
    "María Ñuñez": "Libertinus", "Олександр": "Libertinus", "Γιώργος": "Libertinus", "Nguyễn Thị Ngọc": "Libertinus",
    "محمد علي": "NotoSansArabic", "דוד": "Libertinus", "አበበ በቀለ": "NotoSansEthiopic",
    "सीमा शर्मा": "NotoSansDevanagari", "সীমা খাতুন": "NotoSansBengali", "ਸਿੰਘ": "NotoSansGurmukhi",
    "தமிழ்": "NotoSansTamil", "සිංහල": "NotoSansSinhala", "မောင်": "NotoSansMyanmar", "สมชาย": "NotoSansThai",
    "សុខា": "NotoSansKhmer", "ნინო": "NotoSansGeorgian", "Արամ": "NotoSansArmenian",
    "李明": "NotoSansCJK", "さくら": "NotoSansCJK", "김민수": "NotoSansCJK",
}  # fmt: skip
BLANK: dict[str, Any] = {
    "title": "Papel", "language": "es", "demo": "", "agency": "", "sections": [], "signers": [], "norms": [],
    "labels": {"check": "c", "norms": "n", "restricted": "r"}, "code": "AB", "verify_url": "https://x.invalid",
    "qr": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>', "number": "MEX", "picture": "",
    "until": "u", "care": "k", "check": "c",
}  # fmt: skip


def written(name: str) -> dict[str, Any]:
    return BLANK | {"name": name, "child": [["Nombre", name]], "rows": [["Nombre", name]]}


def fonts_of(printed: bytes) -> set[str]:
    """The names of the fonts of what a PDF draws, without the letters before the sign of addition."""
    found = set()
    for page in pypdfium2.PdfDocument(printed):
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            buffer = create_string_buffer(200)
            raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(item.raw), buffer, 200)
            found.add(buffer.value.decode().partition("+")[2] or buffer.value.decode())
    return found


def text_of(printed: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(printed)).split())


@cache
def every_name() -> bytes:
    rows = [[str(number), name] for number, name in enumerate(NAMES)]
    return render_typst(CASE, BLANK | {"child": rows})


def test_every_script_has_its_font_and_no_letter_is_missing() -> None:
    fonts = fonts_of(every_name())
    for name, font in NAMES.items():
        assert any(one.startswith(font) for one in fonts), (name, fonts)
    assert unprintable_words(list(NAMES)) == []
    assert "no puede imprimir" not in text_of(every_name())


def test_the_words_of_every_script_can_be_read_out_of_the_paper() -> None:
    text = text_of(every_name())
    for name in ("Олександр", "Nguyễn", "李明", "さくら", "김민수", "አበበ", "ნინო"):
        assert name in text, name


@pytest.mark.parametrize("template", [CASE, BULLETIN], ids=["case", "bulletin"])
def test_what_no_font_has_is_said_on_the_paper(template: Path) -> None:
    text = text_of(render_typst(template, written("Rosa ꯃꯅ")))
    assert "Hay letras que este papel no puede imprimir (U+ABC3 U+ABC5): véase en pantalla." in text


@pytest.mark.parametrize("word", ["ꯃꯅꯤ", "ދިވެހި", "\ue000", "\U000e1234"])
def test_words_without_glyphs_are_known(word: str) -> None:
    assert unprintable_words({"rows": [["a", f"Luz {word}"]]}) == [word]


@pytest.mark.parametrize("word", ["B\u2019alam", "«Luz»", "Lu\u0301z", "😀", "क्\u200dष", "€", "–", "ñandú", "Ꞌan"])
def test_signs_and_joiners_are_no_missing_letters(word: str) -> None:
    assert unprintable_words([word]) == []
