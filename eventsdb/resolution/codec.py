"""Extractions to JSON and back, without loss.

Identities are computed from stored extractions, so what is stored must be all that was extracted.
msgspec writes and reads dataclasses by their types, and checks them while reading.
"""

from __future__ import annotations

import msgspec

from eventsdb.errors import DatabaseError
from eventsdb.records import Extraction

_decoder = msgspec.json.Decoder(Extraction)


def encode(extraction: Extraction) -> str:
    """The extraction as JSON text."""
    return msgspec.json.encode(extraction).decode()


def decode(payload: str) -> Extraction:
    """The extraction that `encode` wrote.

    Raises:
        DatabaseError: the text is no extraction of this version.
    """
    try:
        return _decoder.decode(payload)
    except msgspec.DecodeError as error:
        raise DatabaseError(
            f"a stored extraction cannot be read ({error}); run: eventsdb load --reprocess"
        ) from error
