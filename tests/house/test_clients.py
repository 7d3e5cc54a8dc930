"""Programs of others: the OpenAPI document is valid, and a client that is generated from it does a morning's work."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client
from httpx import WSGITransport
from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_spec_validator import OpenAPIV31SpecValidator

from amparo.accounts.models import Person
from tests.callers import new_token
from tests.factories import FOUR_ANSWERS, child, team, word
from tests.protection.test_sharing import partner
from tests.registry.test_files import picture

pytestmark = [pytest.mark.usefixtures("open_house"), pytest.mark.xdist_group("clients")]

PACKAGE = "amparo_client"


@pytest.fixture(scope="module")
def document(django_db_blocker: Any) -> dict[str, Any]:
    with django_db_blocker.unblock():
        found: dict[str, Any] = Client().get("/api/v1/openapi.json").json()
        return found


@pytest.fixture(scope="module")
def warnings_and_place(document: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Any], Path]:
    """A client generated once: what the generator could not read, and the folder of the package."""
    place = tmp_path_factory.mktemp("client")
    source = place / "openapi.json"
    source.write_text(json.dumps(document), "utf-8")
    config = Config.from_sources(
        ConfigFile(post_hooks=[]), MetaType.NONE, source, "utf-8", overwrite=True, output_path=place / PACKAGE
    )
    return list(generate(config=config)), place


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every operation: path, method, description."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def references(part: Any) -> set[str]:
    """Every reference within a part of the document."""
    if isinstance(part, list):
        return set().union(*map(references, part))
    if not isinstance(part, dict):
        return set()
    own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
    return own.union(*map(references, part.values()))


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_every_reference_leads_to_a_schema_and_every_schema_is_used(document: dict[str, Any]) -> None:
    named = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert references(document) == named


def test_every_answer_has_its_schema_and_every_problem_its_status(document: dict[str, Any]) -> None:
    assert len(list(operations(document))) > 180
    for path, method, operation in operations(document):
        taken = {parameter["name"] for parameter in operation.get("parameters", [])}
        responses, name = operation["responses"], (method, path)
        assert any(status.startswith("2") for status in responses), name
        assert {"400", "401", "403", "429", "503"} <= set(responses), name
        assert ("404" in responses) or "{" not in path, name
        assert ("422" in responses) or not ("requestBody" in operation or "limit" in taken), name
        assert ("409" in responses) is ("Idempotency-Key" in taken), name
        assert ("412" in responses) is ("If-Match" in taken), name
        assert {"Idempotency-Key"} <= taken or method == "get", name
        for status, answer in responses.items():
            [kind, *_] = answer.get("content", {"": {}})
            assert (kind == "application/problem+json") is (status >= "400"), name
            assert answer.get("content", {}).get(kind, {}).get("schema") or status == "204", name


def test_a_generator_of_clients_reads_all_of_it(
    warnings_and_place: tuple[list[Any], Path], document: dict[str, Any]
) -> None:
    warnings, place = warnings_and_place
    assert [f"{warning.header} {warning.detail}" for warning in warnings] == []
    named = {operation["operationId"] for _, _, operation in operations(document)}
    assert {module.stem for module in (place / PACKAGE / "api").glob("*/*.py")} - {"__init__"} == named


class Morning:
    """A protection officer at work with the generated client, through the whole application."""

    def __init__(self, place: Path) -> None:
        us = team()
        self.us, self.place = us, place
        self.client = self.module("client").AuthenticatedClient(
            base_url="http://localhost",
            token=new_token(Person.objects.get(id=us.officer.id)),
            raise_on_unexpected_status=True,
            httpx_args={"transport": WSGITransport(app=get_wsgi_application())},
        )

    def module(self, name: str) -> Any:
        return importlib.import_module(f"{PACKAGE}.{name}")

    def call(self, operation: str, *place: Any, status: int = 200, **given: Any) -> Any:
        """Call an operation by its name; return what the client made of the response."""
        [found] = (self.place / PACKAGE / "api").glob(f"*/{operation}.py")
        call = self.module(f"api.{found.parent.name}.{operation}").sync_detailed
        response = call(*place, client=self.client, **given)
        assert response.status_code == status, response.content
        return response.parsed

    def act(self, code: str, case: Any, **given: Any) -> Any:
        """Perform an act whose input is made as the client's own type."""
        return self.call(code, str(case), body=self.input(code, **given))

    def input(self, code: str, **given: Any) -> Any:
        name = "".join(word.capitalize() for word in code.split("_")) + "Input"
        return getattr(self.module("models"), name).from_dict(given)


@pytest.fixture
def morning(warnings_and_place: tuple[list[Any], Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Morning]:
    _, place = warnings_and_place
    monkeypatch.syspath_prepend(str(place))
    yield Morning(place)
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def test_a_generated_client_registers_screens_and_refers_a_child(morning: Morning) -> None:
    four = FOUR_ANSWERS | {"names": {"given": word(), "first_surname": word()}}
    agency = str(morning.us.agency.id)
    opened = morning.call("register", body=morning.input("register", **four, protection_agency=agency), status=201)
    morning.act("record_information_given", opened.id, topics=["rights", "process", "remedies"], understood="yes")
    asked = [{"item": "fear.asked.01", "answer": "present"}]
    screened = morning.act("screen", opened.id, answers=asked, fear_of_return="yes", private_space=True)
    assert screened.decision.allowed is True
    office = partner("refugee")
    assert office in [one.id for one in morning.call("list_choices", "institution", limit=200).items]
    referred = morning.act("refer_asylum", opened.id, institution=office, wants_asylum="yes")
    done = [event.act for event in morning.call("list_case_events", str(opened.id)).items]
    assert [code for code in done if not code.startswith("record_")] == ["register", "screen", referred.event.act]
    assert morning.call("get_case_facts", str(opened.id))["asylum"] == "wish_expressed"


def test_a_generated_client_reads_a_refusal_and_a_problem(morning: Morning) -> None:
    case = child(morning.us)
    refused = morning.call("execute_return", str(case.id), body=morning.input("execute_return"), status=409)
    assert refused.type_.endswith("/refused")
    assert refused["decision"]["allowed"] is False
    wrong = morning.call("register", body=morning.input("register", **FOUR_ANSWERS | {"age_or_birth": {}}), status=422)
    assert [error.path for error in wrong.errors]


def test_a_generated_client_files_a_picture_and_reads_it_back(morning: Morning) -> None:
    case = child(morning.us)
    upload = morning.module("types").File(payload=BytesIO(picture()), file_name="child.jpg", mime_type="image/jpeg")
    body = morning.module("models").CaseFileInput(file=upload, kind="photograph")
    morning.call("add_case_file", str(case.id), body=body, status=201)
    [listed] = morning.call("list_case_files", str(case.id)).items
    read = morning.call("get_case_file", str(case.id), str(listed.id)).payload.read()
    assert (len(read), sha256(read).hexdigest()) == (listed.size_bytes, listed.sha256)
    morning.call("get_case_file", str(child(team()).id), str(listed.id), status=404)
