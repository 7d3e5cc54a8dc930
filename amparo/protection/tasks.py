"""Kinds of task of protection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.cases.links import act_href
from amparo.cases.task_kinds import WORDS_AND_ABOUT, TaskKind, declare_tasks
from amparo.ledger.text import t
from amparo.protection.referrals import ANSWER, CHASE, REFER_AGAIN, REFERRAL_ACTS, TELL_OUTCOME
from amparo.protection.selectors.referrals import subject_words

if TYPE_CHECKING:
    from amparo.cases.models import Task


def _answer_href(task: Task) -> str:
    """Return where a referral is answered; nothing for who no longer sees the case."""
    referral = task.detail.get("referral", task.detail.get("entry", ""))
    return f"{act_href(task.case.id, 'record_referral_step')}?referral={referral}" if task.case else ""


def _say_subject(task: Task) -> str:
    """Return what the referral asks for; nothing for a task that does not keep it."""
    return subject_words(str(task.detail.get("subject") or ""))


def _refer_href(task: Task) -> str:
    """Return where the child is referred to somebody else.

    Nothing for who no longer sees the case.
    """
    act = task.detail.get("subject") if task.detail.get("subject") in REFERRAL_ACTS else "share_with_agency"
    return act_href(task.case.id, str(act)) if task.case else ""


declare_tasks(
    TaskKind("bia_action", t("Acción de la evaluación", "Action of the assessment")),
    TaskKind("restitution_measure", t("Medida del plan de restitución", "Measure of the restitution plan")),
    TaskKind("screening_follow_up", t("Volver a preguntar lo que no se sabe", "Ask again what is not known")),
    TaskKind("alert", t("Alerta: atienda y ciérrela", "Alert: attend to it and close it"), only_by_act=True,
             is_alarm=True),
    TaskKind(ANSWER, t("Responder la derivación", "Answer the referral"), _say_subject, WORDS_AND_ABOUT,
             _answer_href, is_inbox=True, only_by_act=True),
    TaskKind(TELL_OUTCOME, t("Contar qué resultó de la derivación", "Tell what came of the referral"), _say_subject,
             WORDS_AND_ABOUT, _answer_href, is_inbox=True, only_by_act=True),
    TaskKind(CHASE, t("No respondieron a la derivación en su plazo: insista, o derive a otra institución",
                                 "Nobody answered the referral in time: insist, or refer to another institution"),
             _say_subject, "{words} ({about})", _answer_href),
    TaskKind("change_placement", t("Cambiar el lugar de cuidado", "Change the place of care")),
    TaskKind("decide_age", t("Resolver la duda sobre la edad; mientras, se le trata como NNA",
                             "Resolve the doubt on the age; meanwhile the person is a child")),
    TaskKind("correct_age", t("Si la decisión sobre la edad es firme, corregir la edad en Identidad",
                              "If the decision on the age is final, correct the age under Identity")),
    TaskKind("decide_again", t("Volver a determinar", "Determine again")),
    TaskKind("immediate_danger", t("Peligro ahora", "Danger now"), only_by_act=True, is_alarm=True),
    TaskKind("keep_siblings_together", t("Reunir a hermanas y hermanos", "Bring sisters and brothers together")),
    TaskKind("note_incident", t("Anotar el incidente que se contó", "Record the incident that was told")),
    TaskKind(REFER_AGAIN, t("Derivar otra vez", "Refer again"), _say_subject, WORDS_AND_ABOUT, _refer_href),
    TaskKind("replace_emergency_stay", t("Sustituir la estancia de emergencia", "Replace the emergency stay")),
    TaskKind("replace_guardian", t("Designar otra tutela", "Appoint another guardian")),
    TaskKind("review_lowered_protection", t("Revisar: se bajó el temor o la solicitud de refugio",
                                            "Review: the fear or the asylum claim was lowered")),
    TaskKind("review_new_information", t("Revisar con la información nueva", "Review with the new information")),
    TaskKind("urgent_needs", t("Atender necesidades urgentes", "Attend to urgent needs")),
)  # fmt: skip
