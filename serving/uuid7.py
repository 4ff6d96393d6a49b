"""UUIDv7, which Python brings only from 3.14 and PostgreSQL only from 18 (RFC 9562, section 5.7)."""

import secrets
from datetime import UTC, datetime
from uuid import UUID


def uuid7(at: datetime | None = None) -> UUID:
    """Return a time-ordered identifier; `at` (default: now) becomes its first 48 bits, in whole milliseconds."""
    moment = at or datetime.now(UTC)
    milliseconds = int(moment.timestamp() * 1000)
    value = (milliseconds & (1 << 48) - 1) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0b11 << 62) | 0b10 << 62
    return UUID(int=value)


def time_of(identifier: UUID) -> datetime:
    return datetime.fromtimestamp((identifier.int >> 80) / 1000, UTC)
