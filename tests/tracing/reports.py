"""Reports of missing children, made through the real acts."""

from __future__ import annotations

from typing import Any

from amparo.cases.models import Case
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.registry.files import store_file
from tests.factories import Team, do, reading_as, unique
from tests.registry.test_files import picture

PHONE, ADDRESS = "+504 9999 1234", "Aldea El Escondite, casa azul"


def told(us: Team, **answers: Any) -> dict[str, Any]:
    """What a mother tells of her son."""
    return {
        "names": {"given": unique("Yeison"), "first_surname": unique("Pineda")},
        "sex": "male",
        "age_or_birth": {"age_years": 9},
        "nationalities": ["HND"],
        "languages": ["spa"],
        "relatives": [{"name": "Marielos", "relation": "mother"}],
        "marks": "Lunar en la mejilla",
        "pet": "Canelo",
        "last_news_on": "2026-01-05",
        "last_news_country": "GTM",
        "urgency": "high",
        "urgency_reasons": ["young_age"],
        "consents": ["search", "sharing", "bulletin", "photograph"],
        "searcher": "family",
        "searcher_name": "Marielos Pineda",
        "relation": "mother",
        "searcher_phone": PHONE,
        "searcher_address": ADDRESS,
        "protection_agency": str(us.agency.id),
    } | answers


def report(us: Team, by: Actor | None = None, **answers: Any) -> Case:
    """A report that this team answers for."""
    return do("report_missing", None, by or us.officer, **told(us, **answers)).case


def with_photograph(of: Case, by: Actor) -> str:
    """The id of a photograph put on a report."""
    with reading_as(by):
        stored = store_file(of, content=picture(), kind="photograph", by=by)
    do("record_report_file", of.id, by, file=str(stored.id), kind="photograph")
    return str(stored.id)


def bulletin(of: Case, by: Actor, *recipients: str, **given: Any) -> str:
    """The id of a bulletin issued on a report."""
    from datetime import timedelta

    ends = (clock.now() + timedelta(days=10)).date().isoformat()
    whole = {
        "parts": ["names", "age"],
        "last_seen_country": "GTM",
        "last_seen_state": "Izabal",
        "expires_on": ends,
        "recipients": list(recipients),
    } | given
    outcome = do("issue_bulletin", of.id, by, **whole)
    assert outcome.entry
    return str(outcome.entry["bulletin"])
