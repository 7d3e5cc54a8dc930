"""Whether a place of care fits a child: sex, age, language, accessibility."""

from collections.abc import Callable
from datetime import datetime

from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile
from amparo.protection.age import age_at
from amparo.protection.models import Provider

type _Check = Callable[[Provider, CaseFile, datetime], str]


def fits(provider: Provider, file: CaseFile, at: datetime) -> str:
    """`yes`, `no` when something does not fit, `unknown` when something that matters is not known."""
    found = {check(provider, file, at) for check in _CHECKS}
    return "no" if "no" in found else "unknown" if "unknown" in found else "yes"


def _sex(provider: Provider, file: CaseFile, at: datetime) -> str:
    if not provider.sexes:
        return "yes"
    sex = file.latest("sex", "register", "record_identity")
    if sex in {None, "undisclosed"}:
        return "unknown"
    return "yes" if sex in provider.sexes else "no"


def _age(provider: Provider, file: CaseFile, at: datetime) -> str:
    age = age_at(file, at)
    if age is None:
        return "yes" if (provider.age_from, provider.age_to) == (0, 17) else "unknown"
    return "yes" if provider.age_from <= age <= provider.age_to else "no"


def _language(provider: Provider, file: CaseFile, at: datetime) -> str:
    best = file.latest("best_language", "record_interpreter")
    if not provider.languages or best is None:
        return "yes"
    return "yes" if best in provider.languages else "no"


def _accessible(provider: Provider, file: CaseFile, at: datetime) -> str:
    needs_access = "disability" in compute_fact("profiles", file, FactQuery(at))
    return "no" if needs_access and not provider.accessible else "yes"


_CHECKS: tuple[_Check, ...] = (_sex, _age, _language, _accessible)
