"""The code printed on a paper, and its verification.

It is derived from the hash of the paper's event.
"""

from django.db import connection

CODE_LENGTH = 20
_GROUPS = 4


def paper_code(hash: str) -> str:
    """Return the first 80 bits of an event's hash, in groups that can be read aloud.

    >>> code_of("0123456789abcdef0123" + "0" * 44)
    '0123-4567-89AB-CDEF-0123'
    """
    digits = hash[:CODE_LENGTH].upper()
    return "-".join(digits[place : place + _GROUPS] for place in range(0, CODE_LENGTH, _GROUPS))


def is_genuine(code: str) -> bool:
    """Return whether an event of this node has this code. One query."""
    digits = code.replace("-", "").replace(" ", "").lower()
    if len(digits) != CODE_LENGTH or any(digit not in "0123456789abcdef" for digit in digits):
        return False
    with connection.cursor() as cursor:
        cursor.execute("select app_event_exists(%s)", [digits])
        return bool(cursor.fetchone()[0])
