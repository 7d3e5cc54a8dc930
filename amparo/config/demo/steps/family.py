"""The family is looked for, and found again."""

from __future__ import annotations

from django.conf import settings

from amparo.config.demo.life import Life
from amparo.config.demo.steps.found import institution


def tracing(life: Life) -> None:
    """The family is looked for, if the child wants it and nothing speaks against it."""
    officer = life.told["officer"]
    life.do(
        officer,
        "record_consent",
        purposes=["tracing", "family_contact", "agency"],
        decision="granted",
        given_by="child",
        capacity="child_with_guardian",
        own_words="Sí, busquen a mi tía",
    )
    told = "Entrevista con la niña, niño o adolescente y su tutela"
    life.do(officer, "record_family_risk", family_implicated="no", evidence=told)
    life.do(
        officer,
        "record_international_protection",
        asylum="informed_no_claim",
        reason="Conoce su derecho y no teme volver",
    )
    if life.attempt(
        officer,
        "open_tracing",
        tracing_mode="active",
        tracing_channel="red_cross",
        purpose="family_tracing",
        fields=["identity", "family"],
    ):
        life.wait(24 * 6)
        life.do(
            "busqueda1",
            "record_tracing_step",
            tracing_status=life.pick(("relative_located", 3), ("exhausted", 1)),
            what="Respuesta del canal",
        )
    life.attempt(
        officer,
        "share_with_agency",
        institution=institution("health"),
        purpose="service_referral",
        service="medical",
        urgency="normal",
        fields=["identity", "health"],
    )


def silent_tracing(life: Life) -> None:
    """Where contact could alert whom the child fears, only registers are searched, through a humanitarian channel."""
    officer = life.told["officer"]
    life.do(
        officer, "record_consent", purposes=["tracing"], decision="granted", given_by="child", capacity="child_alone"
    )
    channel = {"tracing_mode": "silent_record_only", "tracing_channel": "red_cross"}
    life.attempt(officer, "open_tracing", **channel, purpose="family_tracing", fields=["identity"])


def reunified(life: Life) -> None:
    """When no remedy can change the determination any more, the child goes to a verified and assessed family."""
    officer = life.told["officer"]
    life.wait(24 * 14)
    life.do(
        officer, "record_relationship_check", relationship_verified="yes", method=["civil_record", "mirror_questions"]
    )
    home = {"home_assessment": "positive", "home_country": settings.NODE, "caregiver_willing_able": "yes"}
    life.do(officer, "record_home_assessment", **home, relation="aunt_uncle", findings="Casa segura y escuela cercana")
    life.do(officer, "record_views", actions=["reunify"], child_views="agrees", own_words="Quiero irme con mi tía")
    life.wait(24 * 10)
    life.signed("record_stay_check", stay_order="no", where_checked="Registro de amparos")
    checked = ["risk", "health", "family", "asylum"]
    life.signed("record_circumstances_checked", checked=checked, how="Se habló con la niña o niño, su tutela y su tía")
    reasoned = {"confirmations": ["preference_reasoned"], "preference": "Tía materna"}
    if life.attempt(officer, "reunify", **reasoned):
        life.told |= {"home": True, "placed": False}
