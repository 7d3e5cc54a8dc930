"""Law that changes for the length of a test: rules, deadlines, predicates and profiles, declared as real ones are."""

from contextlib import contextmanager
from dataclasses import replace

from amparo.law.deadlines import DEADLINE_TIMELINE, DEADLINES
from amparo.law.profiles import PROFILE_VERSIONS, PROFILES
from amparo.law.reads import DERIVED
from amparo.law.rule import RULE_TIMELINE, RULES

REGISTRIES = (RULES, DEADLINES, PROFILE_VERSIONS, PROFILES, DERIVED)


@contextmanager
def amended_law():
    """Forget at the end of the block all law that is declared or ended inside it."""
    saved = [dict(registry) for registry in REGISTRIES]
    try:
        yield
    finally:
        for registry, before in zip(REGISTRIES, saved, strict=True):
            registry.clear()
            registry.update(before)
        RULE_TIMELINE.forget()
        DEADLINE_TIMELINE.forget()


def end_rule(rule_id, *, until):
    """Let a rule end on a day, as an edit of its declaration would."""
    RULES[rule_id] = replace(RULES[rule_id], until=until)
    RULE_TIMELINE.forget()


def end_deadline(deadline_id, *, until):
    """Let a deadline end on a day, as an edit of its declaration would."""
    DEADLINES[deadline_id] = replace(DEADLINES[deadline_id], until=until)
    DEADLINE_TIMELINE.forget()
