"""What browsers load and what templates say: read from files, no database and no browser."""

import gzip
import json
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("open_house")

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "amparo/ui/static/amparo"
PAGES = sorted((ROOT / "amparo").rglob("templates/**/*.html"))
NAMES = {"Amparo", "English", "Español"}  # the same in every language
SPOKEN = r'\b(?:aria-label|title|placeholder|alt|label|content)="([^"]*)"'
MACHINE_META = re.compile(r'<meta name="(?:viewport|theme-color|robots|referrer|format-detection)"[^>]*>')


def gzipped(*names: str) -> int:
    return sum(len(gzip.compress((BUILT / name).read_bytes())) for name in names)


def spoken(source: str) -> list[str]:
    """Words of a template that reach a person without `{% t %}` or `{% blockt %}`."""
    source = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}|<!--.*?-->", "", source, flags=re.DOTALL)
    source = re.sub(r"{% blockt\b.*?{% endblockt %}", "", source, flags=re.DOTALL)
    source = MACHINE_META.sub("", source)
    inside = [tag for tag in re.findall(r"{[%{].*?[%}]}", source, flags=re.DOTALL) if not tag.startswith("{% t ")]
    quoted = [
        text for tag in inside for text in re.findall(r'"([^"]*)"', tag) if re.search(r"[A-ZÁÉÍÓÚÑ¿¡]|\w \w", text)
    ]
    source = re.sub(r"{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL)
    attributes = re.findall(SPOKEN, source)
    text = re.sub(r"<[^>]*>", "\n", source)
    words = [word for part in (*attributes, text, *quoted) for word in re.findall(r"[^\W\d_]{2,}", part)]
    return [word for word in words if word not in NAMES]


def test_budget_of_the_first_page() -> None:
    assert gzipped("amparo.css") <= 25_000
    assert gzipped("amparo.js") <= 35_000
    font = (BUILT / "fonts/atkinson-hyperlegible-next.woff2").stat().st_size
    page = 25_000  # the longest first page, as sent
    assert gzipped("amparo.css", "amparo.js", "mark.svg", "favicon.svg") + font + page <= 150_000


def test_no_protected_font_or_crest_is_published() -> None:
    names = [path.name.lower() for path in BUILT.rglob("*")]
    assert not [name for name in names if re.search(r"crest|crown|gds|govuk|moj|light-|bold-", name)]
    css = (BUILT / "amparo.css").read_text()
    assert "GDS Transport" not in css
    assert re.findall(r"@font-face\{[^}]*?font-family:\s*([^;]+);", css) == ["Atkinson Hyperlegible Next"]
    assert re.findall(r"url\(([^)]*)\)", css) == ["fonts/atkinson-hyperlegible-next.woff2"]
    assert "SIL OPEN FONT LICENSE" in (BUILT / "fonts/OFL.txt").read_text()


def test_every_class_of_the_components_in_use_has_a_rule() -> None:
    ruled = set(re.findall(r"\.(govuk-[a-zA-Z0-9_-]+)", (BUILT / "amparo.css").read_text()))
    used = {name for page in PAGES for name in re.findall(r"govuk-[a-z0-9_-]+[a-z0-9]", page.read_text())}
    bare = {
        "govuk-checkboxes",
        "govuk-radios",
        "govuk-password-input",
        "govuk-file-upload--error",
        "govuk-input--width",
    }
    assert {name for name in used - ruled - bare if not name.startswith("govuk-js-")} == set()


@pytest.mark.parametrize("name", ["amparo.css", "amparo.js", "mark.svg", "favicon.svg"])
def test_nothing_is_fetched_from_elsewhere(name: str) -> None:
    source = re.sub(r"/\*.*?\*/", "", (BUILT / name).read_text(), flags=re.DOTALL)
    assert not [url for url in re.findall(r"https?://[^\s\"'`)]+", source) if not url.startswith("http://www.w3.org/")]
    assert not re.search(r"url\([\"']?(?://|data:)|@import", source)


def test_lock_file_names_no_host() -> None:
    lock = (ROOT / "frontend/package-lock.json").read_text()
    assert "://" not in lock
    packages = json.loads(lock)["packages"]
    assert all(p.get("integrity") for path, p in packages.items() if path)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_template_speaks_both_languages_and_holds_no_script(page: Path) -> None:
    source = page.read_text()
    assert spoken(source) == []
    html = re.sub(r"{%.*?%}", "", source)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", html)
    assert not re.search(r"{%\s*(?:trans|translate|blocktrans|blocktranslate)\b", source)


def test_the_scanner_sees_untranslated_words() -> None:
    source = '<p>Hola {{ x|default:"Nada" }}</p><img alt="Foto"><b>{% t "Sí" "Yes" %}</b>{% tag "Uno" %} Amparo'
    assert spoken(source) == ["Foto", "Hola", "Nada", "Uno"]


def test_words_we_do_not_use() -> None:
    sources = [*PAGES, *(ROOT / "amparo/desk/gallery").glob("*.py"), ROOT / "amparo/ui/templatetags/components.py"]
    unwanted = re.compile(r"\b(menor(?:es)?(?! de)|ilegal(?:es)?|deportad[oa]s?)\b", re.IGNORECASE)
    assert {p.name: unwanted.findall(p.read_text()) for p in sources if unwanted.search(p.read_text())} == {}


def test_sensitive_words_are_in_no_page_title() -> None:
    titles = [t for p in PAGES for t in re.findall(r"{% block title %}(.*?){% endblock", p.read_text())]
    assert not [t for t in titles if re.search(r"trata\b|traffick|refugi|asyl|violen|abus", t, re.IGNORECASE)]


def test_every_component_is_in_the_gallery() -> None:
    registered = re.findall(
        r"@register\.inclusion_tag\([^)]*\)\ndef (\w+)", (ROOT / "amparo/ui/templatetags/components.py").read_text()
    )
    shown = "".join(page.read_text() for page in PAGES if page.name in ("gallery.html", "case.html"))
    assert [name for name in registered if not re.search(rf"{{% {name}\b", shown)] == []
