"""The invented institutions and people of a demo node. Any likeness of names is chance."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password

from amparo.accounts.models import Agency, Certificate, Person, Token
from amparo.accounts.roles import ROLES
from amparo.accounts.selectors import actor_of, token_hash
from amparo.directory.models import Institution, InstitutionAgreement, Interpreter
from amparo.ledger.actor import Actor
from amparo.protection.models import Provider, RollEntry

AGENCIES = (
    ("protection-north", "Procuraduría de Protección Río Claro", "protection", "Río Claro"),
    ("protection-south", "Procuraduría de Protección Las Ceibas", "protection", "Las Ceibas"),
    ("migration", "Oficina Migratoria Paso Agua Clara", "migration", "Paso Agua Clara"),
    ("police", "Policía de Caminos El Mirador", "police", "El Mirador"),
    ("refugee", "Comisión de Refugio, Oficina Las Ceibas", "refugee", "Las Ceibas"),
    ("prosecutor", "Fiscalía Especializada La Alborada", "prosecutor", "Las Ceibas"),
    ("labour", "Inspección del Trabajo Valle Verde", "labour", "Valle Verde"),
    ("health", "Hospital Comunitario Santa Lucía", "health", "Las Ceibas"),
    ("consulate", "Consulado de México en Puerto Sereno", "consulate", "Puerto Sereno"),
    ("shelter", "Albergue El Roble", "ngo", "Las Ceibas"),
    ("partner", "Fundación Caminos de Luz", "ngo", "Río Claro"),
)
# (user name, role, agency, name); guardians, lawyers, auditors and administrators act for no agency.
PEOPLE = (
    ("frontera1", "border_officer", "migration", "Ramiro Xol Teni"),
    ("frontera2", "border_officer", "migration", "Delia Arriaga Sosa"),
    ("policia1", "police_officer", "police", "Bruno Castañón Vela"),
    ("norte1", "protection_officer", "protection-north", "Rosa Méndez Tun"),
    ("norte2", "protection_officer", "protection-north", "Elías Cordero Paz"),
    ("norte.supervision", "protection_supervisor", "protection-north", "Amelia Quintero Rojas"),
    ("sur1", "protection_officer", "protection-south", "Noé Caal Pop"),
    ("sur2", "protection_officer", "protection-south", "Irene Balam Cruz"),
    ("sur.supervision", "protection_supervisor", "protection-south", "Tomás Herrera Luna"),
    ("tutora1", "guardian", None, "Marta Ixcoy Us"),
    ("tutor2", "guardian", None, "Julián Prado Sáenz"),
    ("defensa1", "legal_representative", None, "Laura Cifuentes Mora"),
    ("defensa2", "legal_representative", None, "Óscar Tepal Ruiz"),
    ("refugio1", "refugee_officer", "refugee", "Beatriz Solano Ek"),
    ("fiscalia1", "prosecutor", "prosecutor", "Darío Maldonado Tuz"),
    ("trabajo1", "labour_inspector", "labour", "Celia Arana Poot"),
    ("salud1", "health_worker", "health", "Hilda Camey Rax"),
    ("consul1", "consul", "consulate", "Víctor Olmedo Rangel"),
    ("busqueda1", "tracing_officer", "protection-north", "Nora Pech Uc"),
    ("albergue1", "care_provider", "shelter", "Pilar Domínguez Chi"),
    ("aliada1", "partner_ngo", "partner", "Sonia Vidal Ake"),
    ("enlace1", "liaison_officer", "protection-south", "Rubén Estrada Kú"),
    ("estadistica1", "statistician", "protection-north", "Aída Montero Cab"),
    ("auditoria1", "auditor", None, "Gabriel Sierra Dzul"),
    ("sistema1", "administrator", None, "Ximena Duarte Can"),
)
HERE = ""  # the country of the node
INSTITUTIONS = (
    ("Comisión de Refugio, Oficina Las Ceibas", "refugee", HERE, "refugee", "national_protocol"),
    ("Fiscalía Especializada La Alborada", "prosecutor", HERE, "prosecutor", "national_protocol"),
    ("Hospital Comunitario Santa Lucía", "health", HERE, "health", "national_protocol"),
    ("Inspección del Trabajo Valle Verde", "labour", HERE, "labour", "national_protocol"),
    ("Fundación Caminos de Luz", "ngo", HERE, "partner", "national_protocol"),
    ("Procuraduría de Protección Las Ceibas", "protection", HERE, "protection-south", "national_protocol"),
    ("Escuela Primaria Tres Volcanes", "ngo", HERE, None, None),
    ("Consulado de Guatemala en Las Ceibas", "consulate", "GTM", None, "bilateral"),
    ("Consulado de Honduras en Las Ceibas", "consulate", "HND", None, "bilateral"),
    ("Consulado de El Salvador en Las Ceibas", "consulate", "SLV", None, "bilateral"),
    ("Protección de la Niñez de Guatemala, Enlace", "protection", "GTM", None, "regional_code_of_ethics"),
    ("Protección de la Niñez de Honduras, Enlace", "protection", "HND", None, "regional_code_of_ethics"),
    ("Protección de la Niñez de El Salvador, Enlace", "protection", "SLV", None, "bilateral"),
)
PROVIDERS: tuple[tuple[str, str, str | None, int, list[str], int, int, bool], ...] = (
    ("Albergue El Roble", "open_shelter_children", "shelter", 260, [], 3, 17, False),
    ("Familias de Acogida Las Ceibas", "foster_family", None, 220, [], 0, 17, False),
    ("Familias de la Comunidad Mam", "host_community", None, 60, [], 0, 17, False),
    ("Casa Luciérnaga", "specialised_trafficking", None, 60, [], 6, 17, True),
    ("Unidad Madre e Hija Aurora", "mother_child_unit", None, 25, ["female"], 0, 17, False),
    ("Estancia de Emergencia Río Claro", "emergency_short", None, 40, [], 0, 17, False),
    ("Hogar Los Pinos (13 a 17)", "small_group_home", None, 40, ["male"], 13, 17, False),
)
INTERPRETERS = (
    ("Micaela Ortiz Mendoza", ["mam", "spa"], True, True),
    ("Domingo Pú Tzoc", ["quc", "spa"], True, False),
    ("Petrona Cuc Choc", ["kek", "spa"], False, True),
    ("Jean-Robert Desir", ["hat", "fra", "spa"], False, True),
    ("Clemente Amador Interiano", ["caa", "spa"], False, True),
    ("Lucía Norales Batiz", ["cab", "spa"], True, True),
    ("Amanda Wills Taylor", ["miq", "spa", "eng"], False, True),
    ("Julia Franco Sosa", ["sgn", "spa"], True, True),
)


@dataclass
class World:
    """Who is there: agencies and actors by short name."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)


def build(node: str, began: datetime, home: Path) -> World:
    """Make institutions and people, and write their demo passwords and tokens where only their owner reads them."""
    world = World({key: _agency(node, name, kind, place, key) for key, name, kind, place in AGENCIES})
    told = [_person(world, began, *row) for row in PEOPLE]
    path = home / "secrets" / f"demo-users-{node}.json"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(told, file, ensure_ascii=False, indent=1)
    _directory(world, node, began)
    return world


def load(node: str, at: datetime) -> World:
    """The same world, already made. `at`: when its people act (their certificates are looked at then)."""
    from amparo.ledger import clock

    agencies = {agency.name: agency for agency in Agency.objects.all()}
    world = World({key: agencies[name] for key, name, _, _ in AGENCIES})
    with clock.at(at):
        for person in Person.objects.select_related("agency"):
            world.actors[person.username] = actor_of(person)
    return world


def _agency(node: str, name: str, kind: str, place: str, key: str) -> Agency:
    phone = f"+52 555 01{len(name):02} {sum(name.encode()) % 10000:04}"
    return Agency.objects.create(
        name=name, org_kind=kind, country=node, place=place, phone=phone, competent_by_default=key == "protection-north"
    )


def _person(world: World, began: datetime, username: str, role: str, agency: str | None, name: str) -> dict[str, Any]:
    of = world.agencies[agency] if agency else None
    password, token = secrets.token_urlsafe(12), secrets.token_urlsafe(32)
    person = Person.objects.create(
        username=username, name=name, role=role, agency=of, password=make_password(password), demo=True
    )
    Token.objects.create(person=person, hash=token_hash(token), created_at=began)
    if role not in ("auditor", "administrator", "statistician", "policia1", "police_officer"):
        Certificate.objects.create(
            person=person, issued_by="Escuela de Protección Demostrativa", valid_from=began.date(),
            valid_until=began.date() + timedelta(days=1500), entered_at=began,
        )  # fmt: skip
    return {
        "username": username,
        "password": password,
        "token": token,
        "role": role,
        "org_kind": ROLES[role].org_kind,
        "agency": of.name if of else None,
        "agency_id": str(of.id) if of else None,
        "supervisor": role == "protection_supervisor",
        "name": name,
    }


def _directory(world: World, node: str, began: datetime) -> None:
    later, keeper = began.date() + timedelta(days=1500), Person.objects.get(username="sistema1").id
    for name, kind, country, agency, agreement in INSTITUTIONS:
        known = agreement is not None
        institution = Institution.objects.create(
            name=name, org_kind=kind, country=country or node, phone="+52 555 0199 0000", hours="24 h" if kind != "ngo" else "8–16 h",
            verified_at=began if known else None, verified_by=keeper if known else None,
            undertaking_until=later if known else None, agency=world.agencies.get(agency or ""),
        )  # fmt: skip
        if agreement:
            InstitutionAgreement.objects.create(
                institution=institution,
                kind=agreement,
                title="Acuerdo de demostración",
                valid_from=began.date(),
                valid_until=later,
            )
    for name, kind, agency, places, sexes, age_from, age_to, confidential in PROVIDERS:
        Provider.objects.create(
            name=name, placement_type=kind, agency=world.agencies.get(agency or ""), country=node, place="Las Ceibas",
            phone="+52 555 0188 0000", licence_until=later, staff_vetted=True, places=places, sexes=sexes, age_from=age_from,
            age_to=age_to, languages=["spa", "mam", "quc", "kek", "eng"], accessible=True, address_confidential=confidential,
        )  # fmt: skip
    _roll(later)
    for name, languages, in_person, remote in INTERPRETERS:
        Interpreter.objects.create(
            name=name,
            languages=languages,
            in_person=in_person,
            remote=remote,
            phone="+52 555 0177 0000",
            hours="6–22 h",
            qualified_until=later,
        )


def _roll(later: date) -> None:
    for username, kind, conflict in (
        ("tutora1", "guardian", "no"), ("tutor2", "guardian", "no"), ("defensa1", "lawyer", "no"), ("defensa2", "lawyer", "no"),
    ):  # fmt: skip
        person = Person.objects.get(username=username)
        RollEntry.objects.create(
            kind=kind, name=person.name, person=person, institution="Colegio de demostración", suitable="yes",
            suitable_until=later, conflict=conflict, languages=["spa"],
        )  # fmt: skip
    RollEntry.objects.create(
        kind="guardian", name="Saúl Bermejo Pat", institution="Albergue El Roble", suitable="unknown", conflict="yes",
        conflict_note="Trabaja en el albergue", languages=["spa"],
    )  # fmt: skip
