"""Extractions and features to JSON and back, without loss.

Identities are computed from stored extractions, so what is stored must be all that was extracted.
msgspec turns dataclasses into plain values and back by their types, and checks them while reading.
"""

from __future__ import annotations

from typing import Any

import msgspec

from eventsdb.errors import DatabaseError
from eventsdb.records import Extraction
from eventsdb.resolution.features import Features

_features = msgspec.json.Decoder(Features)


def encode(extraction: Extraction) -> dict[str, Any]:
    """The extraction as values that JSON has: objects, lists, strings, numbers and null."""
    plain: dict[str, Any] = msgspec.to_builtins(extraction)
    return plain


def decode(payload: object) -> Extraction:
    """The extraction that `encode` wrote, its JSON read.

    Raises:
        DatabaseError: the payload is no extraction of this version.
    """
    try:
        return msgspec.convert(payload, Extraction)
    except msgspec.ValidationError as error:
        raise DatabaseError(
            f"a stored extraction cannot be read ({error}); run: eventsdb load --reprocess"
        ) from error


def encode_features(features: Features) -> str:
    """The features of a report as JSON text, the same for equal features."""
    return msgspec.json.encode(features, order="deterministic").decode()


def decode_features(text: str) -> Features:
    """The features that `encode_features` wrote."""
    return _features.decode(text)
