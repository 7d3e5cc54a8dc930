"""Who is family, and contact with them: what each step rests on, what stops it, and who learns nothing of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amparo.accounts.roles import ROLES
from amparo.accounts.selectors import actor_of
from amparo.cases.act import ACTS
from amparo.cases.models import Case, Task
from amparo.cases.rights import role_includes_act as may_role
from amparo.cases.selectors import event_json, event_page, file_for, visible_case
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.models import Event
from amparo.ledger.problems import RoleMayNot
from amparo.registry.files import store_file
from amparo.registry.models import StoredFile
from amparo.tracing.contact import contact_obstacles, contact_sessions, family_messages, is_contact_paused
from amparo.tracing.kinship import SAMPLE_RETENTION, MirrorAnswerCounts, count_mirror_answers
from tests.factories import Team, actor, do, person, reading_as, refused, team
from tests.house.database import involve
from tests.protection.determined import days, entry_of
from tests.protection.helpers import facts, wrong
from tests.registry.test_files import picture
from tests.tracing.family import (
    CANARY_OF_CHILD,
    HELD,
    WHO,
    contacted,
    message,
    question,
    questions,
    safe,
    session,
    verified,
    wanted,
)

FAMILY = {"record_mirror_questions", "record_genetic_test", "record_contact_session", "record_family_message"}


def open_tasks(case: Case, by: Actor, code: str) -> list[Task]:
    with reading_as(by):
        return list(Task.objects.filter(case=case, code=code, done_at=None))


def file_of(case: Case, by: Actor) -> Any:
    with reading_as(by):
        return file_for(visible_case(case.id, by=by), by=by)


class TestMirroredQuestions:
    def test_counts_what_agrees_of_what_was_asked_of_both_alone(self) -> None:
        us = team()
        case = wanted(us)
        do("record_mirror_questions", case.id, us.officer, **questions("yes", "yes", "partly", "not_asked"))
        do("record_mirror_questions", case.id, us.officer, **questions("yes", "no", claimant="MARIELOS  pérez"))
        do("record_mirror_questions", case.id, us.officer, **questions("no", "no", in_private=False))
        do("record_mirror_questions", case.id, us.officer, **questions("no", claimant="Otra Persona"))
        found = count_mirror_answers(file_of(case, us.officer), WHO)
        assert found == MirrorAnswerCounts(5, 3, 1, 1)
        assert str(found) == "3 de 5, y 1 en parte"

    @pytest.mark.parametrize(
        ("row", "path"),
        [
            pytest.param(question("yes", claimant_answer=None), "mirrored.0.agreement", id="one-answer"),
            pytest.param(question("no", child_answer=None), "mirrored.0.agreement", id="the-other"),
            pytest.param(question(topic="other"), "mirrored.0.question", id="own-words"),
        ],
    )
    def test_cannot_agree_with_nothing(self, row: dict[str, Any], path: str) -> None:
        us = team()
        case = wanted(us)
        assert wrong("record_mirror_questions", case.id, us.officer, **questions(mirrored=[row])) == {path}

    def test_lie_with_protection_alone(self) -> None:
        us = team()
        case = wanted(us)
        do("record_mirror_questions", case.id, us.officer, **questions("yes"))
        low = person("liaison_officer")
        involve(low, case)
        reader = actor_of(low)
        assert not list(file_of(case, reader).all("record_mirror_questions"))
        with reading_as(reader):
            assert not Event.objects.filter(chain=case.id, act="record_mirror_questions").exists()


class TestRelationshipCheck:
    YES: dict[str, Any] = {"relationship_verified": "yes", "relative": WHO}  # noqa: RUF012

    def test_rests_on_questions_that_were_asked(self) -> None:
        us = team()
        case = wanted(us)
        mirrored = self.YES | {"method": ["mirror_questions"]}
        assert wrong("record_relationship_check", case.id, us.officer, **mirrored) == {"method"}
        do("record_mirror_questions", case.id, us.officer, **questions("yes", claimant="Otra Persona"))
        do("record_mirror_questions", case.id, us.officer, **questions("yes", in_private=False))
        assert wrong("record_relationship_check", case.id, us.officer, **mirrored) == {"method"}
        assert wrong("record_relationship_check", case.id, us.officer, **mirrored | {"relative": None}) == {"relative"}
        do("record_mirror_questions", case.id, us.officer, **questions("yes", "yes"))
        do("record_relationship_check", case.id, us.officer, **mirrored)
        assert facts(case, us.officer).relationship_verified == "yes"

    def test_nothing_agreed_verifies_nothing_and_what_differs_is_explained(self) -> None:
        us = team()
        case = wanted(us)
        mirrored = self.YES | {"method": ["mirror_questions"]}
        do("record_mirror_questions", case.id, us.officer, **questions("no", "partly"))
        assert wrong("record_relationship_check", case.id, us.officer, **mirrored) == {"method"}
        do("record_mirror_questions", case.id, us.officer, **questions("yes", "yes"))
        assert wrong("record_relationship_check", case.id, us.officer, **mirrored) == {"text"}
        do("record_relationship_check", case.id, us.officer, **mirrored, text="Confundió el año")

    def test_by_documents_needs_no_questions(self) -> None:
        us = team()
        case = wanted(us)
        do("record_relationship_check", case.id, us.officer, relationship_verified="yes", method=["civil_record"])


ALL_THREE = {"child_consent": "Yeison: sí quiero", "guardian_consent": "Lic. Can, hoy", "relative_consent": WHO}
PROPOSED = {"step": "proposed", "relative": WHO, "doubt": "Sin actas, y las respuestas no bastan"}


class TestGeneticTest:
    def test_is_the_last_resort(self) -> None:
        us = team()
        case = wanted(us)
        assert wrong("record_genetic_test", case.id, us.officer, **PROPOSED) == {"step"}
        do("record_mirror_questions", case.id, us.officer, **questions("yes", claimant="Otra Persona"))
        assert wrong("record_genetic_test", case.id, us.officer, **PROPOSED) == {"step"}
        tried = {"relationship_verified": "unknown", "method": ["civil_record"], "relative": WHO}
        do("record_relationship_check", case.id, us.officer, **tried)
        do("record_genetic_test", case.id, us.officer, **PROPOSED)

    def test_is_not_for_what_is_known(self) -> None:
        us = team()
        case = wanted(us)
        verified(us, case)
        assert wrong("record_genetic_test", case.id, us.officer, **PROPOSED) == {"step"}

    @pytest.mark.parametrize("missing", sorted(ALL_THREE))
    def test_nothing_is_taken_before_all_three_consent(self, missing: str) -> None:
        us = team()
        case = wanted(us)
        do("record_mirror_questions", case.id, us.officer, **questions("partly"))
        do("record_genetic_test", case.id, us.officer, **PROPOSED)
        taken = {"step": "taken", "laboratory": "Forense"}
        assert wrong("record_genetic_test", case.id, us.officer, **taken) == {"step"}
        two = {name: said for name, said in ALL_THREE.items() if name != missing}
        assert wrong("record_genetic_test", case.id, us.officer, step="consented", **two) == {missing}
        other = {"relative": "Otra Persona"}
        assert wrong("record_genetic_test", case.id, us.officer, step="consented", **ALL_THREE, **other) == {"relative"}
        do("record_genetic_test", case.id, us.officer, step="consented", **ALL_THREE)
        do("record_genetic_test", case.id, us.officer, **taken)

    def test_the_sample_is_destroyed_and_only_then_the_task_ends(self) -> None:
        us = team()
        case = wanted(us)
        do("record_mirror_questions", case.id, us.officer, **questions("partly"))
        do("record_genetic_test", case.id, us.officer, **PROPOSED)
        do("record_genetic_test", case.id, us.officer, step="consented", **ALL_THREE)
        do("record_genetic_test", case.id, us.officer, step="taken", laboratory="Forense")
        by_test = {"relationship_verified": "yes", "method": ["dna"], "relative": WHO}
        assert wrong("record_relationship_check", case.id, us.officer, **by_test) == {"method"}
        at = clock.now()
        with clock.at(at):
            do("record_genetic_test", case.id, us.officer, step="result", genetic_result="confirms")
        (task,) = open_tasks(case, us.officer, "destroy_sample")
        assert (task.due_at, task.compartments) == (at + SAMPLE_RETENTION, ["general", "protection"])
        other = by_test | {"relative": "Otra Persona"}
        assert wrong("record_relationship_check", case.id, us.officer, **other) == {"method"}
        do("record_relationship_check", case.id, us.officer, **by_test)
        assert wrong("record_genetic_test", case.id, us.officer, **PROPOSED) == {"step"}, "one is under way"
        assert wrong("record_genetic_test", case.id, us.officer, step="destroyed") == {"destroyed_proof"}
        do("record_genetic_test", case.id, us.officer, step="destroyed", destroyed_proof="Acta 12")
        assert open_tasks(case, us.officer, "destroy_sample") == []

    def test_what_excludes_verifies_nothing(self) -> None:
        us = team()
        case = wanted(us)
        do("record_mirror_questions", case.id, us.officer, **questions("partly"))
        do("record_genetic_test", case.id, us.officer, **PROPOSED)
        do("record_genetic_test", case.id, us.officer, step="consented", **ALL_THREE)
        do("record_genetic_test", case.id, us.officer, step="taken", laboratory="Forense")
        do("record_genetic_test", case.id, us.officer, step="result", genetic_result="excludes")
        by_test = {"relationship_verified": "yes", "method": ["dna"], "relative": WHO}
        assert wrong("record_relationship_check", case.id, us.officer, **by_test) == {"method"}

    def test_who_does_not_want_it_ends_it(self) -> None:
        us = team()
        case = wanted(us)
        do("record_mirror_questions", case.id, us.officer, **questions("partly"))
        do("record_genetic_test", case.id, us.officer, **PROPOSED)
        do("record_genetic_test", case.id, us.officer, step="not_done", note="Yeison no quiere")
        assert wrong("record_genetic_test", case.id, us.officer, step="taken", laboratory="X") == {"step"}


class TestHome:
    def test_with_violence_it_is_not_positive(self) -> None:
        us = team()
        case = wanted(us)
        home = {"home_assessment": "positive", "home_country": "MEX", "violence": "yes"}
        assert wrong("record_home_assessment", case.id, us.officer, **home) == {"violence_told"}
        home |= {"violence_told": "Su padrastro golpea"}
        assert wrong("record_home_assessment", case.id, us.officer, **home) == {"home_assessment"}
        conditional = {"home_assessment": "conditional", "conditions": "Que no viva ahí"}
        do("record_home_assessment", case.id, us.officer, **home | conditional, household="Dos primos")


def withdrawn(us: Team, case: Case) -> None:
    given = {"purposes": ["family_contact"], "decision": "withdrawn", "given_by": "child", "own_words": "No"}
    do("record_consent", case.id, us.officer, **given)


def implicated(us: Team, case: Case) -> None:
    do("record_family_risk", case.id, us.officer, family_implicated="unknown", evidence="Llamó un desconocido")


def flagged(us: Team, case: Case) -> None:
    do("record_trafficking_status", case.id, us.officer, trafficking="indicators", reason="Señales nuevas")


def unsafe(us: Team, case: Case) -> None:
    safe(us, case, "unknown")


STOPS = [withdrawn, implicated, flagged, unsafe]


class TestSession:
    def test_none_without_a_contact_that_the_law_allowed(self) -> None:
        us = team()
        case = wanted(us)
        safe(us, case)
        for state in ("held", "planned"):
            assert wrong("record_contact_session", case.id, us.officer, **session(state)) == {"state"}
        given = {"with_whom": WHO, "fields": ["identity", "family"]}
        assert refused("contact_family", case.id, us.officer, **given) == {"relationship_not_verified"}
        assert wrong("record_contact_session", case.id, us.officer, **session()) == {"state"}

    @pytest.mark.parametrize("stops", STOPS)
    def test_none_once_the_law_would_not_allow_contact(self, stops: Any) -> None:
        us = team()
        case = contacted(us)
        do("record_contact_session", case.id, us.officer, **session())
        stops(us, case)
        for state in ("held", "planned"):
            assert wrong("record_contact_session", case.id, us.officer, **session(state)) == {"state"}
        assert wrong("record_family_message", case.id, us.officer, **message()) == {"decision"}

    def test_who_may_not_know_of_trafficking_is_told_of_a_reserved_reason(self) -> None:
        us = team()
        case = contacted(us)
        flagged(us, case)
        with reading_as(us.officer):
            said = contact_obstacles(file_for(case, by=us.officer), clock.now())
        assert said == "Puede haber una razón reservada que usted no puede leer. Consulte a la autoridad de protección."

    def test_what_was_held_while_it_was_allowed_is_still_written(self) -> None:
        us = team()
        with days(-2):
            case = contacted(us)
        then = (clock.now() - timedelta(days=1)).isoformat()
        withdrawn(us, case)
        do("record_contact_session", case.id, us.officer, **session(occurred_at=then))
        assert wrong("record_contact_session", case.id, us.officer, **session()) == {"state"}

    def test_the_first_and_the_unverified_are_supervised(self) -> None:
        us = team()
        case = contacted(us)
        alone = session(supervised_by=None)
        assert wrong("record_contact_session", case.id, us.officer, **alone) == {"supervised_by"}
        do("record_contact_session", case.id, us.officer, **session())
        assert wrong("record_contact_session", case.id, us.officer, **alone) == {"supervised_by"}
        verified(us, case)
        do("record_contact_session", case.id, us.officer, **alone)

    @pytest.mark.parametrize("missing", ["minutes", "child_stopped", "felt_after", "go_on", "how"])
    def test_held_means_that_it_is_told_how(self, missing: str) -> None:
        us = team()
        case = contacted(us)
        assert wrong("record_contact_session", case.id, us.officer, **session(**{missing: None})) == {missing}

    def test_what_is_planned_is_awaited_until_it_is_told(self) -> None:
        us = team()
        case = contacted(us)
        assert wrong("record_contact_session", case.id, us.officer, **session("planned", planned_for=None)) == {
            "planned_for"
        }
        plan = str(entry_of(do("record_contact_session", case.id, us.officer, **session("planned"))))
        (task,) = open_tasks(case, us.officer, "contact_session")
        assert task.due_at
        assert task.due_at > clock.now()
        other = str(entry_of(do("record_contact_session", case.id, us.officer, **session("planned"))))
        do("record_contact_session", case.id, us.officer, **session(entry=plan))
        (left,) = open_tasks(case, us.officer, "contact_session")
        assert left.detail["entry"] == other
        assert wrong("record_contact_session", case.id, us.officer, **session(entry=plan)) == {"entry"}
        assert wrong("record_contact_session", case.id, us.officer, **session("not_held")) == {"note"}
        anew = str(entry_of(do("record_contact_session", case.id, us.officer, **session("planned", entry=other))))
        (left,) = open_tasks(case, us.officer, "contact_session")
        assert left.detail["entry"] == anew
        do("record_contact_session", case.id, us.officer, **session("not_held", note="No contestó", entry=anew))
        assert open_tasks(case, us.officer, "contact_session") == []
        assert [one.is_held for one in contact_sessions(file_of(case, us.officer))] == [True, False]

    def test_stopping_needs_no_reason_pauses_messages_and_is_the_officers_to_think_about(self) -> None:
        us = team()
        case = contacted(us)
        do("record_contact_session", case.id, us.officer, **session(child_stopped=True, go_on="unknown"))
        assert len(open_tasks(case, us.officer, "contact_stopped")) == 1
        assert is_contact_paused(file_of(case, us.officer))
        assert wrong("record_family_message", case.id, us.officer, **message()) == {"decision"}
        assert wrong("record_family_message", case.id, us.officer, **message("from_family")) == {"decision"}
        do("record_family_message", case.id, us.officer, **message("from_family", **HELD))
        safe(us, case)
        assert open_tasks(case, us.officer, "contact_stopped") == []
        do("record_family_message", case.id, us.officer, **message())

    def test_a_risk_weighed_before_the_stop_was_known_does_not_end_the_pause(self) -> None:
        us = team()
        with days(-2):
            case = contacted(us)
        safe(us, case)
        then = (clock.now() - timedelta(days=1)).isoformat()
        do("record_contact_session", case.id, us.officer, **session(child_stopped=True, occurred_at=then))
        assert is_contact_paused(file_of(case, us.officer))


class TestMessage:
    def test_passes_when_somebody_read_it_and_it_says_not_where(self) -> None:
        us = team()
        case = contacted(us)
        for change, path in (
            ({"read_by": None}, "read_by"),
            ({"tells_not_where": None}, "tells_not_where"),
            ({"tells_not_where": False}, "tells_not_where"),
            ({"text": None}, "text"),
            ({"with_whom": None}, "with_whom"),
        ):
            assert wrong("record_family_message", case.id, us.officer, **message(**change)) == {path}
        done = str(entry_of(do("record_family_message", case.id, us.officer, **message())))
        assert len(open_tasks(case, us.officer, "deliver_message")) == 1
        arrived = {"entry": done, "delivered_at": clock.now().isoformat()}
        assert wrong("record_family_message", case.id, us.officer, **arrived) == {"delivered_how"}
        do("record_family_message", case.id, us.officer, **arrived, delivered_how="Por la Cruz Roja")
        assert open_tasks(case, us.officer, "deliver_message") == []
        (one,) = family_messages(file_of(case, us.officer))
        assert (one.state, one.first["text"]) == ("delivered", "Te quiero, mamá")
        assert wrong("record_family_message", case.id, us.officer, entry=done, decision="hold", hold_reason="X") == {
            "entry"
        }

    def test_held_says_why_and_waits_for_another_decision(self) -> None:
        us = team()
        case = contacted(us)
        assert wrong("record_family_message", case.id, us.officer, **message(decision="hold")) == {"hold_reason"}
        held = str(entry_of(do("record_family_message", case.id, us.officer, **message("from_family", **HELD))))
        assert len(open_tasks(case, us.officer, "held_message")) == 1
        arrived = {"delivered_at": clock.now().isoformat(), "delivered_how": "En mano"}
        assert wrong("record_family_message", case.id, us.officer, entry=held, **arrived) == {"delivered_at"}
        changed = {"entry": held, "decision": "pass_on", "read_by": "Paz", "tells_not_where": True}
        assert wrong("record_family_message", case.id, us.officer, **changed, text="Otra cosa") == {"text"}
        do("record_family_message", case.id, us.officer, **changed)
        assert open_tasks(case, us.officer, "held_message") == []
        assert len(open_tasks(case, us.officer, "deliver_message")) == 1

    def test_what_the_family_sends_is_kept_even_without_contact(self) -> None:
        us = team()
        case = wanted(us)
        do("record_family_message", case.id, us.officer, **message("from_family", **HELD))
        assert wrong("record_family_message", case.id, us.officer, **message("from_family")) == {"decision"}
        assert wrong("record_family_message", case.id, us.officer, **message("from_child", **HELD)) == {"decision"}
        assert wrong(
            "record_family_message", case.id, us.officer, entry="0" * 32, decision="hold", hold_reason="X"
        ) == {"entry"}

    def test_a_letter_lies_with_protection_and_on_one_message(self) -> None:
        us = team()
        case = contacted(us)
        with reading_as(us.officer):
            stored = store_file(case, content=picture(), kind="other", by=us.officer)
        letter = message(text=None, file=str(stored.id))
        do("record_family_message", case.id, us.officer, **letter)
        with reading_as(us.officer):
            kept = StoredFile.objects.get(id=stored.id)
        assert (kept.kind, kept.compartment_name) == ("drawing", "protection")
        assert wrong("record_family_message", case.id, us.officer, **letter) == {"file"}


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize("code", sorted(FAMILY))
def test_only_protection_and_tracing_write_of_family(role: str, code: str) -> None:
    role_includes_act = {"protection_officer", "protection_supervisor", "tracing_officer"}
    assert may_role(role, ACTS[code]) is (role in role_includes_act)


def test_a_tracing_officer_does_it_all_and_a_guardian_writes_none() -> None:
    us, searcher, guardian = team(), actor("tracing_officer"), actor("guardian")
    case = contacted(us)
    do("record_mirror_questions", case.id, searcher, **questions("yes"))
    do("record_contact_session", case.id, searcher, **session())
    do("record_family_message", case.id, searcher, **message())
    with pytest.raises(RoleMayNot):
        do("record_family_message", case.id, guardian, **message())


def test_every_step_leaves_an_event() -> None:
    us = team()
    case = contacted(us)
    do("record_mirror_questions", case.id, us.officer, **questions("yes"))
    with reading_as(us.officer):
        last = event_json(event_page(visible_case(case.id, by=us.officer), by=us.officer).events[-1])
    assert last["act"] == "record_mirror_questions"
    assert last["coded"]["mirrored"] == [{"topic": "pet", "agreement": "yes"}]
    assert CANARY_OF_CHILD not in str(last["coded"])
