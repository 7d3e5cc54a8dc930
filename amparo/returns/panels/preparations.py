"""The preparations of a return that the panel lists.

What each needs, whether it is done, until when it is valid.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from amparo.cases.fact_providers import FactQuery, compute_fact
from amparo.cases.file import CaseFile
from amparo.cases.forms.pieces import code_label
from amparo.cases.links import act_href_if_allowed
from amparo.cases.visibility import compartments_read_by
from amparo.law import RULES
from amparo.ledger import clock
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.text import t
from amparo.returns.plan import open_plan
from amparo.returns.preparation import reception_agreement
from amparo.returns.selectors import fitness_expiry, stay_check_expiry
from amparo.ui import present

if TYPE_CHECKING:
    from amparo.cases.models import Case


def _describe_nothing(file: CaseFile) -> str:
    return ""


def _find_no_expiry(file: CaseFile) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Preparation:
    """A preparation of the journey.

    `codes`: the reasons of the law that say it is missing. `act`: where it is recorded. `describe` and `expiry` compute
    from the file what it consists of, in words, and until when it is valid.
    """

    title: str
    codes: frozenset[str]
    act: str
    describe: Callable[[CaseFile], str] = _describe_nothing
    expiry: Callable[[CaseFile], datetime | date | None] = _find_no_expiry


def _describe_fact(name: str, list_name: str) -> Callable[[CaseFile], str]:
    return lambda file: code_label(list_name, compute_fact(name, file, FactQuery(clock.now())))


def _describe_reception(file: CaseFile) -> str:
    agreement = reception_agreement(file)
    hour = present.format_as_written(datetime.fromisoformat(agreement.received_at)) if agreement.received_at else ""
    is_on_planned_day = agreement.is_on_day_of(open_plan(file))
    conflict = "" if is_on_planned_day else str(t("el plan dice otro día", "the plan names another day"))
    return " · ".join(filter(None, (code_label("origin_reception", agreement.state), hour, conflict)))


def _find_document_expiry(file: CaseFile) -> date | None:
    entry = file.last_with("expires_on", "record_travel_document")
    return date.fromisoformat(entry["expires_on"]) if entry else None


PREPARATIONS = (
    Preparation(
        t("La niña, niño o adolescente está de acuerdo", "The child agrees"),
        frozenset({"child_not_heard", "child_disagrees"}),
        "record_views",
    ),
    Preparation(
        t("Recepción en origen", "Reception in origin"),
        frozenset({"reception_not_confirmed"}),
        "record_reception_accepted",
        _describe_reception,
    ),
    Preparation(
        t("Con quién queda, evaluado", "With whom the child will be, vetted"),
        frozenset({"receiver_not_vetted"}),
        "record_reception_accepted",
        _describe_fact("receiver_kind", "receiver_kind"),
    ),
    Preparation(
        t("Documento de viaje", "Travel document"),
        frozenset({"document_missing"}),
        "record_travel_document",
        _describe_fact("travel_document", "travel_document"),
        _find_document_expiry,
    ),
    Preparation(
        t("Apta o apto para viajar", "Fit to travel"),
        frozenset({"not_fit_to_travel", "medical_opinion_missing"}),
        "record_fitness_to_travel",
        expiry=fitness_expiry,
    ),
    Preparation(
        t("Acompañamiento", "Escort"),
        frozenset({"escort_missing", "escort_waived"}),
        "record_escort",
        _describe_fact("escort", "escort"),
    ),
    Preparation(
        t("Suspensiones judiciales", "Judicial stays"),
        frozenset({"stay_order", "stay_check_stale"}),
        "record_stay_check",
        expiry=stay_check_expiry,
    ),
    Preparation(
        t("Expediente enviado a origen", "File sent to origin"),
        frozenset({"file_not_transferred"}),
        "share_with_origin",
    ),
    Preparation(
        t("Nada cambió", "Nothing changed"),
        frozenset({"changed_circumstances"}),
        "record_circumstances_checked",
    ),
)
_COMPARTMENTS_OF_REASON = {
    rule.code: compartments_read_by(rule.id) for rule in RULES.values() if "execute_return" in rule.guards
}


def list_preparations(case: Case, file: CaseFile, missing: frozenset[str], by: Actor) -> list[JsonObject]:
    """Return every preparation as the panel shows it.

    One is done unless the law names it in `missing`; restricted where the reader may not know.
    """
    return [_build_preparation_row(preparation, case, file, missing, by) for preparation in PREPARATIONS]


def _build_preparation_row(
    preparation: Preparation, case: Case, file: CaseFile, missing: frozenset[str], by: Actor
) -> JsonObject:
    return {
        "title": preparation.title,
        "restricted": not all(by.may_read(_COMPARTMENTS_OF_REASON[code]) for code in preparation.codes),
        "done": not preparation.codes & missing,
        "detail": preparation.describe(file),
        "until": _describe_expiry(preparation.expiry(file), by),
        "href": act_href_if_allowed(preparation.act, case.id, by),
    }


def _describe_expiry(expiry: datetime | date | None, by: Actor) -> str:
    if expiry is None:
        return ""
    return present.format_exact(expiry, by) if isinstance(expiry, datetime) else present.format_day(expiry.isoformat())
