"""What may happen to a child in the demo, step by step."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from amparo.config.demo.life import Ended, Life
from amparo.core.problems import Duplicates
from amparo.directory.models import Institution, Interpreter, Provider, RollEntry
from amparo.law.sets import BIA_FACTORS
from amparo.protection.screening.items import items

MAM, QUICHE, CHORTI = "mam", "quc", "caa"
GIRLS = (
    "Ixchel",
    "Marisol",
    "Yesenia",
    "Brisa",
    "Nayeli",
    "Dulce María",
    "Wendy",
    "Elsa",
    "Cristel",
    "Antonia",
    "Lourdes",
    "Keyli",
    "Rosmery",
    "Juana",
    "Alondra",
    "Mirna",
)
BOYS = (
    "Elmer",
    "Yeison",
    "Domingo",
    "Byron",
    "Osmar",
    "Wilmer",
    "Santos",
    "Josué",
    "Kevin",
    "Mateo",
    "Nelson",
    "Camilo",
    "Darwin",
    "Isaías",
    "Rony",
    "Gaspar",
)
SURNAMES = (
    "Pérez",
    "Tzoc",
    "Mejía",
    "Ramírez",
    "Xol",
    "Ajú",
    "Zelaya",
    "Cruz",
    "Portillo",
    "Caal",
    "Núñez",
    "Lemus",
    "Batz",
    "Orellana",
    "Rivas",
    "Sis",
    "Chávez",
    "Amador",
    "Alvarado",
    "Ical",
    "Guevara",
    "Ortiz",
)
ORIGINS = (("GTM", 38), ("HND", 28), ("SLV", 16), ("NIC", 6), ("VEN", 6), ("HTI", 3), ("ECU", 3))
PLACES = {
    "GTM": ("Todos Santos", "Chiquimula", "Cobán"),
    "HND": ("Choluteca", "Yoro", "La Ceiba"),
    "SLV": ("Usulután", "Cojutepeque", "Metapán"),
}


def registered(life: Life) -> None:
    """Found at the border or brought to protection, and registered with four answers."""

    chance, girl = life.chance, life.chance.random() < 0.45
    origin = chance.choices([c for c, _ in ORIGINS], [w for _, w in ORIGINS])[0]
    age = chance.choices(range(0, 18), [1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 7, 9, 13, 16, 17, 12])[0]
    office = chance.choice(("norte", "sur"))
    life.told |= {
        "origin": origin, "age": age, "girl": girl, "officer": chance.choice((f"{office}1", f"{office}2")),
        "supervisor": f"{office}.supervision", "agency": str(life.world.agencies["protection-north" if office == "norte" else "protection-south"].id),
    }  # fmt: skip
    year = life.at.year - age
    birth = (
        {"age_years": age}
        if chance.random() < 0.4
        else {
            "birth_date": f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "precision": life.pick(("day", 7), ("month", 1), ("year", 2)),
        }
    )
    if "precision" in birth and datetime.fromisoformat(str(birth["birth_date"])).date() > life.at.date():
        birth = {"age_years": age}
    given = {
        "names": {
            "given": chance.choice(GIRLS if girl else BOYS),
            "first_surname": chance.choice(SURNAMES),
            "second_surname": chance.choice(SURNAMES),
        },
        "sex": "female" if girl else "male",
        "age_or_birth": birth,
        "with_whom": life.told["with_whom"],
        "protection_agency": life.told["agency"],
    }
    who = life.pick(("frontera1", 4), ("frontera2", 3), ("policia1", 1), (life.told["officer"], 3), ("aliada1", 1))
    life.told["registrar"] = who
    try:
        life.do(who, "register", **given)
    except Duplicates as found:
        life.do(who, "register", **given, distinct_from=[one["id"] for one in found.candidates])


def received(life: Life) -> None:
    """The first hours: urgent needs, interpreter, told of rights; now and then an act that is too early."""
    officer, chance = life.told["officer"], life.chance
    registrar = life.told["registrar"]
    if registrar.startswith("frontera") and chance.random() < 0.25:
        life.attempt(registrar, "notify_consulate", institution=institution("consulate"), fields=["identity"])
    life.wait(1)
    if registrar.startswith("frontera"):
        life.do(registrar, "record_urgent_needs", needs=[{"need": "water_food", "state": "attended"}])
        life.do(registrar, "record_protection_notified", told="Guardia de protección", how="Teléfono")
    life.wait(1.5)
    language = (
        chance.choice((MAM, QUICHE, CHORTI)) if life.told["origin"] == "GTM" and chance.random() < 0.45 else "spa"
    )
    life.told["language"] = language
    needs = "yes" if language != "spa" else "no"
    given: dict[str, Any] = {
        "needs_interpreter": needs,
        "best_language": language,
        "languages": [{"language": language, "level": "fluent"}],
    }
    if needs == "yes" and (who := interpreter(language)):
        given |= {"interpreter": who, "interpreter_present": "yes", "interpreter_mode": "video"}
        life.told["interpreter"] = who
    life.do(officer, "record_interpreter", **given)
    life.do(officer, "record_identity", nationalities=[life.told["origin"]], country_origin=life.told["origin"], statelessness="none",
            origin_place=chance.choice(PLACES.get(life.told["origin"], ("Capital",))))  # fmt: skip
    if language != "spa":
        life.do(officer, "record_peoples", indigenous="yes")
    if chance.random() < 0.3:
        life.do(officer, "record_work", work_state="before")
    life.do(
        officer,
        "record_information_given",
        topics=["rights", "process", "asylum", "remedies", "guardian_lawyer"],
        understood="yes",
        language=language,
    )


def screened(life: Life) -> None:
    """Observed and asked, in private; a professional concludes."""

    officer, age = life.told["officer"], life.age()
    fitting = [item for item in items().values() if item.may_be_used_at(age)]
    present = set(life.told.get("signs", ()))
    answers = [{"item": item.code, "answer": "present" if item.code in present else "absent"} for item in fitting]
    band = "0_5" if age < 6 else "6_11" if age < 12 else "12_17"
    given: dict[str, Any] = {
        "private_space": True,
        "language": life.told["language"],
        "band": band,
        "answers": answers,
        "immediate_danger": "no",
    }
    if who := life.told.get("interpreter"):
        given["interpreter"] = who
    fear = life.told.get("fear", "no")
    given |= {"fear_of_return": fear, "persecution_agent": life.told.get("agent", "none"), "companion_risk": "no"}
    if fear == "yes":
        given["feared_countries"] = [life.told["origin"]]
    life.wait(9)
    if not life.attempt(officer, "screen", **given):
        raise Ended
    life.wait(12)
    life.told["complete"] = life.attempt(officer, "complete_screening")
    if life.chance.random() < 0.35:
        life.do(officer, "record_incident", types=[life.pick(("robbery", 4), ("extortion", 3), ("abuse_of_authority", 2), ("physical_violence", 2))],
                phase="transit", country="GTM", author=life.told.get("author", "unknown"), learnt_in="screening")  # fmt: skip


def cared_for(life: Life) -> None:
    """A guardian, a lawyer, a place to live; never behind a closed door."""
    officer, chance = life.told["officer"], life.chance
    if chance.random() < 0.1:
        life.attempt(officer, "place_in_care", provider=provider("open_shelter_children"))
    life.do(
        officer,
        "record_measure_request",
        requested_of="Juzgado de Familia de demostración",
        measure="Acogimiento en lugar abierto",
    )
    if chance.random() < 0.7:
        life.do(
            officer,
            "record_care_options",
            options=[{"option": "foster_family", "why_not": "none_free", "reason": "No hay familia libre esta semana"}],
        )
        kind = "specialised_trafficking" if life.told.get("exploited") else "open_shelter_children"
    else:
        kind = "foster_family"
    if life.told["age"] < 3:
        kind = "foster_family"
    life.told["placed"] = life.attempt(
        officer,
        "place_in_care",
        provider=provider(kind),
        legal_basis="statute",
        legal_basis_reason="Ley General, medida urgente",
        where="Habitación compartida",
    )
    life.wait(20)
    life.attempt(
        officer,
        "appoint_guardian",
        guardian=guardian(chance),
        guardian_kind="interim",
        legal_basis="statute",
        legal_basis_reason="Representación en suplencia, Ley General 122",
    )
    life.do(officer, "record_legal_representation", step="appointed", lawyer=lawyer(chance))
    life.wait(40)
    if life.told["placed"] and chance.random() < 0.8:
        life.do(officer, "record_placement_review", result="continues", child_said="Está bien y duerme tranquila")


def assessed(life: Life) -> None:
    """Heard, and the nine factors rated with evidence."""

    officer = life.told["officer"]
    life.do(
        officer,
        "record_views",
        actions=["complete_bia", "decide_bid", "interview"],
        child_views=life.pick(("agrees", 7), ("ambivalent", 2), ("disagrees", 1)),
        own_words="Quiero estudiar y estar con mi familia",
        language=life.told["language"],
    )
    life.attempt(
        officer,
        "interview",
        interview_subject="family",
        private_space=True,
        support_person="present",
        same_sex_offered=True,
        language=life.told["language"],
        account="Vivía con su abuela; su tía está en otra ciudad.",
    )
    life.wait(60)
    factors = [
        {
            "factor": factor,
            "risk_level": life.pick(("low", 6), ("medium", 3)),
            "evidence": "Lo que dijo, lo que se observó y los documentos",
        }
        for factor in sorted(BIA_FACTORS)
    ]
    life.do(
        officer,
        "record_bia",
        factors=factors,
        recommends_determination=True,
        immediate_plan="Escuela, salud y contacto con su familia",
    )
    life.told["assessed"] = life.attempt(officer, "complete_bia", conclusion="Procede la determinación")


def determined(life: Life, solution: str) -> None:
    """A panel compares, gives reasons, signs, decides, and tells the child."""

    officer, day = life.told["officer"], life.at.date().isoformat()
    panel = [
        {
            "name": "Amelia Quintero",
            "org_kind": "protection",
            "discipline": "law",
            "role": "chair",
            "vote": "in_favour",
        },
        {
            "name": "Lidia Moreno",
            "org_kind": "protection",
            "discipline": "psychology",
            "role": "member",
            "vote": "in_favour",
        },
        {"name": "Hilda Camey", "org_kind": "health", "discipline": "medicine", "role": "member", "vote": "in_favour"},
    ]
    if life.chance.random() < 0.3:
        panel.append({"name": "Ramiro Xol", "org_kind": "migration", "discipline": "migration", "role": "voice"})
    options = [
        {
            "solution": solution,
            "reasons": "Es lo que mejor protege y lo que pide",
            "in_favour": "Continuidad y escuela",
        },
        {
            "solution": "interim_no_solution" if solution != "interim_no_solution" else "local_integration_family",
            "reasons": "Deja todo sin resolver",
            "against": "Prolonga la espera",
        },
    ]
    reasons = [
        {"factor": factor, "reason": "Se consideró con la evidencia de la evaluación"} for factor in sorted(BIA_FACTORS)
    ]
    life.do(
        officer,
        "record_bid",
        step="convened",
        members=panel,
        options=options,
        reasons=reasons,
        child_words="Quiero estar con mi tía y volver a la escuela",
    )
    life.wait(30)
    life.do(
        officer,
        "record_bid",
        signatures=[{"member": member["name"], "signed_on": day} for member in panel if "vote" in member],
    )
    life.signed("record_individual_decision", collective_measure="no", reason="Se resuelve únicamente su caso")
    decided = life.attempt(
        officer,
        "decide_bid",
        solution=solution,
        reason_codes=["safety", "family_unity", "views_of_child"],
        reasons="La opción protege mejor sus derechos",
    )
    life.told["decided"] = decided
    if not decided:
        return
    life.wait(20)
    life.do(
        officer,
        "record_bid_notified",
        to=["child", "guardian"],
        how=["spoken"],
        language=life.told["language"],
        understood="yes",
        remedies_explained=True,
    )
    if life.chance.random() < 0.6:
        due = (life.at + timedelta(days=30)).date().isoformat()
        life.do(officer, "record_restitution_plan", measures=[
            {"right": "education", "measure": "Inscripción escolar", "responsible": "Albergue", "due_on": due, "state": "under_way"},
            {"right": "health", "measure": "Control de salud", "responsible": "Hospital", "due_on": due},
        ])  # fmt: skip


def refuge(life: Life) -> None:
    """Fear is heard: the refugee authority is told, and the country of origin never is."""
    officer = life.told["officer"]
    if life.chance.random() < 0.4:
        life.attempt(officer, "notify_consulate", institution=institution("consulate"), fields=["identity"])
    life.attempt(
        officer,
        "refer_asylum",
        institution=institution("refugee"),
        purpose="asylum_procedure",
        wants_asylum="yes",
        urgency="urgent",
        fields=["identity", "asylum"],
        message="Teme volver",
    )
    life.wait(30)
    life.do(officer, "record_international_protection", asylum="pending", reason="Constancia de la solicitud")
    if life.chance.random() < 0.3:
        life.wait(24 * 60)
        life.do(
            "refugio1",
            "record_international_protection",
            asylum=life.pick(("recognised", 5), ("complementary", 2), ("final_negative", 1)),
            decision_reference="Resolución de demostración",
        )


def exploitation(life: Life) -> None:
    """Signs of exploitation: the specialised mechanism is told, and a safe place asked for."""
    officer = life.told["officer"]
    life.do(officer, "record_safe_placement_request", requested_of="Casa Luciérnaga")
    life.attempt(
        officer,
        "refer_trafficking",
        institution=institution("prosecutor"),
        purpose="trafficking_protection",
        urgency="critical",
        fields=["identity"],
        confirmations=["not_criminalised"],
    )
    life.do(
        officer,
        "record_family_risk",
        family_implicated=life.pick(("unknown", 3), ("no", 2), ("yes", 1)),
        evidence="Entrevista y observación",
    )


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


def followed(life: Life) -> None:
    """A formal guardian in time, and the care looked at again every few months until now."""
    officer = life.told["officer"]
    basis = {"legal_basis": "statute", "legal_basis_reason": "Representación originaria, Ley General 122"}
    life.attempt(officer, "appoint_guardian", guardian=guardian(life.chance), guardian_kind="formal", **basis)
    while life.told.get("placed"):
        life.wait(24 * 85)
        life.do(
            officer, "record_placement_review", result="continues", child_said="Quiere seguir en la escuela de aquí"
        )


def reunified(life: Life) -> None:
    """When no remedy can change the determination any more, the child goes to a verified and assessed family."""
    officer = life.told["officer"]
    life.wait(24 * 14)
    life.do(
        officer, "record_relationship_check", relationship_verified="yes", method=["civil_record", "mirror_questions"]
    )
    home = {"home_assessment": "positive", "home_country": "MEX", "caregiver_willing_able": "yes"}
    life.do(officer, "record_home_assessment", **home, relation="aunt_uncle", findings="Casa segura y escuela cercana")
    life.do(officer, "record_views", actions=["reunify"], child_views="agrees", own_words="Quiero irme con mi tía")
    life.wait(24 * 10)
    life.signed("record_stay_check", stay_order="no", where_checked="Registro de amparos")
    checked = ["risk", "health", "family", "asylum"]
    life.signed("record_circumstances_checked", checked=checked, how="Se habló con la niña o niño, su tutela y su tía")
    life.told["home"] = life.attempt(
        officer, "reunify", confirmations=["preference_reasoned"], preference="Tía materna"
    )


def too_early_return(life: Life) -> None:
    """Somebody tries to approve a return before it may be: refused, with reasons, for everyone to see."""
    life.attempt(life.told["officer"], "approve_return_plan", reason_codes=["family_unity"])


def institution(kind: str) -> str:
    """An institution of this kind, by id."""

    return str(
        Institution.objects.filter(org_kind=kind, verified_at__isnull=False)
        .order_by("name")
        .values_list("id", flat=True)
        .first()
    )


def provider(kind: str) -> str:
    """A place of care of this kind, by id."""

    return str(Provider.objects.filter(placement_type=kind).values_list("id", flat=True).first())


def interpreter(language: str) -> str | None:
    """Somebody who interprets this language, by id."""

    found = Interpreter.objects.filter(languages__contains=[language]).values_list("id", flat=True).first()
    return str(found) if found else None


def _on_roll(kind: str, chance: random.Random) -> str:

    found = RollEntry.objects.filter(kind=kind, conflict="no").order_by("name").values_list("id", flat=True)
    return str(chance.choice(list(found)))


def guardian(chance: random.Random) -> str:
    """Somebody on the roll of guardians, by id."""
    return _on_roll("guardian", chance)


def lawyer(chance: random.Random) -> str:
    """Somebody on the roll of lawyers, by id."""
    return _on_roll("lawyer", chance)
