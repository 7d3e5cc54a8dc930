"""Writing on a report: opening one, and every act on it, kept as it is typed."""

from __future__ import annotations

import re
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from amparo.accounts.policy import AccountsPolicy
from amparo.core import drafts, selectors
from amparo.core.actor import Actor
from amparo.core.acts import ACTS, Act
from amparo.core.inputs import parse_input
from amparo.core.models import REPORT, Case
from amparo.core.perform import perform
from amparo.core.problems import BadInput, FieldError, Stale
from amparo.core.text import t
from amparo.tracing.matches.searching import CODE as SEARCH
from amparo.tracing.matches.searching import begun_from
from amparo.tracing.reports.selectors import possible_acts
from amparo.web.forms import Form, fields_for, json_from
from amparo.web.forms.read import Typed
from amparo.web.forms.rows import rows_changed
from amparo.web.forms.show import typed_from
from amparo.web.pages.act import tell_done
from amparo.web.pages.base import ReaderRequest, report_or_404, signed_in
from amparo.web.pages.drafting import KEEP, kept, typed_in
from amparo.web.pages.reports import report_context
from amparo.web.stash import owner_mark, take_what_was_typed

OPENS = "report_missing"
_IF_KNOWN = frozenset({"nationalities", "birth_country", "birth_place", "languages", "relatives", "documents"})
_STALE = t("Otra persona cambió el reporte mientras usted escribía. Nada se perdió: lea lo nuevo y envíe otra vez.",
           "Somebody changed the report while you were writing. Nothing was lost: read what is new and send again.")  # fmt: skip


@signed_in
def new_report(request: ReaderRequest) -> HttpResponse:
    """Somebody searches for a child: what they remember opens a report."""
    declared = ACTS[OPENS]
    if not AccountsPolicy().role_may(request.actor, declared):
        raise Http404
    return _write(request, None, declared)


@signed_in
def act(request: ReaderRequest, report_id: UUID, code: str) -> HttpResponse:
    """The form of an act on a report; sending it performs the act."""
    report, declared = report_or_404(request, report_id), ACTS.get(code)
    if declared is None or REPORT not in declared.about or code == OPENS:
        raise Http404
    if not AccountsPolicy().role_may(request.actor, declared):
        raise Http404
    return _write(request, report, declared)


def _write(request: ReaderRequest, report: Case | None, declared: Act) -> HttpResponse:
    by, do = request.actor, request.POST.get("do")
    if request.method != "POST":
        draft = drafts.mine(report, declared.code, by=by)
        typed = take_what_was_typed(request) or (draft.typed if draft else _begun(report, declared, by))
        return _form(request, report, declared, typed, restored=draft is not None)
    if do == KEEP:
        return kept(request, report, declared)
    typed = typed_in(request)
    if rows_changed(typed):
        drafts.keep(report, declared.code, typed, by=by)
        return _form(request, report, declared, typed)
    if do == "draft":
        drafts.save(report, declared.code, typed, by=by)
        messages.success(request, str(t("Quedó guardado como borrador.", "Saved as a draft.")))
        return redirect("report", report.id) if report else redirect("reports")
    if do == "forget":
        drafts.drop(report, declared.code, by=by)
        return redirect("report", report.id) if report else redirect("new_report")
    return _send(request, report, declared, typed)


def _begun(report: Case | None, declared: Act, by: Actor) -> Typed:
    """How a form begins: empty, but that nobody types again whom they look for."""
    if report is None or declared.code != SEARCH:
        return {}
    return typed_from(declared.Input, begun_from(selectors.file_for(report, by=by)), zone=by.zone)


def _send(request: ReaderRequest, report: Case | None, declared: Act, typed: Typed) -> HttpResponse:
    by, stated = request.actor, request.POST.get("version", "")
    version = int(stated) if re.fullmatch(r"[0-9]{1,9}", stated) else None
    try:
        given = parse_input(declared, json_from(declared.Input, typed, zone=by.zone))
        outcome = perform(declared.code, report.id if report else None, given, by=by, if_version=version)
    except BadInput as problem:
        return _form(request, report, declared, typed, errors=problem.errors, status=422)
    except Stale:
        return _form(request, report, declared, typed, errors=(FieldError("", _STALE),), status=412)
    drafts.drop(report, declared.code, by=by)
    if outcome.entry and declared.code == SEARCH:
        return redirect("search_results", outcome.case.id, outcome.entry.id)
    tell_done(request, declared, outcome)
    return redirect("report", outcome.case.id)


def _form(
    request: ReaderRequest,
    report: Case | None,
    declared: Act,
    typed: Typed,
    *,
    errors: tuple[FieldError, ...] = (),
    restored: bool = False,
    status: int = 200,
) -> HttpResponse:
    by = request.actor
    form = Form(by, by.zone, report.id if report else None, typed, errors)
    fields = fields_for(declared.Input, form)
    context = {
        "act": declared,
        "fields": fields,
        "errors": form.summary(fields),
        "owner": owner_mark(by.id),
        "restored": restored,
    }
    if report is None:
        more = [field for field in fields if field["name"].partition(".")[0] in _IF_KNOWN]
        context |= {
            "fields": [field for field in fields if field not in more],
            "more": more,
            "more_open": any(field.get("errors") for field in more),
        }
        return render(request, "report/new.html", context, status=status)
    file = selectors.file_for(report, by=by)
    context |= report_context(request, report, file, "") | {
        "version": report.version,
        "possible": declared in possible_acts(file, by=by),
    }
    return render(request, "report/act.html", context, status=status)
