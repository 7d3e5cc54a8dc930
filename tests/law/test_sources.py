"""Every source is in the catalogue, and says whether it binds a country, guides it, or is the project's own policy."""

import re

import pytest

from amparo.law import DEADLINES, EMERGENCY_DEADLINE, PROFILE_VERSIONS, PROFILES, RULES
from amparo.law.explain import value_source
from amparo.law.source_catalogue import BY_PROFILE, MEMBERS, PROJECT_POLICY
from amparo.law.sources import (
    FORCE_TITLES,
    FORCES,
    KIND_TITLES,
    SOURCES,
    find_force,
    find_force_in_country,
    find_force_of_hours,
    find_force_of_norm,
    find_force_of_value,
    find_sources,
    parse_source,
)
from amparo.law.value_sources_es import VALUE_SOURCES

NORMS = [*RULES.values(), *DEADLINES.values(), EMERGENCY_DEADLINE]
SOURCED = [
    (profile, name, sourced)
    for versions in PROFILE_VERSIONS.values()
    for profile in versions
    for name, sourced in profile.sourced.items()
]
LOOKS_LIKE_A_SOURCE = re.compile(
    r"Ley (?:de |sobre )?[A-Z0-9]\w+|\d+ USC \d+|\d+ CFR \d+|Constitution art\. \d+|\b[A-Z]{3,6}\b(?= \d)"
)


@pytest.mark.parametrize("norm", NORMS, ids=lambda norm: norm.id)
def test_every_source_of_a_rule_or_deadline_is_in_the_catalogue(norm):
    assert norm.sources
    for source in norm.sources:
        citation = parse_source(source)
        assert citation.key in SOURCES
        assert citation.country in {None, *MEMBERS}
    for country in MEMBERS:
        assert find_force_of_norm(norm.sources, country) in {"binds", "guides", "policy", "foreign"}
        assert find_force_in_country(norm, PROFILES[country]) in {"binds", "guides", "policy", "foreign"}


@pytest.mark.parametrize(
    ("profile", "name", "sourced"), SOURCED, ids=[f"{profile.iso3}-{name}" for profile, name, _ in SOURCED]
)
def test_every_source_of_a_profile_is_in_the_catalogue(profile, name, sourced):
    cited = find_sources(sourced.source)
    assert cited
    for mentioned in LOOKS_LIKE_A_SOURCE.findall(sourced.source):
        assert set(find_sources(mentioned)) <= set(cited), mentioned
        assert find_sources(mentioned), mentioned
    assert (find_force_of_value(sourced.source, profile.iso3) == "data") is (
        name in {"name_es", "age_of_majority", "contiguous"}
    )


def test_only_sources_that_something_cites_are_in_the_catalogue():
    cited = {parse_source(source).key for norm in NORMS for source in norm.sources}
    cited |= {source.key for _, _, sourced in SOURCED for source in find_sources(sourced.source)}
    assert set(SOURCES) - cited == {"LGDNNA", "LA"} - cited


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source.key)
def test_catalogue_is_complete_in_both_languages(source):
    assert source.title_es
    assert source.title_en
    assert bool(source.note_es) is bool(source.note_en)
    assert source.binds <= MEMBERS
    if source.kind == "national_law" and source.key != BY_PROFILE:
        assert len(source.binds) == 1
    if source.kind not in {"treaty", "national_law"}:
        assert not source.binds
    assert set(KIND_TITLES["es"]) == set(KIND_TITLES["en"]) >= {source.kind}
    assert set(FORCE_TITLES["es"]) == set(FORCE_TITLES["en"]) == set(FORCES)


def test_members_are_the_countries_with_a_profile():
    assert set(PROFILES) == MEMBERS


@pytest.mark.parametrize(
    ("key", "not_bound"),
    [("CRC", {"USA"}), ("ACHR", {"USA", "CAN", "BLZ"}), ("R51", set()), ("VCCR", set()), ("PAL", set())],
)
def test_treaties_bind_those_that_ratified_them(key, not_bound):
    assert MEMBERS - SOURCES[key].binds == not_bound


def test_the_united_states_are_bound_by_the_refugee_convention_through_its_protocol():
    assert "1967" in SOURCES["R51"].note_es
    assert "1967" in SOURCES["R51"].note_en


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("GC6 31(i)", ("GC6", "31(i)", None)),
        ("S2:143, 152", ("S2", "143, 152", None)),
        ("JGC4/23 42, 46, 52, 60", ("JGC4/23", "42, 46, 52, 60", None)),
        ("TVPRA (c)(3)(A) (USA)", ("TVPRA", "(c)(3)(A)", "USA")),
        ("LM 112-V (MEX)", ("LM", "112-V", "MEX")),
        ("LM112", ("LM", "112", None)),
        ("PP", ("PP", "", None)),
        ("country profile", ("country profile", "", None)),
    ],
)
def test_source_has_key_place_and_country(source, parts):
    assert parse_source(source) == parts


@pytest.mark.parametrize("source", ["", "GC7 1", "GC61", "gc6 1", "S9:1", "XX 1"])
def test_an_unknown_source_is_refused(source):
    with pytest.raises(ValueError, match="not in the catalogue of sources"):
        parse_source(source)


@pytest.mark.parametrize(
    ("source", "country", "force"),
    [
        ("CRC 12", "MEX", "binds"),
        ("CRC 12", "USA", "guides"),
        ("ACHR 25", "CRI", "binds"),
        ("ACHR 25", "CAN", "guides"),
        ("R51 33", "USA", "binds"),
        ("GC6 31(i)", "MEX", "guides"),
        ("OC21", "CRI", "guides"),
        ("S2:118", "USA", "guides"),
        ("CRM09", "BLZ", "guides"),
        ("TVPRA (a)(4)", "USA", "binds"),
        ("TVPRA (a)(4)", "HND", "foreign"),
        ("LM 99 (MEX)", "MEX", "binds"),
        ("LM 99 (MEX)", "GTM", "foreign"),
        ("PINA 108-a", "MEX", "foreign"),
        ("PP", "MEX", "policy"),
    ],
)
def test_force_of_a_source(source, country, force):
    assert find_force(source, country) == force


def test_the_strongest_source_gives_its_force_to_the_norm():
    assert find_force_of_norm(["PP", "GC6 29"], "MEX") == "guides"
    assert find_force_of_norm(["PP", "GC6 29", "CRC 12"], "MEX") == "binds"
    assert find_force_of_norm(["PP"], "MEX") == "policy"
    assert find_force_of_norm(["PP", "TVPRA (a)(4)"], "MEX") == "policy"
    assert find_force_of_norm(["TVPRA (a)(4)"], "MEX") == "foreign"
    assert find_force_of_norm(["LM112", "GC6 29"], "GTM") == "guides"


@pytest.mark.parametrize(
    ("rule_id", "country", "force"),
    [
        ("G07-5", "MEX", "binds"),  # LGDNNA 106
        ("G07-5", "HND", "policy"),  # national law not checked
        ("G04-1", "MEX", "binds"),
        ("G00-3", "MEX", "policy"),
        ("G22-6", "USA", "guides"),
    ],
)
def test_a_norm_of_the_country_profile_has_the_force_of_the_value(rule_id, country, force):
    assert find_force_in_country(RULES[rule_id], PROFILES[country]) == force


def test_a_deadline_has_the_force_of_the_value_that_it_reads():
    remedy = DEADLINES["remedy_window"]
    assert {
        country: find_force_in_country(remedy, PROFILES[country]) for country in ("MEX", "CAN", "USA", "SLV", "GTM")
    } == {
        "MEX": "binds",
        "CAN": "binds",
        "USA": "binds",
        "SLV": "policy",
        "GTM": "policy",
    }


@pytest.mark.parametrize("deadline", [*DEADLINES.values(), EMERGENCY_DEADLINE], ids=lambda each: each.id)
def test_the_hours_of_a_deadline_come_from_a_source_that_it_cites(deadline):
    assert deadline.hours_source in {*deadline.sources, PROJECT_POLICY}
    for profile in PROFILES.values():
        weaker = FORCES.index(find_force_of_hours(deadline, profile))
        assert weaker >= FORCES.index(find_force_in_country(deadline, profile))


@pytest.mark.parametrize(
    ("code", "country", "force"),
    [
        ("notify_protection", "MEX", "policy"),  # the law says at once
        ("consular_notification", "MEX", "policy"),  # the treaty says without delay
        ("placement_review_periodic", "MEX", "guides"),  # the treaty says periodic, the guidelines three months
        ("custody_exit", "MEX", "binds"),
        ("custody_exit", "GTM", "policy"),
        ("custody_warning", "MEX", "policy"),  # half of what the law says
        ("remedy_window", "MEX", "binds"),
        ("remedy_window", "SLV", "policy"),
        ("detention_review", "CAN", "binds"),
        ("detention_review", "MEX", "foreign"),
        ("contiguous_determination", "USA", "binds"),
    ],
)
def test_hours_have_the_force_of_what_sets_them(code, country, force):
    assert find_force_of_hours(DEADLINES[code], PROFILES[country]) == force


ENGLISH_WORDS = re.compile(
    r"\b(?:the|and|of|by|for|no|not|law|default|days|working|found|seen|represents|neighbours|against|only|rule)\b"
)


@pytest.mark.parametrize(
    ("profile", "name", "sourced"), SOURCED, ids=[f"{profile.iso3}-{name}" for profile, name, _ in SOURCED]
)
def test_the_source_of_a_value_reads_in_both_languages(profile, name, sourced):
    spanish = value_source(sourced.source, "es")
    assert value_source(sourced.source, "en") == sourced.source
    assert not ENGLISH_WORDS.search(re.sub(r"\bno\b", "", spanish)), spanish
    numbers = r"(?<![-\d])\d+(?:-\w+)?(?![\d-])"
    assert sorted(re.findall(numbers, spanish)) == sorted(re.findall(numbers, sourced.source))


def test_no_spanish_source_is_left_of_a_value_that_is_gone():
    assert set(VALUE_SOURCES) <= {sourced.source for _, _, sourced in SOURCED}
