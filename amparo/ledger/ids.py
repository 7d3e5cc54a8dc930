"""Identifiers of rows: UUID version 7 (RFC 9562)."""

import os
import time
from uuid import UUID


def new_id() -> UUID:
    """Return a time-ordered UUID.

    New rows are then added at the end of their index.
    """
    milliseconds = time.time_ns() // 1_000_000
    value = milliseconds << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
