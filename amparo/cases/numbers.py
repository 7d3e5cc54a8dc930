"""Case numbers as people say and write them."""

import secrets

from django.conf import settings

# Crockford's base 32: no I, L, O, U, so that a number read aloud or by hand is not misread.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK = _ALPHABET + "*~$=U"
_NUMBER_LENGTH, _SHORTEST_PART, _HALF = 14, 4, 5
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def _check_character(digits: str) -> str:
    number = 0
    for digit in digits:
        number = number * 32 + _ALPHABET.index(digit)
    return _CHECK[number % 37]


def new_case_number(country: str) -> str:
    """Return `MEX-7Q4K2-M9XB1-T`: country, fifty random bits, check character.

    It tells nobody how many there are.
    """
    digits = "".join(secrets.choice(_ALPHABET) for _ in range(10))
    return f"{country}-{digits[:5]}-{digits[5:]}-{_check_character(digits)}"


def read_case_number(text: str) -> str | None:
    """Return the number as written by a person, put right; None if it cannot be one.

    Without its country it is one of this node's.

    >>> check = _check_character("7Q4K2M9XB1")
    >>> read_case_number(" mex 7q4k2 m9xbI " + check) == "MEX-7Q4K2-M9XB1-" + check
    True
    >>> read_case_number("MEX-7Q4K2-M9XB1-!") is None
    True
    """
    plain = "".join(text.upper().split()).replace("-", "")
    if len(plain) == _NUMBER_LENGTH - 3:
        plain = settings.NODE + plain
    country, digits, check = plain[:3], plain[3:13].translate(_MISREAD), plain[13:]
    if len(plain) != _NUMBER_LENGTH or not country.isalpha() or any(digit not in _ALPHABET for digit in digits):
        return None
    if check != _check_character(digits):
        return None
    return f"{country}-{digits[:5]}-{digits[5:]}-{check}"


def number_parts(text: str) -> set[str]:
    """Return a text that may be a part of a number, as written and put right.

    Nothing for a text that is none.

    >>> sorted(number_parts("7q4k2-m9xbI"))
    ['7Q4K2-M9XB1', '7Q4K2-M9XBI']
    >>> sorted(number_parts("7q4k2m9x"))
    ['7Q4K2-M9X', '7Q4K2M9X']
    >>> number_parts("María") | number_parts("Ana")
    set()
    """
    part = "-".join(text.upper().replace("-", " ").split())
    plain = part.replace("-", "")
    if not _SHORTEST_PART <= len(plain) <= _NUMBER_LENGTH or not (plain.isascii() and plain.isalnum()):
        return set()
    written = {part, f"{plain[:5]}-{plain[5:]}"} if part == plain and len(plain) > _HALF else {part}
    return written | {one.translate(_MISREAD) for one in written}
