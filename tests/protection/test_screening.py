"""Screening: what is asked at which age, how it is scored, and that it never lowers a sign."""

from datetime import timedelta

import pytest

from amparo.cases.act import ACTS, parse_input
from amparo.cases.approvals import give_approval
from amparo.cases.models import HealthStatement, ProtectionStatement, Task, TraffickingStatement
from amparo.ledger import clock
from amparo.ledger.codes import code_list
from amparo.ledger.reader import acting_as
from amparo.protection.screening.items import items_by_section, screening_items, sections_for_age
from amparo.protection.screening.scoring import build_proposals, score_trafficking, supported_profiles
from tests.factories import actor, child, do, person, reading_as, refused, team
from tests.protection.helpers import ASKED_AT_14, OBSERVED, answers, facts, inform, wrong

STRONG = "trafficking.observed.01"
WEAK = ("trafficking.observed.02", "trafficking.observed.04", "trafficking.observed.06")
TRAFFICKING_OBSERVED = [code for code in OBSERVED if code.startswith("trafficking")]
TRAFFICKING_ASKED = [code for code in ASKED_AT_14 if code.startswith("trafficking")]


def same_answer(answer: str, *codes: str) -> dict[str, str]:
    return dict.fromkeys(codes, answer)


class TestScoring:
    @pytest.mark.parametrize(
        ("given", "age", "expected"),
        [
            pytest.param({}, 14, "not_screened", id="nothing answered"),
            pytest.param(same_answer("present", STRONG), 14, "indicators", id="one strong"),
            pytest.param(same_answer("present", *WEAK[:2]), 14, "not_screened", id="two weak"),
            pytest.param(same_answer("present", *WEAK), 14, "indicators", id="three weak"),
            pytest.param(same_answer("absent", *TRAFFICKING_OBSERVED[:6]), 14, "not_screened", id="observed alone"),
            pytest.param(same_answer("absent", *TRAFFICKING_OBSERVED[:6]), 5, "no_indicators", id="observed under six"),
            pytest.param(same_answer("absent", *TRAFFICKING_OBSERVED[:5]), 5, "not_screened", id="too few observed"),
            pytest.param(
                same_answer("absent", *TRAFFICKING_OBSERVED[:6], *TRAFFICKING_ASKED[:4]),
                14,
                "no_indicators",
                id="enough",
            ),
            pytest.param(
                same_answer("absent", *TRAFFICKING_OBSERVED[:6], *TRAFFICKING_ASKED[:3]),
                14,
                "not_screened",
                id="three asked",
            ),
            pytest.param(
                same_answer("unknown", *TRAFFICKING_OBSERVED, *TRAFFICKING_ASKED),
                14,
                "not_screened",
                id="unknown is no answer",
            ),
            pytest.param(same_answer("absent", *TRAFFICKING_OBSERVED), None, "not_screened", id="age unknown"),
        ],
    )
    def test_trafficking(self, given: dict[str, str], age: int | None, expected: str) -> None:
        assert score_trafficking(given, age) == expected

    def test_every_section_proposes_something_except_wishes(self) -> None:
        silent = {
            group
            for group, found in items_by_section().items()
            if not build_proposals({item.code: "present" for item in found})
        }
        assert silent == {"wishes"}

    def test_proposals_name_their_items(self) -> None:
        found = build_proposals(same_answer("present", "fear.asked.01", "fear.observed.06", "health.observed.01"))
        by_profile = {proposal.profile: proposal for proposal in found}
        assert by_profile["asylum_seeker"].reasons == ("fear.asked.01", "fear.observed.06")
        assert by_profile["asylum_seeker"].is_strong
        assert by_profile[""].referral == "medical"

    def test_trafficking_is_never_a_profile_by_itself(self) -> None:
        assert supported_profiles(same_answer("present", STRONG, "labour.asked.04")) == {
            "worst_forms_child_labour": ("labour.asked.04",)
        }

    def test_profiles_and_referrals_of_items_are_listed_codes(self) -> None:
        assert {item.profile for item in screening_items().values()} - {""} <= code_list("vulnerability_profile").keys()
        assert {item.referral for item in screening_items().values()} - {""} <= code_list("service").keys()
        assert screening_items().keys() == code_list("screening_item").keys()
        assert items_by_section().keys() == code_list("screening_group").keys()

    def test_sections_by_age(self) -> None:
        assert "pregnancy" not in sections_for_age(9)
        assert {item.kind for found in sections_for_age(3).values() for item in found} == {"observed"}


class TestScreen:
    def test_answers_are_kept_in_the_compartment_of_their_item(self) -> None:
        us = team()
        case = child(us)
        do(
            "screen", case.id, us.officer, private_space=True,
            answers=answers("fear.asked.01", STRONG, "health.observed.01", answer="present"),
        )  # fmt: skip
        with reading_as(us.officer):
            for table, code in (
                (ProtectionStatement, "fear.asked.01"),
                (TraffickingStatement, STRONG),
                (HealthStatement, "health.observed.01"),
            ):
                body = table.objects.get(case=case, act="screen").body
                assert [row["item"] for row in body[f"answers_{table.compartment}"]] == [code]
        found = facts(case, us.officer)
        assert (found.screening, found.fear_of_return, found.trafficking) == ("initial", "yes", "indicators")
        assert found.protection_signal_at == found.screening_at
        assert {"asylum_seeker", "uasc_unaccompanied"} <= found.profiles

    def test_questions_need_privacy_and_observations_do_not(self) -> None:
        us = team()
        case = child(us)
        assert refused("screen", case.id, us.officer, answers=answers("fear.asked.01")) == {"not_private"}
        do("screen", case.id, us.officer, answers=answers(STRONG))

    def test_questions_need_an_interpreter_where_one_is_missing(self) -> None:
        us = team()
        case = child(us)
        do("record_interpreter", case.id, us.officer, needs_interpreter="yes", interpreter_present="no")
        given = answers("fear.asked.01")
        assert refused("screen", case.id, us.officer, private_space=True, answers=given) == {"interpreter_missing"}

    def test_form_for_another_age_is_refused(self) -> None:
        us = team()
        case = child(us)
        assert refused("screen", case.id, us.officer, band="6_11", answers=answers(STRONG)) == {"item_not_for_age"}

    def test_questions_wait_for_pending_needs(self) -> None:
        us = team()
        case = child(us)
        do("record_urgent_needs", case.id, us.officer, needs=[{"need": "water_food", "state": "pending"}])
        assert refused("screen", case.id, us.officer, answers=answers(STRONG)) == {"urgent_needs_pending"}
        do("record_urgent_needs", case.id, us.officer, needs=[{"need": "water_food", "state": "attended"}])
        do("screen", case.id, us.officer, answers=answers(STRONG))

    def test_unsuitable_and_repeated_items_are_refused(self) -> None:
        us = team()
        case = child(us, age_or_birth={"age_years": 7})
        given = answers("fear.asked.01", "fear.asked.04", STRONG, STRONG)
        assert wrong("screen", case.id, us.officer, private_space=True, answers=given) == {
            "answers.1.item", "answers.3.item",
        }  # fmt: skip

    def test_mode_and_band_are_not_accepted_as_parameters(self) -> None:
        us = team()
        case = child(us)
        assert wrong("screen", case.id, us.officer, screening_mode="observed") == {"screening_mode"}
        assert wrong("screen", case.id, us.officer, form_band="all_ages") == {"form_band"}

    def test_border_officers_may_record_what_they_may_not_read(self) -> None:
        us = team()
        border = actor("border_officer")
        case = child(us, border)
        do("screen", case.id, border, answers=answers(STRONG, answer="present"))
        assert facts(case, us.officer).trafficking == "indicators"

    def test_later_screening_never_lowers_a_sign(self) -> None:
        us = team()
        case = child(us)
        do("screen", case.id, us.officer, private_space=True,
           answers=answers(STRONG, "fear.asked.01", answer="present"),
           persecution_agent="state", feared_countries=["HND"])  # fmt: skip
        do("screen", case.id, us.officer, private_space=True, fear_of_return="no", persecution_agent="none",
           answers=answers(*TRAFFICKING_OBSERVED, *TRAFFICKING_ASKED, "fear.asked.01"),
           feared_countries=["GTM"])  # fmt: skip
        found = facts(case, us.officer)
        assert (found.trafficking, found.fear_of_return, found.persecution_agent) == ("indicators", "yes", "state")
        assert found.feared_countries == {"HND", "GTM"}

    def test_absence_of_fear_counts_only_when_asked(self) -> None:
        us = team()
        case = child(us)
        do("screen", case.id, us.officer, fear_of_return="no", answers=answers(STRONG))
        assert facts(case, us.officer).fear_of_return == "unknown"
        do("screen", case.id, us.officer, private_space=True, fear_of_return="no", answers=answers("fear.asked.01"))
        assert facts(case, us.officer).fear_of_return == "no"

    def test_doubt_replaces_a_denial_and_a_feared_state_stays(self) -> None:
        us = team()
        case = child(us)
        given = {"private_space": True, "answers": answers("fear.asked.01")}
        do("screen", case.id, us.officer, **given, fear_of_return="no", persecution_agent="none")
        do("screen", case.id, us.officer, fear_of_return="unknown", persecution_agent="unknown")
        found = facts(case, us.officer)
        assert (found.fear_of_return, found.persecution_agent) == ("unknown", "unknown")
        do("screen", case.id, us.officer, persecution_agent="state")
        do("screen", case.id, us.officer, persecution_agent="family")
        assert facts(case, us.officer).persecution_agent == "state"

    def test_agent_is_not_excluded_without_asking(self) -> None:
        us = team()
        case = child(us)
        do("screen", case.id, us.officer, persecution_agent="none", answers=answers(STRONG))
        assert facts(case, us.officer).persecution_agent == "unknown"

    def test_screening_without_answers_does_not_count(self) -> None:
        us = team()
        case = child(us)
        do("screen", case.id, us.officer, immediate_danger="no")
        assert facts(case, us.officer).screening == "none"

    def test_unwanted_companion_is_a_risk(self) -> None:
        us = team()
        case = child(us)
        unwanted = answers("uasc.asked.05", answer="present")
        do("screen", case.id, us.officer, private_space=True, answers=unwanted)
        assert facts(case, us.officer).companion_risk == "yes"

    def test_professional_may_raise_the_status(self) -> None:
        us = team()
        case = child(us)
        do("screen", case.id, us.officer, trafficking="presumed", answers=answers(STRONG))
        assert facts(case, us.officer).trafficking == "presumed"
        assert wrong("screen", case.id, us.officer, trafficking="no_indicators") == {"trafficking"}

    def test_profiles_are_stated_supported_and_withdrawn(self) -> None:
        us = team()
        case = child(us)
        do("screen", case.id, us.officer, answers=answers("disability.observed.01", answer="present"),
           profiles=[{"profile": "street_situation", "reason": "Dormía en el parque"}])  # fmt: skip
        assert {"disability", "street_situation"} <= facts(case, us.officer).profiles
        do("screen", case.id, us.officer,
           profiles_withdrawn=[{"profile": "disability",
                                "reason": "Se quebró los lentes; ya tiene otros"}])  # fmt: skip
        assert "disability" not in facts(case, us.officer).profiles
        do("screen", case.id, us.officer, answers=answers("disability.observed.01", answer="present"))
        assert "disability" in facts(case, us.officer).profiles

    def test_profiles_that_follow_from_the_file(self) -> None:
        us = team()
        case = child(us, age_or_birth={"age_years": 3}, with_whom="separated")
        do("record_peoples", case.id, us.officer, indigenous="yes")
        do("record_breach", case.id, us.officer, kind="held_in_station", held_now="no")
        assert facts(case, us.officer).profiles == {"under_five", "uasc_separated", "indigenous", "detained"}

    def test_danger_is_stated_and_ends(self) -> None:
        us = team()
        case = child(us)
        do("screen", case.id, us.officer, immediate_danger="yes", urgent="Lo esperan afuera")
        assert facts(case, us.officer).immediate_danger == "yes"
        do("record_danger", case.id, us.officer, immediate_danger="no")
        assert facts(case, us.officer).immediate_danger == "no"

    def test_danger_leaves_a_task(self) -> None:
        us = team()
        case = child(us)
        do("record_danger", case.id, us.officer, immediate_danger="yes", what="Fiebre muy alta")
        with reading_as(us.officer):
            assert Task.objects.filter(case=case, code="immediate_danger").exists()


class TestComplete:
    everything = answers(*OBSERVED, *ASKED_AT_14)

    def test_complete_screening_is_allowed(self) -> None:
        us = team()
        case = child(us)
        inform(case, us.officer)
        do("record_interpreter", case.id, us.officer, needs_interpreter="no")
        do("screen", case.id, us.officer, private_space=True, answers=self.everything, fear_of_return="no")
        do("complete_screening", case.id, us.officer)
        found = facts(case, us.officer)
        assert (found.screening, found.trafficking, found.fear_of_return) == ("complete", "no_indicators", "no")

    def test_completion_needs_a_screening(self) -> None:
        us = team()
        assert refused("complete_screening", child(us).id, us.officer) == {
            "sections_missing", "trafficking_not_screened",
        }  # fmt: skip

    def test_completion_needs_sections_and_signs(self) -> None:
        us = team()
        case = child(us)
        do("screen", case.id, us.officer, answers=answers(STRONG))
        assert "sections_missing" in refused("complete_screening", case.id, us.officer)

    def test_fear_asked_before_information_does_not_count(self) -> None:
        us = team()
        case = child(us)
        do("record_interpreter", case.id, us.officer, needs_interpreter="no")
        do("screen", case.id, us.officer, private_space=True, answers=self.everything, fear_of_return="no")
        inform(case, us.officer)
        assert refused("complete_screening", case.id, us.officer) == {"fear_not_properly_asked"}

    def test_fear_asked_in_another_language_does_not_count(self) -> None:
        us = team()
        case = child(us)
        inform(case, us.officer)
        do("record_interpreter", case.id, us.officer, best_language="mam", needs_interpreter="no")
        do(
            "screen",
            case.id,
            us.officer,
            private_space=True,
            answers=self.everything,
            fear_of_return="no",
            language="spa",
        )
        assert refused("complete_screening", case.id, us.officer) == {"fear_not_properly_asked"}
        do("screen", case.id, us.officer, private_space=True, answers=answers("fear.asked.01"), language="mam")
        do("complete_screening", case.id, us.officer)

    def test_unknown_answers_count_with_a_follow_up_date(self) -> None:
        us = team()
        case = child(us)
        inform(case, us.officer)
        do("record_interpreter", case.id, us.officer, needs_interpreter="no")
        known = [row for row in self.everything if not row["item"].startswith("school")]
        do("screen", case.id, us.officer, private_space=True, answers=known, fear_of_return="no")
        unknown = answers("school.asked.01", answer="unknown")
        do("screen", case.id, us.officer, private_space=True, answers=unknown)
        assert refused("complete_screening", case.id, us.officer) == {"sections_missing"}
        day = (clock.now() + timedelta(days=3)).date().isoformat()
        do("screen", case.id, us.officer, private_space=True, answers=unknown, follow_up_on=day)
        do("complete_screening", case.id, us.officer)
        with reading_as(us.officer):
            assert Task.objects.get(case=case, code="screening_follow_up").detail["sections"] == ["school"]

    def test_lowered_status_does_not_complete_the_screening(self) -> None:
        us = team()
        case = child(us)
        do("screen", case.id, us.officer, answers=answers(STRONG, answer="present"))
        other = actor("protection_supervisor", us.agency)
        given = {
            "trafficking": "no_indicators",
            "decided_by": "protection",
            "reason": "Los papeles los guarda su abuela",
        }
        with acting_as(other.id):
            parsed = parse_input(ACTS["record_trafficking_status"], given)
            signature = give_approval(
                case, "record_trafficking_status", parsed, kind="signature", reason="De acuerdo", by=other
            )
        do("record_trafficking_status", case.id, us.officer, **given, signature=str(signature.id))
        assert facts(case, us.officer).trafficking == "no_indicators"
        assert "insufficient_trafficking_screen" in refused("complete_screening", case.id, us.officer)

    def test_border_officers_may_not_complete(self) -> None:
        us = team()
        border = actor("border_officer")
        case = child(us, border)
        assert "actor_not_competent" in refused("complete_screening", case.id, border)


class TestUrgentNeeds:
    def test_needs_and_none_exclude_each_other(self) -> None:
        us = team()
        case = child(us)
        assert wrong("record_urgent_needs", case.id, us.officer) == {"needs"}
        assert facts(case, us.officer).urgent_needs_attended == "unknown"
        do("record_urgent_needs", case.id, us.officer, none_found=True)
        assert facts(case, us.officer).urgent_needs_attended == "yes"

    def test_needs_are_read_by_those_with_health(self) -> None:
        us = team()
        case = child(us)
        do("record_urgent_needs", case.id, us.officer, needs=[{"need": "urgent_health", "state": "pending"}])
        lawyer = person("legal_representative")
        with reading_as(us.officer):
            assert HealthStatement.objects.filter(case=case).exists()
        with acting_as(lawyer.id):
            assert not HealthStatement.objects.filter(case=case).exists()


def test_no_later_screening_takes_a_profile_back_without_a_reason() -> None:
    us, border = team(), actor("border_officer")
    case = child(us, border)
    signs = [item for item in screening_items() if "observed" in item and not item.startswith("uasc")]
    sign = next(item for item in signs if supported_profiles({item: "present"}))
    supported = set(supported_profiles({sign: "present"}))
    do("screen", case.id, us.officer, answers=answers(sign, answer="present"))
    assert supported <= facts(case, us.officer).profiles
    do("screen", case.id, border, answers=answers(sign))
    assert supported <= facts(case, us.officer).profiles
    profile = min(supported)
    withdrawn = [{"profile": profile, "reason": "Se confundió con su hermana"}]
    do("screen", case.id, us.officer, profiles_withdrawn=withdrawn)
    assert profile not in facts(case, us.officer).profiles
