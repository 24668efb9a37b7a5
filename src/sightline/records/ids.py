"""Identifiers for addresses: they sort by creation time and tell an outsider nothing else."""

import secrets
import time
import uuid


def new_id() -> uuid.UUID:
    """Return a version 7 UUID.

    Source: RFC-9562
    """
    milliseconds = time.time_ns() // 1_000_000
    random_bits = secrets.randbits(74)
    return uuid.UUID(
        int=milliseconds << 80
        | 0x7 << 76
        | (random_bits >> 62) << 64
        | 0b10 << 62
        | random_bits & (1 << 62) - 1
    )
