"""Acts whose page is more than the generic form: each names its layout here."""

from amparo.core.acts import Act
from amparo.web.forms.layout import Layout, Section
from amparo.web.forms.layouts.assessment import AssessmentPage
from amparo.web.forms.layouts.determination import DeterminationPage
from amparo.web.forms.layouts.kinship import ContactSessionPage, RelationshipPage
from amparo.web.forms.layouts.restitution import RestitutionPage
from amparo.web.forms.layouts.screening import ScreeningPage
from amparo.web.forms.layouts.way_home import (
    FollowupPage,
    ReceptionAgreedPage,
    ReintegrationPage,
    ReturnPlanPage,
    TransitionPage,
)

LAYOUTS: dict[str, Layout] = {
    "screen": ScreeningPage(),
    "record_bia": AssessmentPage(),
    "record_bid": DeterminationPage(),
    "record_restitution_plan": RestitutionPage(),
    "record_relationship_check": RelationshipPage(),
    "record_contact_session": ContactSessionPage(),
    "record_return_plan": ReturnPlanPage(),
    "record_reception_accepted": ReceptionAgreedPage(),
    "record_reintegration_plan": ReintegrationPage(),
    "record_followup": FollowupPage(),
    "record_transition_plan": TransitionPage(),
}
_GENERIC, _SECTION = Layout(), Section()


def layout_of(declared: Act) -> Layout:
    """The layout of an act's page: its own, that of a section of the form, or the generic one."""
    return LAYOUTS.get(declared.code) or (_SECTION if declared.section else _GENERIC)
