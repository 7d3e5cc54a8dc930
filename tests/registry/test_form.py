"""The sections of the form: what each keeps, where it keeps it, and which facts it sets."""

from typing import Any, get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from amparo.cases.act import ACTS, ENVELOPE
from amparo.cases.compartments import GENERAL, HEALTH, PROTECTION, TRAFFICKING, Compartment
from amparo.cases.fact_providers import FactQuery, compute_facts
from amparo.cases.file import CaseFile, Entry, read_file
from amparo.cases.models import Case, GeneralStatement
from amparo.law import FACTS, Facts
from amparo.ledger import clock
from amparo.ledger.codes import In, code_list
from amparo.ledger.problems import BadInput
from amparo.registry import selectors
from amparo.ui.fields import field_spec
from tests.factories import Team, actor, child, do, reading_as, team

SECTIONS = [code for code, declared in ACTS.items() if declared.section]
WHOLE: dict[str, dict[str, Any]] = {
    "record_identity": {
        "names": {"given": "Ixchel María", "second_surname": "Tzoc", "own_language": "Ixchel"},
        "sex": "female",
        "gender_identity": "girl",
        "age_or_birth": {"birth_date": "2012-03-04"},
        "birth_country": "GTM",
        "birth_registered": "no",
        "nationalities": ["GTM", "MEX"],
        "statelessness": "at_risk",
        "country_origin": "GTM",
        "origin_place": "Nebaj, Quiché",
        "marks": "Cicatriz en la mano",
    },
    "record_interpreter": {
        "languages": [
            {"language": "ixl", "level": "fluent", "reads": False},
            {"language": "spa", "level": "few_words"},
        ],
        "best_language": "ixl",
        "needs_interpreter": "yes",
        "interpreter_kind": "spoken",
        "other_interpreter": "Ana Brito, Academia de Lenguas",
        "interpreter_present": "yes",
        "interpreter_mode": "phone",
        "interpreter_accepted": "yes",
    },
    "record_family": {
        "with_whom": "separated",
        "company_note": "accompanied_unverified",
        "companion_link_verified": "no",
        "companion_risk": "yes",
        "members": [
            {
                "relation": "mother",
                "names": {"given": "Juana"},
                "state": "alive",
                "whereabouts": "destination",
                "country": "USA",
            },
            {"relation": "aunt_uncle", "link": "claimed", "travels_along": True, "age_years": 30, "phone": "+502 5555"},
        ],
        "wants_to_be_with": "Su mamá",
    },
    "record_peoples": {
        "indigenous": "yes",
        "indigenous_peoples": ["ixil"],
        "community": "Nebaj",
        "afro_descendant": "no",
        "own_authorities": "wants",
        "mediator": "later",
    },
    "record_journey": {
        "home_country": "GTM",
        "home_care": "grandparents",
        "causes": ["gang_violence", "family_breakdown", "family_reunification"],
        "causes_own_words": "Me amenazaron",
        "left_on": "2026-10-01",
        "stages": [
            {"country": "GTM", "left_on": "2026-10-01", "means": ["bus"]},
            {"country": "MEX", "means": ["train"]},
        ],
        "entry_manner": "elsewhere",
        "migration_situation": "irregular_entry",
        "no_permit_causes": ["visa_cost", "exit_requirements"],
        "destination_country": "USA",
        "destination_relation": "mother",
        "destination_person": {"given": "Juana"},
        "separated_from": ["mother"],
        "separation_cause": "entrusted",
    },
    "record_documents": {
        "documents": [{"type": "birth_certificate", "seen": "photo", "held_by": "companion", "issued_by": "GTM"}],
        "needed": ["passport"],
        "late_registration": "no",
    },
    "record_circumstances": {
        "found_by": "migration",
        "found_place": "road",
        "conditions": ["guide", "no_food_water"],
        "guide": "yes",
        "stays": [{"kind": "border_post", "country": "MEX", "hours": 6, "with_adults": True}],
        "parent_detained": "no",
    },
    "record_education": {
        "school_state": "dropped_out",
        "last_grade": "primary_4",
        "left_school_causes": ["work", "cost"],
        "wants_to_study": "yes",
    },
    "record_work": {
        "work_state": "before",
        "jobs": [
            {
                "sector": "seasonal_crops",
                "hours_per_day": 10,
                "days_per_week": 6,
                "hazards": ["chemicals"],
                "pay": "piece",
            },
        ],
        "worst_forms": ["papers_kept"],
        "debt_to": "El contratista",
    },
    "record_health": {
        "seeing": "none",
        "walking": "a_lot",
        "illnesses": ["asthma"],
        "medicines": [{"name": "Salbutamol", "days_left": 2}],
        "pregnant": "no",
        "vaccination": "unknown",
        "distress": ["sleep"],
    },
    "record_earlier_contacts": {
        "contacts": [{"institution": "consulate", "country": "MEX", "outcome": "no_answer"}],
        "returned_before": "yes",
        "returns": [{"from_country": "MEX", "to_country": "GTM", "mode": "land", "on": "2025-02-03"}],
    },
}
PLACES: dict[str, set[Compartment]] = {
    "record_family": {GENERAL, PROTECTION},
    "record_journey": {GENERAL, PROTECTION},
    "record_circumstances": {GENERAL, PROTECTION},
    "record_work": {GENERAL, TRAFFICKING},
    "record_health": {HEALTH},
}


def file_of(case: Case) -> CaseFile:
    return read_file(case.id, case.country)


def facts(case: Case, us: Team) -> Facts:
    with reading_as(us.officer):
        return compute_facts(file_of(case), FactQuery(clock.now()))


@pytest.mark.parametrize("code", WHOLE)
def test_a_section_is_kept_whole_in_its_compartments(code: str) -> None:
    us = team()
    case = child(us)
    entry = do(code, case.id, us.officer, **WHOLE[code]).entry
    assert entry is not None
    assert entry.body == WHOLE[code]
    assert set(entry.parts) == PLACES.get(code, {GENERAL})


@pytest.mark.parametrize("code", [code for code in SECTIONS if code in WHOLE])
def test_every_section_may_be_left_blank(code: str) -> None:
    us = team()
    case = child(us)
    before = facts(case, us)
    do(code, case.id, us.officer)
    assert facts(case, us) == before


def test_codes_and_numbers_go_into_the_event_but_no_words_dates_or_names() -> None:
    us = team()
    event = do("record_journey", child(us).id, us.officer, **WHOLE["record_journey"]).event
    assert event is not None
    assert event.coded["causes"] == ["gang_violence", "family_breakdown", "family_reunification"]
    assert "Me amenazaron" not in str(event.coded)
    assert "2026-10-01" not in str(event.coded)
    assert "Juana" not in str(event.coded)


def test_no_word_that_hurts_is_asked() -> None:
    asked_here = [field for code in SECTIONS for field in fields_of(ACTS[code].Input)]
    used = {
        mark.name
        for field in asked_here
        for mark in (*field.metadata, *inside(field.annotation))
        if isinstance(mark, In)
    }
    assert {"indigenous_people", "functioning_level", "work_sector"} <= used
    said = [str(code.label) for name in used - {"return_mode"} for code in code_list(name).values()]
    said += [
        str(words)
        for field in asked_here
        for words in (field_spec(field).label, field_spec(field).hint, field_spec(field).why)
    ]
    heard = set(" ".join(said).lower().replace(",", " ").split())
    assert not {"menor", "menores", "ilegal", "ilegales", "deportado", "deportada"} & heard


def fields_of(model: type[BaseModel]) -> list[FieldInfo]:
    """Every field with words, those of repeated parts included."""
    found = []
    for name, info in model.model_fields.items():
        if name in ENVELOPE:
            continue
        found.append(info)
        for part in inside(info.annotation):
            if isinstance(part, type) and issubclass(part, BaseModel):
                found += fields_of(part)
    return found


def inside(annotation: Any) -> list[Any]:
    """A type and everything that it is made of."""
    return [annotation, *(part for inner in get_args(annotation) for part in inside(inner))]


def test_identity_sets_its_facts_and_completes_the_names() -> None:
    us = team()
    case = child(us, names={"given": "Ixchel", "first_surname": "Uno-" + us.agency.name})
    do("record_identity", case.id, us.officer, **WHOLE["record_identity"])
    known = facts(case, us)
    assert known.nationalities == {"GTM", "MEX"}
    assert (known.statelessness, known.country_origin) == ("at_risk", "GTM")
    assert known.birth_date is not None
    assert known.age_estimate_years is None
    with reading_as(us.officer):
        card = selectors.child_card(case, file_of(case))
    assert card.full_name.startswith("Ixchel María Uno-")
    assert card.full_name.endswith(" Tzoc")
    assert card.origin == "GTM"


@pytest.mark.parametrize(
    ("steps", "need"),
    [
        ([{}], "unknown"),
        ([{"needs_interpreter": "no"}], "none"),
        ([{"needs_interpreter": "unknown"}], "unknown"),
        ([{"needs_interpreter": "yes"}], "needed_missing"),
        ([{"needs_interpreter": "yes", "other_interpreter": "Ana"}], "needed_available"),
        ([{"needs_interpreter": "yes"}, {"other_interpreter": "Ana"}], "needed_available"),
        ([{"needs_interpreter": "yes", "other_interpreter": "Ana"}, {"interpreter_present": "no"}], "needed_missing"),
        ([{"needs_interpreter": "yes", "interpreter_present": "unknown"}], "needed_missing"),
        ([{"needs_interpreter": "yes", "interpreter_present": "yes"}], "needed_available"),
        ([{"needs_interpreter": "yes", "other_interpreter": "Ana"}, {"needs_interpreter": "no"}], "none"),
    ],
)
def test_interpreter_need(steps: list[dict[str, str]], need: str) -> None:
    us = team()
    case = child(us)
    for step in steps:
        do("record_interpreter", case.id, us.officer, **step)
    assert facts(case, us).interpreter_need == need


def test_the_family_section_sets_company_and_risk() -> None:
    us = team()
    case = child(us)
    do("record_family", case.id, us.officer, **WHOLE["record_family"])
    known = facts(case, us)
    assert (known.accompaniment, known.companion_link_verified, known.companion_risk) == ("separated", "no", "yes")


def test_siblings_found_later_are_linked_on_both_files() -> None:
    us = team()
    one, other = child(us), child(us)
    do("record_family", one.id, us.officer, siblings=[str(other.id)])
    do("record_family", one.id, us.officer, siblings=[str(other.id)])
    assert facts(one, us).siblings_in_case == facts(other, us).siblings_in_case == 1
    with pytest.raises(BadInput):
        do("record_family", one.id, us.officer, siblings=[str(one.id)])
    with pytest.raises(BadInput):
        do("record_family", one.id, us.officer, siblings=[str(child(team()).id)])


def test_the_border_writes_a_risk_that_another_officer_of_the_border_cannot_read() -> None:
    us, border = team(), actor("border_officer")
    case = child(us, by=border)
    do("record_family", case.id, border, companion_risk="yes", wants_to_be_with="Su tía")
    assert facts(case, us).companion_risk == "yes"
    with reading_as(border):
        assert file_of(case).latest("companion_risk") == "yes"
        assert "companion_risk" not in GeneralStatement.objects.get(case=case, act="record_family").body


LATE, EARLY = "2026-01-02", "2025-01-01"
ISSUED = {"issued_on": LATE, "expires_on": EARLY}


@pytest.mark.parametrize(
    ("code", "given", "path"),
    [
        (
            "record_documents",
            {"documents": [{"type": "passport", "issued_on": LATE, "expires_on": EARLY}]},
            "documents.0",
        ),
        ("record_journey", {"stages": [{"country": "MEX", "arrived_on": LATE, "left_on": EARLY}]}, "stages.0"),
        ("record_circumstances", {"stays": [{"kind": "shelter_ngo", "since": LATE, "until": EARLY}]}, "stays.0"),
        ("record_peoples", {"indigenous": "no", "indigenous_peoples": ["mam"]}, ""),
        ("record_identity", {"age_or_birth": {"birth_date": "2012-01-01", "age_years": 3}}, "age_or_birth"),
        ("record_identity", {"age_or_birth": {"birth_date": "2190-01-01"}}, "age_or_birth.birth_date"),
        ("record_identity", {"nationalities": ["QQQ"]}, "nationalities.0"),
        ("record_identity", {"nationalities": []}, "nationalities"),
        ("record_work", {"jobs": [{"sector": "farming", "hours_per_day": 25}]}, "jobs.0.hours_per_day"),
        ("record_health", {"seeing": "very"}, "seeing"),
        ("record_health", {"blood": "A"}, "blood"),
        ("record_interpreter", {"languages": [{}]}, "languages.0.language"),
        ("record_education", {"wants": "x\x00y"}, "wants"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(code: str, given: dict[str, Any], path: str) -> None:
    us = team()
    case = child(us)
    with pytest.raises(BadInput) as problem:
        do(code, case.id, us.officer, **given)
    assert [error.path for error in problem.value.errors] == [path]


def closing(*acts: str) -> Facts:
    """Facts of a file in which these acts followed each other."""
    at = clock.now()
    entries = tuple(
        Entry(id=None, act=act, seq=n, body={}, by=None, agency=None, occurred_at=at, recorded_at=at, parts={})  # type: ignore[arg-type]
        for n, act in enumerate(acts)
    )
    return compute_facts(CaseFile(None, "MEX", entries), FactQuery(at))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("acts", "status"),
    [
        (("register",), "open"),
        (("register", "close_case"), "closed"),
        (("register", "close_case", "record_reopening"), "open"),
        (("register", "close_case", "record_reopening", "close_case"), "closed"),
    ],
)
def test_case_status(acts: tuple[str, ...], status: str) -> None:
    assert closing(*acts).case_status == status


def test_the_sets_of_the_acts_are_facts() -> None:
    for code in SECTIONS:
        assert ACTS[code].sets <= FACTS.keys()
