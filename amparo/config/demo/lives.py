"""Children's lives, made by performing acts over eighteen simulated months, so that every chain and refusal is real.

`python -m amparo.config.demo.lives BEGAN CHILDREN PART PARTS`: the lives of one process. No person here is real.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import django

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


class Ended(Exception):
    """The simulated time has reached the present: the rest of this life has not happened yet."""


@dataclass
class Life:
    """One child's life so far: the instant, the case, what chance decided."""

    world: Any
    chance: random.Random
    at: datetime
    until: datetime
    case: UUID | None = None
    told: dict[str, Any] = field(default_factory=dict)

    def wait(self, hours: float) -> None:
        """Let time pass, more or less."""
        self.at += timedelta(hours=hours * self.chance.uniform(0.5, 1.4))
        if self.at >= self.until:
            raise Ended

    def do(self, who: str, code: str, /, **given: Any) -> Any:
        """Perform an act now; the case it opens is remembered. Raises what the pipeline raises."""
        from amparo.core import clock
        from amparo.core.access import acting_as
        from amparo.core.acts import ACTS
        from amparo.core.inputs import parse_input
        from amparo.core.perform import perform

        by = self.world.actors[who]
        with clock.at(self.at), acting_as(by.id):
            outcome = perform(code, self.case, parse_input(ACTS[code], given), by=by)
        self.case = outcome.case.id
        return outcome

    def age(self) -> int:
        """The age that the law gives the child now, with the benefit of the doubt."""
        from amparo.core.access import acting_as
        from amparo.core.file import read_file
        from amparo.protection.age import age_at

        with acting_as(self.world.actors[self.told["officer"]].id):
            return age_at(read_file(self.opened(), "MEX"), self.at) or 0

    def opened(self) -> UUID:
        """The case of this child. Raises `LookupError` before it is registered."""
        if self.case is None:
            raise LookupError("not registered yet")
        return self.case

    def attempt(self, who: str, code: str, /, **given: Any) -> bool:
        """Try an act that the law may refuse; whether it was done. The refusal stays on the chain."""
        from amparo.core.problems import Refused

        try:
            self.do(who, code, **given)
        except Refused:
            return False
        return True

    def signed(self, code: str, /, **given: Any) -> None:
        """Perform an act that the supervisor has signed."""
        from amparo.core import clock
        from amparo.core.access import acting_as
        from amparo.core.acts import ACTS
        from amparo.core.approvals import give
        from amparo.core.inputs import parse_input
        from amparo.core.models import Case

        supervisor = self.world.actors[self.told["supervisor"]]
        with clock.at(self.at), acting_as(supervisor.id):
            case = Case.objects.get(id=self.opened())
            approval = give(
                case, code, parse_input(ACTS[code], given), kind="signature", reason="Leído y de acuerdo", by=supervisor
            )
        self.do(self.told["officer"], code, **given, signature=str(approval.id))

    def pick(self, *weighted: tuple[str, float]) -> str:
        """One of several, by weight."""
        return self.chance.choices([name for name, _ in weighted], [weight for _, weight in weighted])[0]


def registered(life: Life) -> None:
    """Found at the border or brought to protection, and registered with four answers."""
    from amparo.core.problems import Duplicates

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
    from amparo.protection.screening.items import items

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
    from amparo.law.sets import BIA_FACTORS

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
    from amparo.law.sets import BIA_FACTORS

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
    life.do(
        officer,
        "record_family_risk",
        family_implicated="no",
        evidence="Entrevista con la niña, niño o adolescente y su tutela",
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


def too_early_return(life: Life) -> None:
    """Somebody tries to approve a return before it may be: refused, with reasons, for everyone to see."""
    life.attempt(life.told["officer"], "approve_return_plan", reason_codes=["family_unity"])


def waiting(life: Life) -> None:
    """A short life so far: registered, received, not yet screened."""
    life.told |= {"with_whom": life.pick(("unaccompanied", 5), ("separated", 3), ("unknown", 1))}
    registered(life)
    received(life)


def whole_way(life: Life) -> None:
    """From the border to a determination and its plan."""
    life.told |= {"with_whom": life.pick(("unaccompanied", 6), ("separated", 3)), "signs": ["uasc.observed.01"]}
    registered(life)
    received(life)
    screened(life)
    too_early_return(life)
    cared_for(life)
    tracing(life)
    assessed(life)
    determined(
        life,
        life.pick(
            ("local_integration_residence", 4), ("family_reunification_country", 4), ("local_integration_family", 2)
        ),
    )


def in_fear(life: Life) -> None:
    """A child who fears to go back."""
    life.told |= {
        "with_whom": "unaccompanied",
        "fear": "yes",
        "agent": life.pick(("non_state", 5), ("family", 2), ("state", 1)),
        "signs": ["fear.asked.01", "gangs.asked.01"],
        "author": "criminal_group",
    }
    registered(life)
    received(life)
    screened(life)
    refuge(life)
    cared_for(life)
    too_early_return(life)
    assessed(life)
    determined(life, "interim_no_solution")


def exploited(life: Life) -> None:
    """A child who was exploited."""
    life.told |= {
        "with_whom": life.pick(("separated", 2), ("unaccompanied", 1)),
        "exploited": True,
        "signs": ["trafficking.observed.01", "trafficking.asked.11"],
    }
    registered(life)
    received(life)
    screened(life)
    exploitation(life)
    cared_for(life)
    assessed(life)
    determined(life, "local_integration_family")


def accompanied(life: Life) -> None:
    """A child with a verified family and no sign of need."""
    life.told |= {"with_whom": "accompanied"}
    registered(life)
    received(life)
    life.do(
        life.told["officer"],
        "record_family",
        with_whom="accompanied",
        companion_link_verified="yes",
        companion_risk="no",
    )
    screened(life)


LIVES: tuple[tuple[Callable[[Life], None], float], ...] = (
    (whole_way, 45),
    (in_fear, 20),
    (exploited, 10),
    (accompanied, 12),
    (waiting, 13),
)


def institution(kind: str) -> str:
    """An institution of this kind, by id."""
    from amparo.directory.models import Institution

    return str(
        Institution.objects.filter(org_kind=kind, verified_at__isnull=False)
        .order_by("name")
        .values_list("id", flat=True)
        .first()
    )


def provider(kind: str) -> str:
    """A place of care of this kind, by id."""
    from amparo.directory.models import Provider

    return str(Provider.objects.filter(placement_type=kind).values_list("id", flat=True).first())


def interpreter(language: str) -> str | None:
    """Somebody who interprets this language, by id."""
    from amparo.directory.models import Interpreter

    found = Interpreter.objects.filter(languages__contains=[language]).values_list("id", flat=True).first()
    return str(found) if found else None


def _on_roll(kind: str, chance: random.Random) -> str:
    from amparo.directory.models import RollEntry

    found = RollEntry.objects.filter(kind=kind, conflict="no").order_by("name").values_list("id", flat=True)
    return str(chance.choice(list(found)))


def guardian(chance: random.Random) -> str:
    """Somebody on the roll of guardians, by id."""
    return _on_roll("guardian", chance)


def lawyer(chance: random.Random) -> str:
    """Somebody on the roll of lawyers, by id."""
    return _on_roll("lawyer", chance)


def main(began: datetime, children: int, part: int, parts: int) -> None:
    """Live the lives of this part, one after another, each from its own day until now."""
    django.setup()
    from django.conf import settings

    from amparo.config.demo.world import load

    world, until = load(settings.NODE, began), datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=5)
    mine = range(part, children, parts)
    for done, number in enumerate(mine, 1):
        chance = random.Random(f"amparo-{number}")  # noqa: S311  invented lives, no secrets
        # Every eighth child arrived in the last days, so that work is waiting.
        span = until - began if number % 8 else timedelta(days=6)
        live = chance.choices([life for life, _ in LIVES], [weight for _, weight in LIVES])[0]
        life = Life(world, chance, until - span * chance.uniform(0.02, 0.99), until)
        try:
            live(life)
        except Ended:
            pass
        if part == 0 and done % 50 == 0:
            print(f"… {settings.NODE}: {done * parts} of {children} children", flush=True)


if __name__ == "__main__":
    os.environ["PGOPTIONS"] = "-c synchronous_commit=off"
    main(datetime.fromisoformat(sys.argv[1]), *(int(argument) for argument in sys.argv[2:5]))
