"""The actions that the kernel decides on.

Titles, exposure of the child, competent institutions.
"""

from dataclasses import dataclass
from typing import Final, Literal

from amparo.law.vocabulary import OrgKind

ActionCode = Literal[
    "register",
    "screen",
    "complete_screening",
    "interview",
    "notify_consulate",
    "share_with_origin",
    "share_with_agency",
    "appoint_guardian",
    "place_in_care",
    "transfer_custody",
    "complete_bia",
    "decide_bid",
    "refer_asylum",
    "refer_trafficking",
    "open_tracing",
    "contact_family",
    "approve_return_plan",
    "execute_return",
    "receive_return",
    "reunify",
    "close_case",
    "transfer_to_adult_services",
    "publish_statistics",
]
ActionClass = Literal["protective", "neutral", "exposure"]

REGISTER: Final = "register"
SCREEN: Final = "screen"
COMPLETE_SCREENING: Final = "complete_screening"
INTERVIEW: Final = "interview"
NOTIFY_CONSULATE: Final = "notify_consulate"
SHARE_WITH_ORIGIN: Final = "share_with_origin"
SHARE_WITH_AGENCY: Final = "share_with_agency"
APPOINT_GUARDIAN: Final = "appoint_guardian"
PLACE_IN_CARE: Final = "place_in_care"
TRANSFER_CUSTODY: Final = "transfer_custody"
COMPLETE_BIA: Final = "complete_bia"
DECIDE_BID: Final = "decide_bid"
REFER_ASYLUM: Final = "refer_asylum"
REFER_TRAFFICKING: Final = "refer_trafficking"
OPEN_TRACING: Final = "open_tracing"
CONTACT_FAMILY: Final = "contact_family"
APPROVE_RETURN_PLAN: Final = "approve_return_plan"
EXECUTE_RETURN: Final = "execute_return"
RECEIVE_RETURN: Final = "receive_return"
REUNIFY: Final = "reunify"
CLOSE_CASE: Final = "close_case"
TRANSFER_TO_ADULT_SERVICES: Final = "transfer_to_adult_services"
PUBLISH_STATISTICS: Final = "publish_statistics"


@dataclass(frozen=True, slots=True)
class Action:
    """One action on a case.

    `kind` tells whether it protects the child, exposes the child, or neither.
    """

    code: ActionCode
    gate: str
    kind: ActionClass
    title_es: str
    title_en: str
    competent: frozenset[OrgKind]


_CATALOGUE = (
    Action(
        REGISTER,
        "G01",
        "protective",
        "Registrar a la niña, niño o adolescente",
        "Register the child",
        frozenset(
            {"migration", "protection", "consulate", "refugee", "police", "prosecutor", "labour", "health", "ngo", "io"}
        ),
    ),
    Action(
        SCREEN,
        "G02",
        "protective",
        "Identificar necesidades de protección",
        "Screen for protection needs",
        frozenset({"migration", "protection", "consulate", "refugee", "police", "labour", "health", "ngo", "io"}),
    ),
    Action(
        COMPLETE_SCREENING,
        "G02",
        "neutral",
        "Dar por completo el tamizaje",
        "Mark the screening complete",
        frozenset({"protection", "refugee", "ngo", "io"}),
    ),
    Action(
        INTERVIEW,
        "G03",
        "neutral",
        "Entrevistar",
        "Interview the child",
        frozenset({"migration", "protection", "consulate", "refugee", "police", "prosecutor", "health", "ngo", "io"}),
    ),
    Action(
        NOTIFY_CONSULATE,
        "G04",
        "exposure",
        "Notificar al consulado",
        "Notify the consulate",
        frozenset({"protection", "migration"}),
    ),
    Action(
        SHARE_WITH_ORIGIN,
        "G05",
        "exposure",
        "Compartir con el país de origen",
        "Share with the country of origin",
        frozenset({"protection"}),
    ),
    Action(
        SHARE_WITH_AGENCY,
        "G06",
        "exposure",
        "Compartir con otra institución",
        "Share with another agency",
        frozenset({"migration", "protection", "refugee", "police", "prosecutor", "labour", "health", "ngo", "io"}),
    ),
    Action(
        APPOINT_GUARDIAN,
        "G07",
        "protective",
        "Designar tutora o tutor",
        "Appoint a guardian",
        frozenset({"protection"}),
    ),
    Action(
        PLACE_IN_CARE,
        "G08",
        "protective",
        "Dar cuidado alternativo",
        "Place in alternative care",
        frozenset({"protection"}),
    ),
    Action(
        TRANSFER_CUSTODY,
        "G09",
        "neutral",
        "Cambiar de custodia",
        "Transfer custody",
        frozenset({"protection", "migration", "police"}),
    ),
    Action(
        COMPLETE_BIA,
        "G10",
        "neutral",
        "Completar la evaluación del interés superior",
        "Complete the best interests assessment",
        frozenset({"protection", "refugee", "ngo", "io"}),
    ),
    Action(
        DECIDE_BID,
        "G11",
        "neutral",
        "Determinar el interés superior",
        "Decide the best interests determination",
        frozenset({"protection"}),
    ),
    Action(
        REFER_ASYLUM,
        "G12",
        "protective",
        "Derivar a la autoridad de refugio",
        "Refer to the refugee authority",
        frozenset({"migration", "protection", "police", "prosecutor", "labour", "health", "ngo", "io"}),
    ),
    Action(
        REFER_TRAFFICKING,
        "G13",
        "protective",
        "Derivar como posible víctima de trata",
        "Refer as possible victim of trafficking",
        frozenset(
            {"migration", "protection", "consulate", "refugee", "police", "prosecutor", "labour", "health", "ngo", "io"}
        ),
    ),
    Action(
        OPEN_TRACING,
        "G14",
        "exposure",
        "Abrir la búsqueda de la familia",
        "Open family tracing",
        frozenset({"protection", "refugee", "ngo", "io"}),
    ),
    Action(
        CONTACT_FAMILY,
        "G15",
        "exposure",
        "Contactar a la familia en origen",
        "Contact the family in origin",
        frozenset({"protection", "refugee", "ngo", "io"}),
    ),
    Action(
        APPROVE_RETURN_PLAN,
        "G16",
        "exposure",
        "Aprobar el plan de retorno",
        "Approve the return plan",
        frozenset({"protection"}),
    ),
    Action(
        EXECUTE_RETURN,
        "G17",
        "exposure",
        "Ejecutar el retorno",
        "Carry out the return",
        frozenset({"protection", "migration"}),
    ),
    Action(
        RECEIVE_RETURN,
        "G18",
        "neutral",
        "Recibir en el país de origen",
        "Receive in the country of origin",
        frozenset({"protection"}),
    ),
    Action(
        REUNIFY, "G19", "exposure", "Reunificar con la familia", "Reunify with the family", frozenset({"protection"})
    ),
    Action(CLOSE_CASE, "G20", "exposure", "Cerrar el expediente", "Close the case", frozenset({"protection"})),
    Action(
        TRANSFER_TO_ADULT_SERVICES,
        "G21",
        "exposure",
        "Pasar a servicios de personas adultas",
        "Transfer to adult services",
        frozenset({"protection"}),
    ),
    Action(
        PUBLISH_STATISTICS,
        "G22",
        "exposure",
        "Publicar estadística",
        "Publish statistics",
        frozenset({"migration", "protection", "refugee", "labour", "secretariat"}),
    ),
)

ACTIONS: Final[dict[ActionCode, Action]] = {action.code: action for action in _CATALOGUE}
_CODES: Final[dict[str, ActionCode]] = {code: code for code in ACTIONS}


def parse_action_code(code: str) -> ActionCode:
    """Return the code of an action of the kernel. Raises: KeyError for any other text."""
    return _CODES[code]


def every_action_except(*codes: ActionCode) -> tuple[ActionCode, ...]:
    """Return all actions but those named, in the order of the catalogue."""
    return tuple(code for code in ACTIONS if code not in codes)
