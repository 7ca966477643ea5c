"""Names reduced to what a comparison needs."""

from __future__ import annotations

import re
import unicodedata

_APART = re.compile(r"[^0-9a-z]+")
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
)


def fold(name: str) -> str:
    """Lower case, without accents, with one space where anything but letters and digits stood.

    Letters of other scripts are kept as they are, so that no name folds to nothing.
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LIGATURES)).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    if plain.isascii():
        return _APART.sub(" ", plain).strip()
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())
