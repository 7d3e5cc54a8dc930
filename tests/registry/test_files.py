"""Files: what is accepted is made anew, what is not is refused in words, and at rest everything is sealed."""

import io
import zlib
from pathlib import Path

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from amparo.accounts.models import Person
from amparo.cases.models import GeneralStatement, HealthStatement
from amparo.ledger.parsing.rejected import RejectedContent
from amparo.ledger.parsing.run import Limits
from amparo.ledger.parsing.turns import OF_PARSING
from amparo.ledger.problems import BadInput, InProgress, NotVisible
from amparo.registry import reencode, selectors
from amparo.registry.files import _path, read_stored, store_file
from amparo.registry.reencode import MAX_BYTES, MAX_PIXELS, MAX_SIDE, rebuild
from tests.callers import signed_in, with_token
from tests.factories import actor, child, do, reading_as, team
from tests.house.database import connected

DATA = Path(__file__).parent / "data"
HEIC = (DATA / "phone.heic").read_bytes()  # 64 × 48, with a place, as telephones make them
HTML = b"<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(form: str = "JPEG", size: tuple[int, int] = (64, 48), **how: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, form, **how)
    return out.getvalue()


def with_place() -> bytes:
    """A photograph that knows where and with what it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x010F] = "Marca"
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (19.0, 25.0, 57.0), 3: "W", 4: (99.0, 7.0, 59.0)})
    return picture(exif=exif)


def pdf(pages: int = 1) -> bytes:
    out = io.BytesIO()
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    document.save(out)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of 400 million pixels in some kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    header = (20_000).to_bytes(4) + (20_000).to_bytes(4) + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
        + chunk(b"IEND", b"")
    )


def heic_of(width: int, height: int) -> bytes:
    """The same picture, which says that it is larger."""
    at = HEIC.index(b"ispe") + 8
    return HEIC[:at] + width.to_bytes(4) + height.to_bytes(4) + HEIC[at + 8 :]


def test_the_photographs_of_telephones_become_jpeg_without_place_and_device() -> None:
    assert b"Marca" in HEIC
    made = rebuild(HEIC + HTML)
    again = Image.open(io.BytesIO(made.content))
    assert (made.media_type, again.size) == ("image/jpeg", (64, 48))
    assert not again.getexif()
    assert b"Marca" not in made.content
    assert b"<script" not in made.content


@given(
    st.lists(st.tuples(st.integers(12, len(HEIC) - 1), st.integers(0, 255)), min_size=1, max_size=20),
    st.integers(0, 600),
)
def test_a_hostile_heic_is_refused_or_harmless(changes: list[tuple[int, int]], cut: int) -> None:
    hostile = bytearray(HEIC)
    for place, value in changes:
        hostile[place] = value
    try:
        made = rebuild(bytes(hostile[: len(hostile) - cut]))
    except RejectedContent as refused:
        told = refused.why
    else:
        told = str(Image.open(io.BytesIO(made.content)).format)
    assert told in {"damaged", "too_many_pixels", "JPEG"}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_pictures_become_jpeg(form: str) -> None:
    made = rebuild(picture(form))
    assert made.media_type == "image/jpeg"
    assert Image.open(io.BytesIO(made.content)).size == (64, 48)


def test_place_and_device_are_gone_and_the_picture_stands_upright() -> None:
    original = with_place()
    assert Image.open(io.BytesIO(original)).getexif().get_ifd(0x8825)
    made = rebuild(original).content
    again = Image.open(io.BytesIO(made))
    assert not again.getexif()
    assert again.size == (48, 64)
    assert b"Marca" not in made
    assert b"Exif" not in made


def test_large_pictures_are_made_smaller() -> None:
    assert Image.open(io.BytesIO(rebuild(picture(size=(6000, 4000))).content)).size[0] == MAX_SIDE


def test_a_long_screenshot_keeps_a_width_that_can_be_read() -> None:
    made = Image.open(io.BytesIO(rebuild(picture("PNG", (1080, 14_000))).content))
    assert made.width >= 900
    assert made.height == pytest.approx(made.width * 14_000 / 1080, abs=20)


def test_a_grey_picture_of_sixteen_bits_keeps_its_tones() -> None:
    out = io.BytesIO()
    row = b"\x00\x40" * 32 + b"\x00\xc0" * 32
    Image.frombytes("I;16", (64, 64), row * 64).save(out, "PNG")
    made = Image.open(io.BytesIO(rebuild(out.getvalue()).content)).convert("L")
    assert [made.getpixel((at, 32)) for at in (8, 56)] == pytest.approx([0x40, 0xC0], abs=3)


FORM_FIELDS = {
    "typed": "/FT/Tx/T(a)/V(ESCRITO)/DA(/F1 24 Tf 0 g)/AP<</N 7 0 R>>",
    "typed, without appearance": "/FT/Tx/T(a)/V(ESCRITO)/DA(/F1 24 Tf 0 g)",
    "ticked": "/FT/Btn/T(a)/V/Si/AS/Si/AP<</N<</Si 7 0 R>>>>",
    "chosen": "/FT/Ch/Ff 131072/T(a)/V(ESCRITO)/Opt[(ESCRITO)(OTRO)]/DA(/F1 24 Tf 0 g)",
    "signed": "/FT/Sig/T(a)/AP<</N 7 0 R>>",
    "stamped": "/Subtype/Stamp/AP<</N 7 0 R>>",
}


def form_of(field: str) -> bytes:
    """A PDF of one page whose only mark is a field that somebody filled in."""
    kind = "" if "/Subtype" in field else "/Subtype/Widget"
    drawn = "BT /F1 24 Tf 0 g 4 8 Td (ESCRITO) Tj ET"
    font = "/Resources<</Font<</F1 5 0 R>>>>"
    parts = [
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/DR<</Font<</F1 5 0 R>>>>/DA(/F1 24 Tf 0 g)>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]{font}/Contents 4 0 R/Annots[6 0 R]>>",
        "<</Length 0>>stream\n\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Type/Annot{kind}/Rect[40 60 360 100]/F 4/P 3 0 R{field}>>",
        f"<</Type/XObject/Subtype/Form/BBox[0 0 320 40]{font}/Length {len(drawn)}>>stream\n{drawn}\nendstream",
    ]
    objects = "".join(f"{at} 0 obj\n{part}\nendobj\n" for at, part in enumerate(parts, 1))
    return f"%PDF-1.6\n{objects}trailer<</Size 8/Root 1 0 R>>\n%%EOF".encode()


@pytest.mark.parametrize("field", FORM_FIELDS.values(), ids=FORM_FIELDS)
def test_what_was_filled_into_a_pdf_is_drawn_in_what_is_kept(field: str) -> None:
    page = pypdfium2.PdfDocument(rebuild(form_of(field)).content)[0].render().to_pil().convert("L")
    assert sum(tone < 100 for tone in page.tobytes()) > 100


def test_transparency_lies_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")
    assert Image.open(io.BytesIO(rebuild(out.getvalue()).content)).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("hidden", [HTML, SVG, b"PK\x03\x04 archive", pdf()], ids=["html", "svg", "zip", "pdf"])
def test_what_hides_behind_a_picture_is_left_behind(hidden: bytes) -> None:
    made = rebuild(picture() + hidden).content
    assert hidden not in made
    assert b"<script" not in made


def test_pdf_pages_become_pictures() -> None:
    made = rebuild(pdf(3) + HTML)
    again = pypdfium2.PdfDocument(made.content)
    assert (made.media_type, len(again)) == ("application/pdf", 3)
    assert again[0].get_textpage().count_chars() == 0
    assert b"<script" not in made.content


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
        (picture(size=(400, 300))[:-400], "damaged"),
        (picture("PNG")[:60], "damaged"),
        (bomb(), "too_many_pixels"),
        (SVG, "unknown"),
        (HTML, "unknown"),
        (b"MZ\x90\x00" + bytes(500), "unknown"),
        (b"\x7fELF" + bytes(500), "unknown"),
        (HTML + pdf(), "unknown"),
        (b"GIF89a" + bytes(50), "unknown"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(50), "damaged"),
        (HEIC[:-30], "damaged"),
        (heic_of(9000, 6000), "damaged"),
        ((DATA / "large.heic").read_bytes(), "too_many_pixels"),
        (pdf(21), "too_many_pages"),
        (pdf()[:80], "damaged"),
        (b"%PDF-1.7\n" + bytes(2000), "damaged"),
    ],
    ids=[
        "empty", "large", "cut jpeg", "cut png", "bomb", "svg", "html", "exe", "elf", "html before pdf", "gif", "heic",
        "cut heic", "lying heic", "54 million pixels", "21 pages", "cut pdf", "pdf in name",
    ],
)  # fmt: skip
def test_bad_files_are_refused(content: bytes, why: str) -> None:
    with pytest.raises(RejectedContent) as refused:
        rebuild(content)
    assert refused.value.why == why


def pdf_with_attachment() -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.new_attachment("denuncia.txt").set_data(b"Lo que dijo")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_with_annotation(subtype: str, words: str) -> bytes:
    """A page with one annotation, by hand: the reader finds the parts of such a file without their table."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [4 0 R] >>",
        f"<< /Type /Annot /Subtype /{subtype} /Rect [10 10 40 40] /Contents ({words}) >>",
    ]
    body = "".join(f"{number} 0 obj {text} endobj\n" for number, text in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer << /Root 1 0 R /Size 5 >>\n%%EOF".encode()


def moving(form: str) -> bytes:
    out, frames = io.BytesIO(), [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (pdf_with_attachment(), "attachments"),
        (pdf_with_annotation("Text", "El padre la golpea"), "notes"),
        (pdf_with_annotation("Highlight", "Aquí miente"), "notes"),
        (moving("PNG"), "moving"),
        (moving("WEBP"), "moving"),
    ],
)  # fmt: skip
def test_what_would_be_lost_without_a_word_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(RejectedContent) as problem:
        rebuild(content)
    assert problem.value.why == why


@pytest.mark.parametrize(("subtype", "words"), [("Link", "Ver mapa"), ("Text", "")])
def test_an_annotation_that_says_nothing_of_its_own_is_no_reason(subtype: str, words: str) -> None:
    assert rebuild(pdf_with_annotation(subtype, words)).media_type == "application/pdf"


def slow_pdf() -> bytes:
    """A page on which three million lines are drawn, packed into some kilobytes."""
    drawn = zlib.compress(b"0 0 m 595 842 l S\n" * 3_000_000, 9)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(drawn), drawn),
    ]
    body = b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, part) for n, part in enumerate(parts, 1))
    return body + b"trailer << /Size 5 /Root 1 0 R >>\n%%EOF"


def test_a_pdf_that_takes_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reencode, "LIMITS", Limits(seconds=1, memory_bytes=reencode.LIMITS.memory_bytes))
    content = slow_pdf()
    assert len(content) < 1_000_000
    with pytest.raises(RejectedContent) as refused:
        rebuild(content)
    assert refused.value.why == "too_complex"


def test_fifty_million_pixels_are_drawn_and_no_more_decoded() -> None:
    most, more = (picture("PNG", size=(MAX_PIXELS // 5000, rows), compress_level=1) for rows in (5000, 5001))
    assert Image.open(io.BytesIO(rebuild(most).content)).size[0] == MAX_SIDE
    with pytest.raises(RejectedContent) as refused:
        rebuild(more)
    assert refused.value.why == "too_many_pixels"


def test_text_that_grows_within_a_picture_is_not_unpacked() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    plain = picture("PNG")
    grows = chunk(b"zTXt", b"note\0\0" + zlib.compress(bytes(400_000_000), 9))
    with pytest.raises(RejectedContent):
        rebuild(plain[:33] + grows + plain[33:])


def test_a_second_file_of_one_person_waits_for_the_first() -> None:
    us = team()
    case = child(us)
    with connected("web") as elsewhere, reading_as(us.officer):
        elsewhere.execute("select pg_advisory_lock(%s, hashtext(%s))", [OF_PARSING, str(us.officer.id)])
        with pytest.raises(InProgress):
            store_file(case, content=picture(), kind="photograph", by=us.officer)
        elsewhere.execute("select pg_advisory_unlock_all()")  # a server notices late that a connection was closed
    with reading_as(us.officer):
        assert store_file(case, content=picture(), kind="photograph", by=us.officer).size_bytes


def test_a_refusal_says_what_is_accepted() -> None:
    us = team()
    case = child(us)
    with reading_as(us.officer), pytest.raises(BadInput) as problem:
        store_file(case, content=SVG, kind="other", by=us.officer)
    words = str(problem.value.errors[0].message)
    assert "no es una foto ni un PDF" in words
    assert "JPEG, PNG, WebP o HEIC" in words


def test_at_rest_a_file_is_sealed_and_its_name_tells_nothing() -> None:
    us = team()
    case = child(us)
    with reading_as(us.officer):
        row = store_file(case, content=picture(), kind="identity_document", by=us.officer)
        kept, content = read_stored(row.id, by=us.officer)
    sealed = _path(row).read_bytes()
    assert b"JFIF" not in sealed
    assert content.startswith(b"\xff\xd8")
    assert str(row.id) not in str(_path(row))
    assert kept.size_bytes == len(content)


def test_an_upload_is_seen_by_nobody_else_until_it_is_on_record() -> None:
    us = team()
    case = child(us)
    with reading_as(us.officer):
        row = store_file(case, content=picture(), kind="identity_document", by=us.officer)
    with reading_as(us.supervisor), pytest.raises(NotVisible):
        read_stored(row.id, by=us.supervisor)
    do("record_file", case.id, us.officer, file=str(row.id), kind="identity_document")
    with reading_as(us.supervisor):
        assert read_stored(row.id, by=us.supervisor)[1]
        assert [file.id for file in selectors.readable_files(case, by=us.supervisor)] == [row.id]


def test_a_health_document_is_hidden_from_who_lacks_the_compartment() -> None:
    us, border = team(), actor("border_officer")
    case = child(us, by=border)
    with reading_as(us.officer):
        row = store_file(case, content=picture(), kind="health_document", by=us.officer)
    do("record_file", case.id, us.officer, file=str(row.id), kind="health_document", about="Receta")
    with reading_as(border):
        assert selectors.readable_files(case, by=border) == []
        assert not GeneralStatement.objects.filter(case=case, act="record_file").exists()
        with pytest.raises(NotVisible):
            read_stored(row.id, by=border)
    with reading_as(us.officer):
        assert HealthStatement.objects.get(case=case, act="record_file").body["about"] == "Receta"


def test_a_file_of_another_case_cannot_be_put_on_record() -> None:
    us = team()
    case, other = child(us), child(us)
    with reading_as(us.officer):
        row = store_file(other, content=picture(), kind="photograph", by=us.officer)
    with pytest.raises(BadInput):
        do("record_photograph", case.id, us.officer, file=str(row.id), purpose="identification")
    do("record_photograph", other.id, us.officer, file=str(row.id), purpose="identification")
    with pytest.raises(BadInput):
        do("record_photograph", other.id, us.officer, file=str(row.id), purpose="identification")


def test_strangers_can_neither_keep_nor_read() -> None:
    us, stranger = team(), actor("protection_officer")
    case = child(us)
    with reading_as(us.officer):
        row = store_file(case, content=picture(), kind="other", by=us.officer)
    with reading_as(stranger):
        with pytest.raises(NotVisible):
            store_file(case, content=picture(), kind="other", by=stranger)
        with pytest.raises(NotVisible):
            read_stored(row.id, by=stranger)


def test_a_kind_of_file_must_be_one() -> None:
    us = team()
    case = child(us)
    with reading_as(us.officer), pytest.raises(BadInput) as problem:
        store_file(case, content=picture(), kind="selfie", by=us.officer)
    assert problem.value.errors[0].path == "kind"


def test_two_pictures_in_one_file_leave_the_first() -> None:
    out = io.BytesIO()
    first, second = Image.new("RGB", (40, 30), "red"), Image.new("RGB", (40, 30), "blue")
    first.save(out, "MPO", save_all=True, append_images=[second])
    made = Image.open(io.BytesIO(rebuild(out.getvalue()).content))
    assert made.size == (40, 30)
    assert made.getpixel((5, 5))[0] > 200


@pytest.mark.usefixtures("open_house")
@pytest.mark.parametrize(("kind", "content"), [("protection_document", pdf()), ("photograph", picture())])
def test_what_a_file_is_about_is_shown_beside_it(kind: str, content: bytes) -> None:
    us = team()
    case = child(us)
    client = signed_in(Person.objects.get(id=us.officer.id))
    path, about = f"/cases/{case.id}/files/", "Acta que trajo su tía"
    sent = {"kind": kind, "about": about, "file": SimpleUploadedFile("x", content)}
    assert client.post(path, sent).status_code == 302
    assert about in client.get(path).content.decode()
    listed = with_token(Person.objects.get(id=us.officer.id)).get(f"/api/v1/cases/{case.id}/files").json()["items"]
    assert [row["about"] for row in listed] == [about]
