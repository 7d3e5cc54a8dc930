"""Words for countries and nationalities besides their names.

Adjectives, codes of two letters, abbreviations.
"""

from __future__ import annotations

import re

from amparo.ledger.words import fold_text

_WORDS = {
    "BLZ": "bz beliceno belicena belizean",
    "CAN": "ca canadiense canadian",
    "CRI": "cr costarricense tico tica costarican",
    "DOM": "do dominicano dominicana dominican repdominicana repubdominicana rd",
    "GTM": "gt guatemalteco guatemalteca guatemalan guate",
    "HND": "hn hondureno hondurena honduran",
    "MEX": "mx mexicano mexicana mexican estadosunidosmexicanos",
    "NIC": "ni nicaraguense nica nicaraguan",
    "PAN": "pa panameno panamena panamanian",
    "SLV": "sv salvadoreno salvadorena salvadoran salvadorian salvador",
    "USA": "us usa eu eua eeuu eeuua estadounidense norteamericano norteamericana estadosunidos unitedstates "
           "estadosunidosdenorteamerica estadosunidosdeamerica unitedstatesofamerica",
    "VEN": "ve venezolano venezolana venezuelan repbolivarianadevenezuela republicabolivarianadevenezuela "
           "venezuelarepbolivarianade venezuelarepublicabolivarianade",
    "HTI": "ht haitiano haitiana haitian",
    "CUB": "cu cubano cubana cuban",
    "ECU": "ec ecuatoriano ecuatoriana ecuadorian ecuadorean",
    "COL": "co colombiano colombiana colombian",
    "PER": "pe peruano peruana peruvian",
    "ARG": "ar argentino argentina argentine argentinian",
    "BRA": "br brasileno brasilena brasilero brasilera brazilian",
    "CHL": "cl chileno chilena chilean",
    "AFG": "af afgano afgana afghan",
    "CMR": "cm camerunes camerunesa cameroonian",
    "COD": "cd congoleno congolena congolese",
    "CHN": "cn chino china chinese",
    "IND": "in indio india indian",
    "NPL": "np nepali nepales nepalesa nepalese",
    "IRN": "ir irani iranian",
    "XXS": "apatrida stateless sinnacionalidad",
}  # fmt: skip
_IN_FRENCH_PORTUGUESE_AND_HAITIAN = {
    "BLZ": "belizien belizienne belizenho belizenha beliz",
    "CAN": "canadien canadienne canadense kanada kanadyen",
    "CRI": "costaricien costaricienne costarriquenho costarriquenha kostarika",
    "DOM": "dominicain dominicaine republiquedominicaine dominiken dominikenn repiblikdominikenn repiblikdominiken",
    "GTM": "guatemalteque gwatemala gwatemaltek",
    "HND": "hondurien hondurienne hondurenho hondurenha ondiras",
    "MEX": "mexicain mexicaine mexique meksik meksiken",
    "NIC": "nicaraguayen nicaraguayenne nikaragwa",
    "PAN": "panameen panameenne panamenho panamenha",
    "SLV": "salvadorien salvadorienne salvadorenho salvadorenha",
    "USA": "americain americaine etatsunis etatsunisdamerique estadunidense etazini ameriken amerikenn",
    "VEN": "venezuelien venezuelienne venezuelano venezuelana venezyela venezyelyen",
    "HTI": "haitien haitienne ayiti ayisyen ayisyenn",
    "CUB": "cubain cubaine kiba kiben",
    "ECU": "equatorien equatorienne equateur equatoriano equatoriana equador ekwate",
    "COL": "colombien colombienne colombie kolonbi kolonbyen",
    "PER": "peruvien peruvienne perou",
    "BRA": "bresilien bresilienne bresil brasileiro brasileira brezil brezilyen",
    "CHL": "chilien chilienne chili chilyen",
    "CMR": "camerounais camerounaise cameroun camaroes camaronense",
    "AGO": "angolais angolaise angolano angolana angolan angoleno angolena",
    "COD": "congolais congolaise rdc rdcongo drc repdemdelcongo republicademocraticadelcongo "
    "republiquedemocratiqueducongo",
    "CHN": "chinois chinoise chine chines chinesa",
    "IND": "indien indienne inde indiano indiana",
    "AFG": "afghane afegao afega",
    "XXS": "apatride apatrida",
}
"""As the papers of Haitian families who lived in Brazil, Chile or Canada have them; without accents."""
NATIONALITY_WORDS = {
    fold_text(word): code
    for of_languages in (_WORDS, _IN_FRENCH_PORTUGUESE_AND_HAITIAN)
    for code, words in of_languages.items()
    for word in words.split()
}
"""Codes of nationalities by a word as `plain_nationality` returns it."""


def plain_nationality(text: str) -> str:
    """Return a word for a country without endings, brackets, dots and spaces.

    >>> plain_nationality("Hondureño/a"), plain_nationality("EE. UU."), plain_nationality("Honduras (Copán)")
    ('hondureno', 'eeuu', 'honduras')
    """
    return re.sub(r"\s*\(.*?\)|/\w{1,2}$|[\W_]+", "", fold_text(text))
