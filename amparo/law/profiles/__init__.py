"""Country profiles: the few values that differ by country, each with its source and whether it was verified.

A change of law is a new dated file beside the old one, so that earlier decisions can still be explained.
"""

from typing import Final

from amparo.law.profiles.base import CountryProfile, Sourced
from amparo.law.profiles.blz_2026 import BELIZE
from amparo.law.profiles.can_2026 import CANADA
from amparo.law.profiles.cri_2026 import COSTA_RICA
from amparo.law.profiles.dom_2026 import DOMINICAN_REPUBLIC
from amparo.law.profiles.gtm_2026 import GUATEMALA
from amparo.law.profiles.hnd_2026 import HONDURAS
from amparo.law.profiles.mex_2026 import MEXICO
from amparo.law.profiles.nic_2026 import NICARAGUA
from amparo.law.profiles.pan_2026 import PANAMA
from amparo.law.profiles.slv_2026 import EL_SALVADOR
from amparo.law.profiles.usa_2026 import UNITED_STATES

PROFILES: Final[dict[str, CountryProfile]] = {
    profile.iso3: profile
    for profile in (
        BELIZE,
        CANADA,
        COSTA_RICA,
        DOMINICAN_REPUBLIC,
        GUATEMALA,
        HONDURAS,
        MEXICO,
        NICARAGUA,
        PANAMA,
        EL_SALVADOR,
        UNITED_STATES,
    )
}


def profile_for(country: str) -> CountryProfile:
    """The profile in force for a member country, by its ISO 3166 alpha-3 code. Raises: KeyError for any other."""
    return PROFILES[country]


__all__ = ["PROFILES", "CountryProfile", "Sourced", "profile_for"]
