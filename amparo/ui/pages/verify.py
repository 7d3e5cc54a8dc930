"""Whether a paper is genuine: for anybody who holds one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from amparo.ui.paper_code import is_genuine


def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say, to anybody, whether a paper with this code is genuine; and nothing else."""
    return render(request, "ui/verify.html", {"genuine": is_genuine(code), "code": code[:40]})
