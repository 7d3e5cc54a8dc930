"""The readings of the norms: of rules that exist, in both languages, with addresses, and never part of a decision."""

import re
import subprocess
import sys

import pytest

from amparo.law import DEADLINES, EMERGENCY_DEADLINE, PROFILES, RULES
from amparo.law.profiles.base import PROFILE_VALUES
from amparo.law.readings import (
    DISTANCE_TITLES,
    VERDICT_TITLES,
    find_support,
    list_international_readings,
    list_national_readings,
    list_readings,
    list_source_readings,
)
from amparo.law.sources import parse_source

READINGS = list_international_readings()
NATIONAL = [reading for country in PROFILES for reading in list_national_readings(country)]
NORM_IDS = {*RULES, *DEADLINES, EMERGENCY_DEADLINE.id}
ADDRESS = re.compile(r"https?://[\w.-]+/\S*")
NOT_FOR_READERS = re.compile(r"OVER-CLAIM|\bPP\b|\bDL:|kernel|file index")


def both(texts):
    """Whether a text is there in both languages."""
    return set(texts) == {"es", "en"} and all(texts.values())


def both_or_none(texts):
    return both(texts) or not any(texts.values())


@pytest.mark.parametrize("reading", READINGS, ids=lambda each: f"{each.source} {min(each.norms)}")
def test_reading(reading):
    assert reading.norms
    assert reading.norms <= NORM_IDS
    assert both(reading.says)
    assert both_or_none(reading.note)
    for place in reading.right_places:
        parse_source(place)
    assert bool(reading.addresses) is (reading.verdict != "unavailable")
    assert all(ADDRESS.fullmatch(address) for address in reading.addresses)
    texts = [*reading.says.values(), *reading.note.values()]
    assert not any(NOT_FOR_READERS.search(text) for text in texts)


@pytest.mark.parametrize("reading", NATIONAL, ids=lambda each: f"{each.country} {each.topic['en']}")
def test_national_reading(reading):
    assert reading.value_name in {None, *PROFILE_VALUES}
    assert all(both(texts) for texts in (reading.topic, reading.value, reading.article, reading.text))
    assert all(both_or_none(texts) for texts in (reading.value_then, reading.since, reading.note))
    assert any(reading.value_then.values()) is (reading.compared != "new")
    assert all(ADDRESS.fullmatch(address) for address in reading.addresses)
    assert not any(NOT_FOR_READERS.search(text) for text in [*reading.value.values(), *reading.note.values()])


def test_readings_are_complete():
    assert len(READINGS) == 149
    assert len(NATIONAL) == 93
    assert {reading.country for reading in NATIONAL} == set(PROFILES)
    assert [each for each in NATIONAL if not each.addresses] == [
        each for each in list_national_readings("HND") if each.article["en"] == "D.35-2013"
    ]


def test_readings_of_a_rule_and_of_a_deadline():
    assert [(each.source, each.verdict, each.distance) for each in list_readings("G00-9")] == [
        ("GC6 21, 33", "supports", "beyond"),
        ("OC21 132", "unavailable", ""),
    ]
    assert [each.distance for each in list_readings("asylum_referral")] == ["weaker"]
    assert list_readings("G00-3") == ()
    assert list_national_readings("XXX") == ()


@pytest.mark.parametrize(
    ("norm_id", "source", "support"),
    [
        ("G00-8", "CRC 12", "whole"),
        ("G02-1", "GC6 31", "beyond"),
        ("G04-3", "VCCR 36(1)(b), (c)", "beyond"),
        ("G07-1", "GC6 33", "part"),
        ("G08-6", "CRC 9", "weaker"),
        ("G10-2", "BIP", None),  # the text could not be read
        ("G01-3", "S2:125", None),  # no reading recorded
        ("G15-5", "GC6 29", "whole"),  # the reading of GC6 30 named this place, which the rule cites since
        ("G08-1", "LM 99 (MEX)", "whole"),
    ],
)
def test_support_of_a_norm_by_one_of_its_sources(norm_id, source, support):
    assert find_support(RULES[norm_id], [source]) == support


def test_the_best_of_several_sources_counts():
    assert find_support(RULES["G16-4"], ["PAL 8"]) == "beyond"
    assert find_support(RULES["G16-4"], ["PAL 8", "TVPRA (a)(2)(A)(i)"]) == "whole"
    assert find_support(RULES["G16-4"], []) is None


def test_a_reading_of_a_source_that_a_norm_no_longer_cites_is_of_none_of_its_sources():
    assert [each.source for each in list_readings("G00-15")] == ["LGDNNA 123"]
    assert list_source_readings(RULES["G00-15"], "PP") == ()


def test_spanish_is_not_the_english_text():
    alike = [each for each in READINGS if each.says["es"] == each.says["en"]]
    assert not alike


def test_words_for_verdicts_in_both_languages():
    assert set(VERDICT_TITLES["es"]) == set(VERDICT_TITLES["en"]) >= {each.verdict for each in READINGS}
    assert set(DISTANCE_TITLES["es"]) == set(DISTANCE_TITLES["en"]) >= {each.distance for each in READINGS}


def test_a_decision_imports_no_readings():
    code = "import sys, amparo.law; print('amparo.law.readings' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "False"
