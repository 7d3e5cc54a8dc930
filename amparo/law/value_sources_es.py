"""The sources of country values in Spanish, by their English sentence in the profiles.

A source that only cites a law or a standard by its name has no entry: it reads alike in both languages.
"""

from typing import Final

VALUE_SOURCES: Final[dict[str, str]] = {
    "information only, no rule uses it": "sólo información, ninguna regla lo usa",
    "information only, no rule uses it; 18 or 19 by province": (
        "sólo información, ninguna regla lo usa; 18 o 19 según la provincia"
    ),
    "information only, no rule uses it; 18, 19 or 21 by state": (
        "sólo información, ninguna regla lo usa; 18, 19 o 21 según el estado"
    ),
    "information only, no rule uses it; civil majority 21, to be checked": (
        "sólo información, ninguna regla lo usa; mayoría civil a los 21, por comprobar"
    ),
    "CRC 1; treaty floor for every member": "CRC 1; mínimo del tratado para todos los países miembros",
    "geography, land neighbours among members": "geografía, vecinos por tierra entre los países miembros",
    "default": "valor del proyecto",
    "default; no national figure found": "valor del proyecto; no se encontró una cifra nacional",
    "default; the national protocol asks for immediate action, no hours seen": (
        "valor del proyecto; el protocolo nacional pide actuar de inmediato, sin horas a la vista"
    ),
    "default; police may not take a child to a station": (
        "valor del proyecto; la policía no puede llevar a una niña o niño a una comisaría"
    ),
    "national law not checked in detail": "la ley nacional no se revisó en detalle",
    "PP default; national law not checked": "valor del proyecto (PP); la ley nacional no se revisó",
    "PP: IRPA 57(1) asks for a first review within 48 h and sets no exit limit; reviews at 7 and 30 days follow": (
        "PP: IRPA 57(1) pide una primera revisión en 48 h, sin límite de salida; siguen revisiones a los 7 y 30 días"
    ),
    "15 days: Refugee Appeal Division, Federal Court": (
        "15 días: Sección de Apelaciones de Refugio (Refugee Appeal Division), Tribunal Federal"
    ),
    "Constitution art. 55; Ley 7648: PANI represents": "Constitución, art. 55; Ley 7648: representa el PANI",
    "PP, longer than the law as read of 1999: 48 h (Ley 7739 139)": (
        "PP, más largo que la ley leída, de 1999: 48 h (Ley 7739 139)"
    ),
    "Ley PINA (Decreto 27-2003) 108-a: PGN represents who lacks a representative; care is for the judge (112, 116-b)": (
        "Ley PINA (Decreto 27-2003) 108-a: la PGN representa a quien no tiene representante; del cuidado decide el "
        "juzgado (112, 116-b)"
    ),
    "PP, longer than the law: 3 days to appeal, 48 h for revocation (Ley PINA 125-131)": (
        "PP, más largo que la ley: 3 días para apelar, 48 h para la revocatoria (Ley PINA 125-131)"
    ),
    "Ley de Migración 95, 98, 99, 112: no stay in a migration station": (
        "Ley de Migración 95, 98, 99, 112: ninguna estancia en una estación migratoria"
    ),
    "LGDNNA 106, 122: Procuraduría represents (coadyuvancia, suplencia)": (
        "LGDNNA 106, 122: representa la Procuraduría (coadyuvancia, suplencia)"
    ),
    "15 working days: LFPA 28, 85; Ley de Amparo 17-19; Ley sobre Refugiados 25 "
    "(against deportation no limit: Ley de Amparo 17-IV)": (
        "15 días hábiles: LFPA 28, 85; Ley de Amparo 17-19; Ley sobre Refugiados 25 "
        "(contra la deportación, sin límite: Ley de Amparo 17-IV)"
    ),
    "PP; 3 working days for refugee refusals in the text of 2002; remedies against the Juntas not read": (
        "PP; 3 días hábiles contra la negativa de refugio en el texto de 2002; no se leyeron los recursos contra las "
        "Juntas"
    ),
    "8 USC 1232(b)(3): 72 h from the determination that the child is unaccompanied; "
    "counted here from custody, which is stricter": (
        "8 USC 1232(b)(3): 72 h desde que se determina que la niña o niño no está acompañado; aquí se cuentan desde la "
        "custodia, que es más estricto"
    ),
    "8 USC 1158(d)(5)(A)(iv): 30 days for the asylum appeal": (
        "8 USC 1158(d)(5)(A)(iv): 30 días para apelar la decisión de asilo"
    ),
}
"""Spanish texts by English text, each with its citations unchanged."""
