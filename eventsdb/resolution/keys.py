"""Keys made from content: the same in every database that holds the same articles."""

from __future__ import annotations

from base64 import b32encode
from hashlib import blake2b
from typing import Literal

Kind = Literal["actor", "location", "event", "claim"]

_PREFIX: dict[Kind, str] = {"actor": "a", "location": "l", "event": "e", "claim": "c"}
_LETTERS = 12  # 60 bits: under one chance in two thousand of a single clash among 30 million keys


def content_key(kind: Kind, *parts: object) -> str:
    """A short identifier of the parts, which are told apart by position; None differs from ''."""
    text = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    digest = blake2b(text.encode(), digest_size=10).digest()
    return _PREFIX[kind] + b32encode(digest).decode().lower()[:_LETTERS]
