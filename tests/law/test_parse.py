"""The order of problems, and the edges of what a request may state."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from amparo.law import InvalidRequest, Override, Params, Request, instant_text, parse_request, request_to_json
from amparo.law.predicates import within

GOOD = {"id": "r1", "action": "screen", "as_of": "2026-03-10T10:00:00-06:00", "country": "MEX"}


def problem(**changes):
    """Path of the first problem and id of the answer, with some members changed; ... removes a member."""
    value = {name: given for name, given in (GOOD | changes).items() if given is not ...}
    with pytest.raises(InvalidRequest) as raised:
        parse_request(value)
    return raised.value.path, raised.value.request_id


@pytest.mark.parametrize("value", [None, 1, "x", [], True])
def test_what_is_no_object_has_an_empty_path(value):
    with pytest.raises(InvalidRequest) as raised:
        parse_request(value)
    assert raised.value.to_json() == {"id": None, "error": {"path": "", "message": raised.value.message}}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"zeta": 1, "extra": 1, "id": 7}, "extra"),
        ({"id": ..., "action": "x"}, "id"),
        ({"action": ..., "as_of": "x"}, "action"),
        ({"as_of": "2026-02-30T10:00:00Z", "country": "VEN"}, "as_of"),
        ({"country": "VEN", "facts": {"asylum": "x"}}, "country"),
        ({"facts": None, "params": None}, "facts"),
        ({"facts": {"asylum": "x", "zeta": 1}, "params": []}, "facts.asylum"),
        ({"facts": {"zeta": 1, "asylum": "none", "aaa": 1}}, "facts.aaa"),
        ({"facts": {"nationalities": ["MEX", "MEX"]}}, "facts.nationalities"),
        ({"facts": {"siblings_in_case": True}}, "facts.siblings_in_case"),
        ({"params": {"override": {"zeta": 1}}}, "params.override.zeta"),
        ({"params": {"override": {}}}, "params.override.by_org_kind"),
        ({"params": {"override": {"by_org_kind": "nobody"}}}, "params.override.reason"),
        ({"params": {"override": {"by_org_kind": "ngo", "reason": "too short"}}}, "params.override.reason"),
        ({"params": {"dataset": {"checks": ["x"], "audience": "x"}}}, "params.dataset.audience"),
        ({"params": {"dataset": None, "fields": None}}, "params.fields"),
    ],
)
def test_first_problem(changes, path):
    assert problem(**changes)[0] == path


@pytest.mark.parametrize(
    ("given", "answered"), [("", ""), ("x" * 201, "x" * 201), (None, None), (7, None), (True, None)]
)
def test_id_is_answered_when_it_is_text(given, answered):
    assert problem(id=given) == ("id", answered)


def test_a_whole_number_may_be_written_with_a_point():
    assert parse_request(GOOD | {"facts": {"siblings_in_case": 3.0}}).facts.siblings_in_case == 3
    assert problem(facts={"siblings_in_case": 3.5})[0] == "facts.siblings_in_case"


def test_typed_request_is_written_in_the_form_of_the_specification():
    given = Override(by_org_kind="protection", reason="Revisado con la supervisión")
    at = datetime(2026, 3, 10, 10, tzinfo=ZoneInfo("America/Mexico_City"))
    request = Request(
        id="1", action="screen", as_of=at, country="MEX", params=Params(override=given, fields=frozenset({"photo"}))
    )
    written = request_to_json(request)
    assert written["as_of"] == "2026-03-10T10:00:00-06:00"
    assert written["params"]["override"] == {"by_org_kind": "protection", "reason": "Revisado con la supervisión"}
    assert written["params"]["fields"] == ["photo"]
    assert parse_request(written) == request


@pytest.mark.parametrize(
    "instant",
    [datetime.fromisoformat("2026-03-10T10:00:00"), datetime(2026, 3, 10, microsecond=1, tzinfo=UTC)],
    ids=["naive", "fraction"],
)
def test_an_instant_that_could_not_be_read_back_is_not_written(instant):
    with pytest.raises(ValueError, match="whole seconds"):
        instant_text(instant)


def test_spans_are_absolute_hours_also_when_clocks_change():
    zone = ZoneInfo("America/New_York")
    as_of, before = datetime(2026, 3, 8, 12, tzinfo=zone), datetime(2026, 3, 7, 12, tzinfo=zone)
    request = Request(id="1", action="screen", as_of=as_of, country="USA")
    assert within(request, before, 23)
    assert not within(request, before, 22)
