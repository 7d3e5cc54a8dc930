"""Rules, deadlines and predicates declare what their code reads; a program that errs in that does not start."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import amparo
from amparo.law import DEADLINES, EMERGENCY_DEADLINE, FACTS, PARAMS, RULES
from amparo.law.actions import CLOSE_CASE
from amparo.law.deadlines import Title, deadline
from amparo.law.declared import CONFIRMATIONS, DeclarationError, read_code
from amparo.law.predicates import bid_required, guardian_ok, heard, needs_guardian
from amparo.law.profiles.base import PROFILE_VALUES
from amparo.law.reads import DERIVED, Reads, derived
from amparo.law.rule import DENY, rule
from amparo.law.sets import ENFORCEMENT
from tests.law.amended import amended_law

PACKAGE = Path(amparo.__file__).parent


@pytest.fixture(autouse=True)
def _amended():
    with amended_law():
        yield


def code_of(*functions):
    """What the code reads, through every function that it calls, whatever they declare."""
    code = read_code(functions)
    assert not code.problems
    return Reads(code.names & FACTS.keys(), code.names & PARAMS.keys(), code.names & PROFILE_VALUES, code.confirmations)


@pytest.mark.parametrize("each", RULES.values(), ids=lambda each: each.id)
def test_rule_declares_what_its_code_reads(each):
    assert each.reads == code_of(each.holds)
    assert each.reads.confirmations <= CONFIRMATIONS
    assert bool(each.reads.confirmations) is ("confirmations" in each.reads.params)


@pytest.mark.parametrize("each", [*DEADLINES.values(), EMERGENCY_DEADLINE], ids=lambda each: each.id)
def test_deadline_declares_what_its_code_reads(each):
    assert each.reads == code_of(each.start, each.hours)


@pytest.mark.parametrize("predicate", DERIVED, ids=lambda each: each.__name__)
def test_predicate_declares_what_its_code_reads(predicate):
    assert DERIVED[predicate] == code_of(predicate)


def test_names_of_facts_parameters_and_profile_values_are_disjoint():
    assert len({*FACTS, *PARAMS, *PROFILE_VALUES}) == len(FACTS) + len(PARAMS) + len(PROFILE_VALUES)


def test_compartments_follow_from_the_declaration():
    assert RULES["G16-2"].reads.compartments == {"protection"}
    assert RULES["G17-5"].reads.compartments == {"health"}
    assert RULES["G17-10"].reads.compartments == frozenset()
    assert RULES["G19-5"].reads.confirmations == {"destination_safe"}


def declare(holds, *, reads, confirmations=()):
    rule(
        "G99-1",
        "case_closed",
        DENY,
        guards=[CLOSE_CASE],
        reads=reads,
        confirmations=confirmations,
        sources=["PP"],
        verified=False,
    )(holds)


def settled(request, profile):
    """Protection is settled for a child with a guardian."""
    return request.facts.asylum == "final_negative" and guardian_ok(request)


def confirmed(request, profile):
    """The destination is confirmed to be safe."""
    return "destination_safe" in request.params.confirmations


def hidden(request, profile):
    """A fact is read by a helper that declares nothing."""
    return helper(request)


def helper(request):
    return request.facts.tracing == "open" and heard(request)


def by_name(request, profile):
    """A fact is read by its name at run time."""
    return getattr(request.facts, "asy" + "lum") == "none"


def through_a_module(request, profile):
    """A predicate is called through its module."""
    return amparo.law.predicates.heard(request)


def too_early(request, profile):
    """A predicate is called that is not defined yet."""
    return defined_later(request)  # noqa: F821 - so it is


def test_a_right_declaration_is_accepted():
    declare(settled, reads=["asylum", guardian_ok])
    assert RULES["G99-1"].reads == Reads(frozenset({"asylum", "guardian", "guardian_conflict"}))


@pytest.mark.parametrize(
    ("holds", "declared", "message"),
    [
        (settled, {"reads": [guardian_ok]}, "Rule G99-1: add 'asylum' to reads"),
        (settled, {"reads": ["asylum"]}, "add guardian_ok to reads"),
        (settled, {"reads": ["asylum", "remedy", guardian_ok]}, "remove 'remedy' from reads"),
        (settled, {"reads": ["asylum", guardian_ok, heard]}, "remove heard from reads"),
        (settled, {"reads": ["asylum", "guardian", guardian_ok]}, "remove 'guardian' from reads"),
        (settled, {"reads": ["asylum", "asylum", guardian_ok]}, "something is named twice"),
        (settled, {"reads": ["asilo", guardian_ok]}, "'asilo' is no fact, parameter or profile value"),
        (settled, {"reads": ["asylum", helper]}, "helper is not declared with @derived"),
        (hidden, {"reads": []}, "add 'tracing' to reads=[…]; add heard to reads"),
        (confirmed, {"reads": ["confirmations"]}, "add 'destination_safe' to confirmations"),
        (
            confirmed,
            {"reads": ["confirmations"], "confirmations": ["destination_safe", "medical_opinion"]},
            "remove 'medical_opinion' from confirmations",
        ),
        (confirmed, {"reads": ["confirmations"], "confirmations": ["destination"]}, "'destination' is no confirmation"),
        (confirmed, {"reads": [], "confirmations": ["destination_safe"]}, "add 'confirmations' to reads"),
        (by_name, {"reads": ["asylum"]}, "name the field that is read through getattr"),
        (through_a_module, {"reads": [heard]}, "import what is used of amparo by name"),
        (too_early, {"reads": []}, "define defined_later before it is used"),
    ],
)
def test_a_wrong_declaration_is_refused_and_says_what_to_change(holds, declared, message):
    with pytest.raises(DeclarationError) as refused:
        declare(holds, **declared)
    assert message in str(refused.value)
    assert "G99-1" not in RULES


def test_a_predicate_declares_the_predicates_that_it_calls():
    def both(request):
        return heard(request) and request.facts.tracing == "closed"

    for reads, message in (
        (["tracing"], "add heard to reads"),
        (["tracing", heard, bid_required], "remove bid_required"),
        ([heard], "add 'tracing' to reads"),
    ):
        with pytest.raises(DeclarationError, match=message):
            derived(reads=reads)(both)
    assert derived(reads=["tracing", heard])(both) is both
    assert DERIVED[both] == Reads(frozenset({"tracing", "child_views"}))


def test_confirmations_of_a_predicate_are_those_of_its_rules():
    wanted = frozenset({"destination_safe", "medical_opinion"})

    def confirmed_safe(request):
        return wanted <= request.params.confirmations

    with pytest.raises(DeclarationError, match="add 'destination_safe' to confirmations"):
        derived(reads=["confirmations"])(confirmed_safe)
    derived(reads=["confirmations"], confirmations=sorted(wanted))(confirmed_safe)

    def holds(request, profile):
        """Both are confirmed."""
        return confirmed_safe(request)

    declare(holds, reads=[confirmed_safe])
    assert RULES["G99-1"].reads.confirmations == wanted


def test_a_deadline_declares_what_its_hours_read():
    def start(request, profile):
        """A guardian is needed."""
        return request.facts.registered_at if needs_guardian(request) else None

    def hours(profile):
        return profile.remedy_days * 24

    with pytest.raises(DeclarationError, match="Deadline appeal: add 'remedy_days' to reads"):
        deadline(
            "appeal", hours, title=Title("Recurso", "Appeal"), reads=["registered_at", needs_guardian], sources=["PP"]
        )(start)
    deadline(
        "appeal",
        hours,
        title=Title("Recurso", "Appeal"),
        reads=["registered_at", "remedy_days", needs_guardian],
        sources=["PP"],
    )(start)
    assert DEADLINES["appeal"].reads.profile == {"remedy_days"}


def test_a_set_that_is_no_confirmation_is_not_taken_for_one():
    def holds(request, profile):
        """Nobody of enforcement acts."""
        return request.params.actor_org_kind not in ENFORCEMENT

    declare(holds, reads=["actor_org_kind"])
    assert RULES["G99-1"].needs == "facts"


@pytest.mark.parametrize(
    ("file", "declared", "changed", "message"),
    [
        ("rules/returns_approval.py", 'reads=["asylum"]', "reads=[]", "Rule G16-2: add 'asylum' to reads"),
        ("predicates.py", 'reads=["child_views"]', 'reads=["child_views", "remedy"]', "heard: remove 'remedy'"),
        (
            "deadlines/best_interests.py",
            '"remedy", "remedy_days"',
            '"remedy"',
            "Deadline remedy_window: add 'remedy_days'",
        ),
        ("rules/family.py", 'confirmations=["supervised_contact"],', "", "G15-2: add 'supervised_contact'"),
    ],
)
def test_a_program_with_a_wrong_declaration_does_not_start(tmp_path, file, declared, changed, message):
    shutil.copytree(PACKAGE / "law", tmp_path / "amparo" / "law", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PACKAGE / "__init__.py", tmp_path / "amparo")
    path = tmp_path / "amparo" / "law" / file
    source = path.read_text(encoding="utf-8")
    assert declared in source
    path.write_text(source.replace(declared, changed), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "import amparo.law"],
        capture_output=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 1
    assert message in done.stderr.decode()
