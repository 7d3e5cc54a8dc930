"""Kernel and tables give the same answer to every request, valid or not."""

import copy
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from amparo.law import InvalidRequest, decide_by_its_day, decision_to_json, parse_request, request_to_json
from tests.law.examples import FACTS, PARAMS, deep, requests, values
from tests.law.oracle import judge

JUNK = [
    None,
    True,
    False,
    0,
    -1,
    1.0,
    3.0,
    1.5,
    31,
    100,
    10000,
    1e300,
    "",
    " ",
    "x",
    "unknown",
    "yes",
    "MEX",
    "mex",
    "MEX\n",
    "MÉX",
    "2026-02-30",
    "2024-02-29",
    "1899-12-31",
    "2026-1-1",
    "2026-02-29T10:00:00Z",
    "2024-02-29T10:00:00Z",
    "2199-12-31T23:59:59-14:59",
    "1900-01-01T00:00:00+14:59",
    "2026-01-01T24:00:00Z",
    "2026-01-01T10:00:00.5Z",
    "2026-01-01T10:00:00+15:00",
    "2026-01-01T10:00:00-00:00",
    "2026-01-01 10:00:00Z",
    "2026-01-01T10:00:00",
    "2026-01-01T10:00:60Z",
    "2026-01-01T10:00:00Z\n",
    [],
    ["x"],
    [1, 1],
    [7, 7.0],
    [7, 30.0],
    [True],
    [None],
    [[]],
    ["MEX", "MEX"],
    ["MEX", "HND"],
    ["identity", "identity"],
    {},
    {"a": 1},
    {"by_org_kind": "protection"},
    {"by_org_kind": "protection", "reason": "corto"},
    {"by_org_kind": "nobody", "reason": 1},
    {"reason": "x" * 10, "zeta": 1, "alfa": 2},
    {"by_org_kind": "protection", "reason": "x" * 2000},
    {"by_org_kind": "protection", "reason": "x" * 2001},
    {"smallest_cell": True},
    {"checks": ["harmonised", "harmonised"], "audience": "nobody"},
    {"contributors": ["MEX"], "counting_unit": None},
]


LIFTABLE = ("register", "place_in_care", "refer_asylum", "refer_trafficking", "transfer_custody", "interview")


def answer(value):
    try:
        request = parse_request(value)
    except InvalidRequest as problem:
        answered = problem.to_json()
        assert answered["error"].pop("message")
        return answered
    return decision_to_json(request, decide_by_its_day(request))


@st.composite
def spoiled(draw):
    """A request with one to three places spoiled; many stay valid, because junk fits some fields."""
    request = draw(requests(most_changes=1))
    places = st.sampled_from(
        [(where, name) for where, fields in (("facts", FACTS), ("params", PARAMS)) for name in [*fields, "other"]]
        + [("params", name) for name in ("override", "dataset")] * 20
        + [("top", name) for name in ("id", "action", "as_of", "country", "facts", "params", "extra", "aaa")] * 5
    )
    for where, name in draw(st.lists(places, min_size=1, max_size=3)):
        target = request if where == "top" else request.setdefault(where, {})
        if not isinstance(target, dict):
            continue
        if draw(st.booleans()) or where != "top":
            target[name] = copy.deepcopy(draw(st.sampled_from(JUNK)))
        else:
            target.pop(name, None)
    return request


def test_random_requests_are_judged_alike():
    seen = Counter()

    @deep(1000)
    @given(requests())
    def check(value):
        answered = answer(value)
        assert answered == judge(value)
        seen["allowed" if answered["allowed"] else "refused"] += 1
        seen["deadlines"] += bool(answered["deadlines"])

    check()
    assert min(seen.values()) > 200, seen


def test_emergencies_and_overrides_are_judged_alike():
    seen = Counter()

    @deep(500)
    @given(requests(LIFTABLE), st.sampled_from(["yes", "yes", "unknown"]), values(PARAMS["override"]))
    def check(value, danger, override):
        value["facts"] = value.get("facts", {}) | {"immediate_danger": danger}
        value["params"] = value.get("params", {}) | {"override": override}
        answered = answer(value)
        assert answered == judge(value)
        seen["allowed with a warning"] += answered["allowed"] and bool(answered["warnings"])
        seen["to regularise"] += any(each["code"] == "emergency_regularise" for each in answered["deadlines"])
        seen["refused"] += not answered["allowed"]

    check()
    assert min(seen.values()) > 50, seen


def test_requests_far_from_any_example_are_judged_alike():
    anything = st.fixed_dictionaries({}, optional={name: values(spec) for name, spec in FACTS.items()})
    anything_done = st.fixed_dictionaries({}, optional={name: values(spec) for name, spec in PARAMS.items()})

    @deep(500)
    @given(requests(), anything, anything_done)
    def check(value, facts, params):
        far = value | {"facts": facts, "params": params}
        assert answer(far) == judge(far)

    check()


def test_invalid_requests_name_the_same_path():
    seen = Counter()

    @deep(800)
    @given(spoiled())
    def check(value):
        answered = answer(value)
        assert answered == judge(value)
        seen["error" in answered] += 1

    check()
    assert min(seen[True], seen[False]) > sum(seen.values()) // 30, seen


@deep(200)
@given(requests())
def test_request_written_out_is_the_same_request(value):
    request = parse_request(value)
    written = request_to_json(request)
    assert parse_request(written) == request
    assert request_to_json(parse_request(written)) == written
    assert judge(written) == judge(value)
    assert set(written["facts"]) == set(FACTS)
    assert set(written["params"]) == set(PARAMS)
