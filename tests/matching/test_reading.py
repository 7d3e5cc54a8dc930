"""Names as people write them: titles, kinship, what the child is called, and a whole name in one column."""

from __future__ import annotations

import pytest

from amparo.matching.index import Index
from amparo.matching.reading import Names, is_plain_record, read_names
from amparo.matching.record import Record


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (("niña Eva hija de Marta", "Luna"), Names(("eva",), ("luna",), mother="Marta")),
        (("la menor Ana, mamá: Rosa Tum", "Caal"), Names(("ana",), ("caal",), mother="Rosa Tum")),
        (("José, papá: don Luis", "Caal"), Names(("jose",), ("caal",), father="don Luis")),
        (("Ana sobrina de Elsa", "Caal"), Names(("ana",), ("caal",))),
        (("Eva (hija de doña Marta)", "Luna"), Names(("eva",), ("luna",), mother="Marta")),
        (("Juan alias El Gato", "Caal"), Names(("juan",), ("caal",), lesser=("gato",))),
        (("", "Citlali (Lali) Arriaga Bocanegra"), Names(anywhere=("citlali", "arriaga", "bocanegra"),
        lesser=("lali",))),
        (("", 'ARRIAGA LINO "EL CHATO"'), Names(anywhere=("arriaga", "lino"), lesser=("chato",))),
        (("", "“La Güera” Caal Pop, Ana"), Names(("ana",), ("caal",), ("pop",), lesser=("guera",))),
        (("PÉREZ LÓPEZ, JUAN", ""), Names(("juan",), ("perez",), ("lopez",))),
        (("Ana Caal", ""), Names(anywhere=("ana", "caal"))),
        (("BL", "Quiñónez", "A."), Names(("b", "l"), ("quinonez",), ("a",))),
        (("E.", "Lara", "Y"), Names(("e",), ("lara",), ("y",))),
        (("Ma. Gpe.", "Hdez."), Names(("ma", "gpe"), ("hdez",))),
        (("Nena", "Caal"), Names(("nena",), ("caal",))),
        (("(Chato)", ""), Names(anywhere=("chato",))),
        (("", ""), Names()),
    ],
)  # fmt: skip
def test_a_name_is_read_as_it_was_meant(written: tuple[str, str], read: Names) -> None:
    assert read_names(Record(*written)) == read


def test_a_plain_name_needs_no_reading() -> None:
    assert is_plain_record(Record("José Luis", "de la Cruz", "Tz'unun"))
    assert not is_plain_record(Record("niña Eva", "Luna"))
    assert not is_plain_record(Record("", "Ana Caal"))
    assert not is_plain_record(Record("NoÃ©", "Caal"))


@pytest.mark.parametrize(
    "stored",
    [
        Record("niña Eva hija de Marta", "Luna", "Paz"), Record("", "Luna Paz Eva (Evita)"),
        Record("EVA", "LunÃ¡", "Paz"),
        Record("Paz Luna, Eva"), Record("E.", "Luna", "P."), Record("Luna", "Eva", "Paz"),
    ],
)  # fmt: skip
def test_a_record_on_file_is_read_like_a_question(stored: Record) -> None:
    index = Index()
    index.put([("eva", stored), ("ana", Record("Ana", "Mora", "Paz")), ("luz", Record("Luz", "Sol", "Roca"))])
    assert index.search(Record("Eva", "Luna", "Paz"))[0].key == "eva"
