"""Whether a place of care suits a child: sex, age, language, accessibility."""

from collections.abc import Callable
from datetime import datetime

from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile
from amparo.protection.age import age_at
from amparo.protection.models import Provider

type _Check = Callable[[Provider, CaseFile, datetime], str]

_ANY_AGE = (0, 17)


def assess_fit(provider: Provider, file: CaseFile, at: datetime) -> str:
    """Return whether a place suits the child: `yes`, `no` or `unknown`."""
    answers = {check(provider, file, at) for check in _CHECKS}
    return "no" if "no" in answers else "unknown" if "unknown" in answers else "yes"


def _check_sex(provider: Provider, file: CaseFile, at: datetime) -> str:
    if not provider.sexes:
        return "yes"
    sex = file.latest("sex", "register", "record_identity")
    if sex in {None, "undisclosed"}:
        return "unknown"
    return "yes" if sex in provider.sexes else "no"


def _check_age(provider: Provider, file: CaseFile, at: datetime) -> str:
    age = age_at(file, at)
    if age is None:
        return "yes" if (provider.age_from, provider.age_to) == _ANY_AGE else "unknown"
    return "yes" if provider.age_from <= age <= provider.age_to else "no"


def _check_language(provider: Provider, file: CaseFile, at: datetime) -> str:
    best_language = file.latest("best_language", "record_interpreter")
    if not provider.languages or best_language is None:
        return "yes"
    return "yes" if best_language in provider.languages else "no"


def _check_accessibility(provider: Provider, file: CaseFile, at: datetime) -> str:
    needs_access = "disability" in compute_fact("profiles", file, FactQuery(at))
    return "no" if needs_access and not provider.accessible else "yes"


_CHECKS: tuple[_Check, ...] = (_check_sex, _check_age, _check_language, _check_accessibility)
