"""The search for the family: what the law lets be searched, by which channel, and what contact needs."""

from __future__ import annotations

from typing import Any

import pytest

from amparo.cases.models import Case
from amparo.cases.selectors import file_for, visible_case
from amparo.tracing.selectors.family_search import family_search
from tests.factories import Team, actor, do, reading_as, refused, team
from tests.protection.determined import screened
from tests.protection.helpers import facts, wrong

OPEN = {"tracing_mode": "active", "tracing_channel": "red_cross", "purpose": "family_tracing", "fields": ["identity"]}


def consents(us: Team, case: Case, *purposes: str) -> None:
    given = {"decision": "granted", "given_by": "child", "own_words": "Sí"}
    do("record_consent", case.id, us.officer, purposes=list(purposes), **given)


def ready(us: Team) -> Case:
    """A child who wants the search, whose family is not implicated, and who claims nothing."""
    case = screened(us)
    do("record_international_protection", case.id, us.officer, asylum="informed_no_claim")
    do("record_family_risk", case.id, us.officer, family_implicated="no", evidence="Se evaluó")
    consents(us, case, "tracing", "family_contact")
    return case


def test_tracing_officers_see_the_case_once_a_search_is_open() -> None:
    us = team()
    case = ready(us)
    searcher = actor("tracing_officer")
    with reading_as(searcher):
        assert not Case.objects.filter(id=case.id).exists()
    sought = [{"name": "Marielos", "relation": "mother", "last_known": "Tiene un perro, Canelo"}]
    do("open_tracing", case.id, us.officer, **OPEN, sought=sought)
    assert facts(case, us.officer).tracing == "open"
    do("record_tracing_step", case.id, searcher, tracing_status="match_candidate", what="Cruz Roja halló un registro")
    assert facts(case, us.officer).tracing == "match_candidate"
    do("record_tracing_step", case.id, searcher, what="Se llamó otra vez")
    with reading_as(searcher):
        found = family_search(file_for(visible_case(case.id, by=searcher), by=searcher))
    assert (found.state, found.sought[0]["name"], len(found.steps)) == ("match_candidate", "Marielos", 3)


@pytest.mark.parametrize(
    ("before", "change", "codes"),
    [
        pytest.param(
            ("record_family_risk", {"family_implicated": "unknown", "evidence": "Falta"}),
            {},
            {"tracing_risk"},
            id="risk",
        ),
        pytest.param(
            ("screen", {"fear_of_return": "yes"}),
            {"tracing_channel": "origin_state"},
            {"tracing_channel_unsafe"},
            id="channel",
        ),
        pytest.param(
            ("record_consent", {"purposes": ["tracing"], "decision": "withdrawn", "given_by": "child"}),
            {},
            {"consent_missing"},
            id="consent",
        ),
        pytest.param(None, {"fields": ["identity", "asylum"]}, {"excess_fields"}, id="data"),
        pytest.param(
            None,
            {"fields": ["photo"], "purpose": "missing_child_search"},
            {"photo_not_authorised"},
            id="photograph",
        ),
    ],
)
def test_refused(before: tuple[str, dict[str, Any]] | None, change: dict[str, Any], codes: set[str]) -> None:
    us = team()
    case = ready(us)
    if before:
        do(before[0], case.id, us.officer, **before[1])
    assert refused("open_tracing", case.id, us.officer, **OPEN | change) == codes


def test_silent_search_where_family_may_be_implicated() -> None:
    us = team()
    case = ready(us)
    do("record_family_risk", case.id, us.officer, family_implicated="yes", evidence="La vendió su tío")
    do("open_tracing", case.id, us.officer, **OPEN | {"tracing_mode": "silent_record_only"})
    assert facts(case, us.officer).tracing == "silent_record_only"


def test_only_the_law_opens_a_search() -> None:
    us = team()
    case = ready(us)
    for status in ("open", "silent_record_only", "not_opened"):
        given = {"tracing_status": status, "what": "Se abrió"}
        assert wrong("record_tracing_step", case.id, us.officer, **given) == {"tracing_status"}
    found = {"tracing_status": "relative_located", "what": "La tía llamó"}
    assert wrong("record_tracing_step", case.id, us.officer, **found) == {"tracing_status"}
    do("record_tracing_step", case.id, us.officer, tracing_status="not_in_best_interest", what="Teme a su padre")
    assert facts(case, us.officer).tracing == "not_in_best_interest"


class TestContact:
    GIVEN = {"with_whom": "Marielos", "fields": ["identity", "family"]}  # noqa: RUF012

    def test_wanted_checked_and_safe(self) -> None:
        us = team()
        case = ready(us)
        assert refused("contact_family", case.id, us.officer, **self.GIVEN) == {
            "relationship_not_verified",
            "contact_not_safe",
        }
        do("record_contact_risk", case.id, us.officer, contact_safe="yes", reasons="Se evaluó")
        do("contact_family", case.id, us.officer, **self.GIVEN, confirmations=["supervised_contact"])
        do("record_relationship_check", case.id, us.officer, relationship_verified="yes", method=["civil_record"])
        do("contact_family", case.id, us.officer, **self.GIVEN)

    def test_never_where_the_child_is(self) -> None:
        us = team()
        case = ready(us)
        do("record_contact_risk", case.id, us.officer, contact_safe="yes", reasons="Se evaluó")
        do("record_relationship_check", case.id, us.officer, relationship_verified="yes", method=["authority"])
        told = {"fields": ["identity", "location"]}
        assert refused("contact_family", case.id, us.officer, **told) == {"excess_fields"}

    def test_child_may_refuse(self) -> None:
        us = team()
        case = ready(us)
        given = {"purposes": ["family_contact"], "decision": "withdrawn", "given_by": "child", "own_words": "No"}
        do("record_consent", case.id, us.officer, **given)
        assert "child_refuses_contact" in refused("contact_family", case.id, us.officer)


def test_verified_says_how() -> None:
    us = team()
    case = ready(us)
    given = {"relationship_verified": "yes"}
    assert wrong("record_relationship_check", case.id, us.officer, **given) == {"method"}
    do("record_relationship_check", case.id, us.officer, relationship_verified="no")
    assert facts(case, us.officer).relationship_verified == "no"
