"""The worked examples of the specification: the whole response, to the letter."""

from amparo.law import decide_by_its_day, decision_to_json, parse_request
from tests.law.oracle import judge


def answer(value):
    request = parse_request(value)
    return decision_to_json(request, decide_by_its_day(request))


def test_vignette(vignette):
    assert answer(vignette["request"]) == vignette["expect"]


def test_oracle_agrees_with_vignette(vignette):
    assert judge(vignette["request"]) == vignette["expect"]
