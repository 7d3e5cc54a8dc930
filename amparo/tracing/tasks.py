"""Kinds of tasks that tracing creates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from amparo.cases.links import case_href
from amparo.cases.task_kinds import WORDS_AND_ABOUT, TaskKind, declare_tasks
from amparo.ledger.text import t
from amparo.registry.candidates import REPORT_TASK
from amparo.registry.tasks import other_case_number
from amparo.tracing import task_codes as codes

if TYPE_CHECKING:
    from amparo.cases.models import Task

_WITH_NUMBER = "{words} ({about})"


def _match_href(task: Task) -> str:
    """Return where a child and a report are compared.

    The child's case for a task without a report.
    """
    report = task.detail.get("report")
    if report is None:
        return case_href(task.case) if task.case else ""
    return reverse("report_match", args=[task.case_id, report])


def _family_search_href(task: Task) -> str:
    return reverse("case_tab", args=[task.case_id, "family-search"])


def _bulletins_href(task: Task) -> str:
    return reverse("bulletins")


declare_tasks(
    TaskKind(
        REPORT_TASK,
        t("Posible coincidencia con un reporte de búsqueda: compare",
          "Possible match with a report of a missing child: compare"),
        other_case_number, _WITH_NUMBER, _match_href, is_shown_elsewhere=True, only_by_act=True,
    ),
    TaskKind(
        codes.CONFIRM_MATCH,
        t("Confirme, como segunda persona, la coincidencia con un reporte",
          "As a second person, confirm the match with a report"),
        href=_match_href, only_by_act=True,
    ),
    TaskKind(
        codes.ASSESS_FAMILY,
        t("Se confirmó quién es: evalúe a la familia que busca",
          "It is confirmed who it is: assess the family that searches"),
        href=_match_href,
    ),
    TaskKind(codes.DESTROY_SAMPLE, t("Destruir la muestra genética", "Destroy the genetic sample"),
             href=_family_search_href),
    TaskKind(codes.CONTACT_SESSION, t("Contacto supervisado planeado", "Supervised contact planned"),
             href=_family_search_href),
    TaskKind(
        codes.CONTACT_STOPPED,
        t("Se detuvo un contacto: hable con ella o él", "A contact was stopped: talk with the child"),
        href=_family_search_href,
    ),
    TaskKind(codes.HELD_MESSAGE, t("Mensaje retenido: decida otra vez", "Message held: decide again"),
             href=_family_search_href),
    TaskKind(
        codes.DELIVER_MESSAGE, t("Entregar un mensaje y anotarlo", "Deliver a message and record it"),
        href=_family_search_href
    ),
    TaskKind(
        codes.NEW_REPORT,
        t("Reporte nuevo de una niña, niño o adolescente que se busca", "New report of a missing child")
    ),
    TaskKind(codes.ALERT, t("Alertar a las autoridades que buscan", "Alert the authorities that search")),
    TaskKind(codes.INFORM_FAMILY, t("Decir a la familia qué se hace", "Tell the family what is being done")),
    TaskKind(codes.REVIEW, t("Revisar la búsqueda", "Review the search")),
    TaskKind(
        codes.OVERDUE,
        t("Venció un plazo de la búsqueda: atiéndalo", "A deadline of the search has passed: attend to it"),
    ),
    TaskKind(
        codes.BULLETIN_RECEIVED, t("Acusar recibo del boletín", "Acknowledge the bulletin"),
        pattern=WORDS_AND_ABOUT, href=_bulletins_href, is_on_case=False,
    ),
    TaskKind(
        codes.BULLETIN_WITHDRAWN,
        t("Boletín retirado: quítelo de la vista y confirme", "Bulletin withdrawn: take it down and confirm"),
        pattern=WORDS_AND_ABOUT, href=_bulletins_href, is_on_case=False,
    ),
)  # fmt: skip
