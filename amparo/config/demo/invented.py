"""The invented institutions and people of the demo."""

from __future__ import annotations

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
    ("Procuraduría de Protección Río Claro", "protection", HERE, "protection-north", "national_protocol"),
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
ROLL: tuple[tuple[str, str, str, str, str, str, str | None], ...] = (
    ("guardian", "tutora1", "", "Colegio de demostración", "yes", "no", None),
    ("guardian", "tutor2", "", "Colegio de demostración", "yes", "no", None),
    ("lawyer", "defensa1", "", "Colegio de demostración", "yes", "no", None),
    ("lawyer", "defensa2", "", "Colegio de demostración", "yes", "no", None),
    ("guardian", "", "Saúl Bermejo Pat", "Albergue El Roble", "unknown", "yes", "Trabaja en el albergue"),
)
REGIONAL_PEOPLE = (
    ("secretaria1", "secretariat", None, "Olga Benavides Cruz"),
    ("presidencia1", "presidency", None, "Héctor Zamora Tun"),
    ("rrocm1", "civil_society", None, "Elsa Pineda Coc"),
    ("observa1", "observer", None, "Martina Leclair Poot"),
    ("auditoria1", "auditor", None, "Fermín Castro Uc"),
    ("sistema1", "administrator", None, "Inés Robleda Chan"),
)
"""The people of the regional node, as `PEOPLE`."""
