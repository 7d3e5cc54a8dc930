"""What is declared in one place must be answered in every other: facts, parameters, words, places, codes, columns."""

from __future__ import annotations

import ast
import csv
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pydantic import BaseModel

from amparo.accounts.models import Person
from amparo.cases.act import ACTS
from amparo.cases.compartments import Compartment
from amparo.cases.fact_providers import FACT_PROVIDERS
from amparo.cases.pages.drafting import CONTROLS
from amparo.cases.param_providers import PROVIDERS, STATED
from amparo.cases.tabs import TABS, list_tab_acts
from amparo.law import ACTIONS, DEADLINES, FACTS, PARAMS, deadline_title
from amparo.law.messages_en import MESSAGES as ENGLISH
from amparo.law.messages_es import MESSAGES as SPANISH
from amparo.ledger.codes import code_lists
from amparo.ledger.rls import POLICIES
from amparo.ui.fields import FieldSpec
from amparo.ui.forms.shape import shapes_of
from tests.factories import child, team
from tests.protection.test_sharing import partner
from tests.tracing.reports import bulletin, report

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for path in (ROOT / "amparo").rglob("*.py") if "migrations" not in path.parts)
FROZEN = Path(__file__).parent / "frozen_codes.csv"

LATER_PARAMS = {"dataset"}
LATER_ACTIONS = {"publish_statistics"}
ON_REPORTS = {code for code, act in ACTS.items() if "child" not in act.case_kinds}


def test_every_fact_has_exactly_one_provider() -> None:
    assert set(FACT_PROVIDERS) == set(FACTS)


def test_every_fact_is_set_by_some_act() -> None:
    set_by_acts = set().union(*(act.sets for act in ACTS.values()))
    assert set_by_acts == set(FACTS)


def test_every_parameter_has_an_origin() -> None:
    given = STATED | PROVIDERS.keys()
    assert set(PARAMS) - given <= LATER_PARAMS
    assert given <= set(PARAMS)


def test_stated_parameters_are_asked_by_some_act() -> None:
    asked_for = {name for act in ACTS.values() if act.kind == "action" for name in act.Input.model_fields}
    assert STATED - asked_for <= LATER_PARAMS


def test_every_action_of_the_law_is_an_act_and_reachable() -> None:
    assert set(ACTIONS) - set(ACTS) == LATER_ACTIONS
    assert {code for code, act in ACTS.items() if act.kind == "action"} <= set(ACTIONS)
    shown = Counter(code for tab in TABS.values() for code in list_tab_acts(tab))
    assert set(ACTS) - ON_REPORTS - set(shown) == set()
    assert ON_REPORTS & set(shown) == set()
    assert [code for code, n in shown.items() if n > 1] == []


@pytest.mark.parametrize("code", sorted(ACTS))
def test_names_of_acts_keep_their_form(code: str) -> None:
    act = ACTS[code]
    name = "".join(part.title() for part in code.split("_"))
    assert type(act).__name__ in (name, name.replace("Bid", "BID").replace("Bia", "BIA"))
    if code in ON_REPORTS:  # all are records: the law judges what happens to a child, not what a family tells
        assert act.kind == "record"
    else:
        assert code.startswith("record_") is (act.kind == "record")
    assert type(act).__doc__


def words_of(model: type[BaseModel], path: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for shape in shapes_of(model):
        field_spec: FieldSpec = shape.words
        for name in ("label", "hint", "why", "group"):
            if words := getattr(field_spec, name):
                found.append((f"{path}.{shape.name}.{name}", words))
        if shape.part:
            found += words_of(shape.part, f"{path}.{shape.name}")
    return found


# The same in both languages, as people say it.
SAME = {
    "Personal",
    "Total",
    "Plan",
    "Local",
    "No",
    "Material",
    "Social",
    "Civil",
    "Error",
    "Animal",
    "Natural",
    "General",
    "Factor",
}


def in_both(words: Any) -> tuple[str, str]:
    with override("es"):
        spanish = str(words)
    with override("en"):
        return spanish, str(words)


@pytest.mark.parametrize("code", sorted(ACTS))
def test_every_question_of_an_act_speaks_both_languages(code: str) -> None:
    act = ACTS[code]
    for path, words in [(code, act.title), *words_of(act.Input, code)]:
        spanish, english = in_both(words)
        assert spanish.strip(), path
        assert english.strip(), path
        assert spanish != english or spanish in SAME, f"{path}: only one language: {spanish}"


def test_every_code_speaks_both_languages() -> None:
    for codes in code_lists().values():
        for code in codes.values():
            spanish, english = in_both(code.label)
            assert spanish.strip(), code
            assert english.strip(), code
            assert not re.search(r"[a-z]_[a-z]", spanish + english), code


def test_lists_do_not_offer_two_codes_with_the_same_words() -> None:
    for name, codes in code_lists().items():
        for language in (0, 1):
            said = Counter(in_both(code.label)[language].casefold() for code in codes.values())
            assert [text for text, n in said.items() if n > 1] == [], name


def test_codes_once_used_keep_their_meaning() -> None:
    """Codes may be added. To add them to the snapshot: `python -m tests.house.freeze`."""
    with FROZEN.open(encoding="utf-8", newline="") as file:
        frozen = {(row["list_code"], row["code"]): row["label_es"] for row in csv.DictReader(file)}
    with override("es"):
        now = {(name, code): str(one.label) for name, codes in code_lists().items() for code, one in codes.items()}
    assert {key: label for key, label in frozen.items() if now.get(key) != label} == {}


def test_deadlines_and_reasons_have_words() -> None:
    assert set(SPANISH) == set(ENGLISH)
    for one in DEADLINES.values():
        assert len({*deadline_title(one.code), one.code}) == 3


@cache
def calls_of_t() -> list[tuple[str, ast.Call]]:
    found = []
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [
            (f"{path.relative_to(ROOT)}:{node.lineno}", node)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t"
        ]
    return found


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def test_every_text_is_written_in_both_languages() -> None:
    assert len(calls_of_t()) > 500
    wrong = []
    for where, call in calls_of_t():
        texts = [literal(argument) for argument in call.args]
        if any(isinstance(argument, ast.Starred) for argument in call.args):
            continue  # a pair, unpacked: in the gallery of components alone
        both = len(call.args) == 2 and all(text is None or text.strip() for text in texts)
        places = [sorted(re.findall(r"{(\w+)}", text)) for text in texts if text]
        if not both or (len(places) == 2 and places[0] != places[1]):
            wrong.append(where)
    assert wrong == []


# Words that this system does not use of children, and of anybody's way into a country.
NOT_OURS = re.compile(
    r"\bmenor(es)?\b(?! de edad)|\bilegal|\bdeporta|\billegal|\bdeport|\balien\b|\bminor\b", re.IGNORECASE
)
# Where the word means something else, or names what others do so that it can be forbidden.
MEANT = re.compile(
    r"menor (restric|grado|que|o igual)|menores? (restrictiv|a|que)\b|al menor|minor (injur|wound)"
    r"|trabajo de menores|adopción ilegal|illegal adoption"
    r"|deportación de madre|parents' detention or deportation",
    re.IGNORECASE,
)


def test_children_are_called_what_they_are() -> None:
    said = [(where, text) for where, call in calls_of_t() for argument in call.args if (text := literal(argument))]
    said += [
        (f"{one.list}.{one.code}", text)
        for codes in code_lists().values()
        for one in codes.values()
        for text in in_both(one.label)
    ]
    said += [(code, f"{m.text} {m.remedy}") for book in (SPANISH, ENGLISH) for code, m in book.items()]
    said += [
        (str(page.relative_to(ROOT)), re.sub(r"<[^>]*>", " ", page.read_text(encoding="utf-8")))
        for page in (ROOT / "amparo").rglob("templates/**/*.html")
    ]
    assert [(where, text) for where, text in said if NOT_OURS.search(MEANT.sub("", text))] == []


def test_every_model_of_a_child_names_its_compartment() -> None:
    named = {
        model._meta.db_table: getattr(model, "compartment", None)
        for model in apps.get_models()
        if model.__module__.startswith("amparo.")
    }
    protected = {table: named[table] for table in POLICIES}
    assert {table for table, where in protected.items() if where not in set(Compartment)} == set()
    pointing = {
        model._meta.db_table
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and field.related_model
        and field.related_model._meta.label == "cases.Case"
    }
    assert pointing <= set(POLICIES)


def test_no_column_holds_a_fact() -> None:
    """Facts are computed from dated statements. Names shared by chance are listed with what they hold."""
    by_chance = {"sex", "custody"}
    columns = {
        f"{model._meta.db_table}.{field.name}"
        for model in apps.get_models()
        if model._meta.db_table in POLICIES
        for field in model._meta.get_fields()
        if field.concrete and field.name in set(FACTS) - by_chance
    }
    assert columns == set()


def test_migrations_are_up_to_date() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0, stdout=StringIO())


def test_no_question_has_the_name_of_a_control_of_its_page() -> None:
    assert {
        f"{code}.{name}" for code, act in ACTS.items() for name in act.Input.model_fields if name in CONTROLS
    } == set()


class Seen(HTMLParser):
    """The text of a page as people read it, and what is spoken of its controls."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style", "template")
        self.texts += [
            value for name, value in attrs if value and name in ("aria-label", "title", "alt", "placeholder")
        ]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style", "template")

    def handle_data(self, data: str) -> None:
        if not self._hidden and data.strip():
            self.texts.append(data.strip())


def raw_codes(html: str) -> set[str]:
    """Words with an underscore among what is read: codes that nobody put into words."""
    seen = Seen()
    seen.feed(html)
    return {word for text in seen.texts for word in re.findall(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b", text)}


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    settings.DEMO = True  # elsewhere a second factor comes first


@pytest.fixture(scope="module")
def forms(django_db_blocker: Any) -> tuple[Client, str]:
    """A protection officer, signed in, and a child of theirs."""
    with django_db_blocker.unblock():
        us = team()
        case, client = child(us), Client()
        Person.objects.filter(agency=us.agency).update(name="Rosa Méndez Tun")
        client.force_login(Person.objects.get(id=us.officer.id))
        return client, str(case.id)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("code", sorted(set(ACTS) - ON_REPORTS - {"register"}))
def test_every_form_opens_and_shows_no_code(forms: tuple[Client, str], code: str, language: str) -> None:
    client, case = forms
    client.cookies["django_language"] = language
    response = client.get(reverse("case_act", args=[case, code]))
    assert response.status_code == 200
    html = response.content.decode()
    assert f'lang="{language}"' in html
    assert raw_codes(html) == set()


@pytest.fixture(scope="module")
def report_pages(django_db_blocker: Any) -> tuple[Client, str]:
    """A protection officer, signed in, and a report of a missing child, with a bulletin, that they answer for."""
    with django_db_blocker.unblock():
        us = team()
        one, client = report(us), Client()
        bulletin(one, us.officer, partner("police"), parts=["names", "sex", "age", "nationalities"])
        Person.objects.filter(agency=us.agency).update(name="Rosa Méndez Tun")
        client.force_login(Person.objects.get(id=us.officer.id))
        return client, str(one.id)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("code", sorted(ON_REPORTS))
def test_every_form_of_a_report_opens_and_shows_no_code(
    report_pages: tuple[Client, str], code: str, language: str
) -> None:
    client, one = report_pages
    client.cookies["django_language"] = language
    path = reverse("new_report") if code == "report_missing" else reverse("report_act", args=[one, code])
    response = client.get(path)
    assert response.status_code == 200
    html = response.content.decode()
    assert f'lang="{language}"' in html
    assert raw_codes(html) == set()


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    "name", ["report", "report_timeline", "report_readers", "report_files", "reports", "bulletins"]
)
def test_every_page_of_a_report_shows_no_code(report_pages: tuple[Client, str], name: str, language: str) -> None:
    client, one = report_pages
    client.cookies["django_language"] = language
    response = client.get(reverse(name, args=[one] if name.startswith("report") and name != "reports" else []))
    assert response.status_code == 200
    assert raw_codes(response.content.decode()) == set()


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    "name", ["case", "case_timeline", "case_readers", "case_files", *(f"case_tab:{slug}" for slug in TABS)]
)
def test_every_page_of_a_case_shows_no_code(forms: tuple[Client, str], name: str, language: str) -> None:
    client, case = forms
    client.cookies["django_language"] = language
    page, _, slug = name.partition(":")
    response = client.get(reverse(page, args=[case, slug] if slug else [case]))
    assert response.status_code == 200
    assert raw_codes(response.content.decode()) == set()
