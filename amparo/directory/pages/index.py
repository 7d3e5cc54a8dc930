"""The directory that everybody reads, and the registers that some change."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from amparo.accounts.roles import AUDITOR
from amparo.directory.administration import ADMINISTRATION
from amparo.directory.editors import edits_registers
from amparo.directory.words import DIRECTORY
from amparo.ledger.actor import Actor
from amparo.ledger.json import JsonObject
from amparo.ledger.problems import NotVisible
from amparo.ledger.text import t
from amparo.ui.pages.base import ReaderRequest, signed_in
from amparo.ui.resource import RESOURCES, Resource


@signed_in
def directory(request: ReaderRequest) -> HttpResponse:
    """Show whom to call and whom to choose."""
    context = {"title": t("Directorio", "Directory"), "links": directory_links(request.actor)}
    return render(request, "directory/index.html", context)


def directory_links(by: Actor) -> list[JsonObject]:
    """Return the registers of the directory, with how many rows each has.

    To the auditor every register of the node. One query each.
    """
    shown = [r for r in RESOURCES.values() if r.template == DIRECTORY or (by.role == AUDITOR and r.editor)]
    return [_build_link(resource, by) for resource in shown]


@signed_in
def administration(request: ReaderRequest) -> HttpResponse:
    """Show the registers that this person may change, and pages of administration.

    Raises `NotVisible` for those who edit no register.
    """
    by = request.actor
    if not edits_registers(by):
        raise NotVisible
    links = [_build_link(resource, by) for resource in RESOURCES.values() if resource.may_change(by)]
    links += [
        {"href": reverse(link.name), "label": link.label, "count": ""}
        for link in ADMINISTRATION.values()
        if link.is_shown(by)
    ]
    return render(request, "directory/index.html", {"title": t("Administración", "Administration"), "links": links})


def _build_link(resource: Resource[Any, Any], by: Actor) -> JsonObject:
    return {
        "href": resource.url,
        "label": resource.title,
        "count": resource.rows.count(resource.filters(), by=by),
    }
