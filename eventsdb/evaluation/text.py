"""Comparing words of a text with words that people wrote down: tolerant of accents, quotes and hyphens."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter

_COVERED_SHARE = 0.7
_EARTH_DIAMETER_KM = 12742.0


def fold(text: str | None) -> str:
    """Casefold, strip accents, unify apostrophes, and turn quotation marks and hyphens into spaces."""
    decomposed = unicodedata.normalize("NFKD", text or "")
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"[’'`´]", "'", plain)
    plain = re.sub(r"[«»“”\"\-‐‑–—]", " ", plain)
    return re.sub(r"\s+", " ", plain).strip()


def tokens(text: str | None) -> list[str]:
    """The folded words of a text."""
    return re.findall(r"\w+", fold(text))


def name_key(name: str | None) -> str:
    """A name without article, civil title, punctuation, accents or case."""
    bare = re.sub(r"^(m|mm|mme|mr|le|la|les|l|the)\b[.' ]+", "", fold(name))
    return re.sub(r"[^\w ]", "", bare).strip()


def overlap(left: str | None, right: str | None) -> float:
    """Intersection over union of two texts' words, counted with repetition; between 0 and 1."""
    a, b = Counter(tokens(left)), Counter(tokens(right))
    union = (a | b).total()
    return (a & b).total() / union if union else 0.0


def covers(sentence: str, evidence: str) -> bool:
    """Whether a sentence holds an evidence span, lies in it, or shares 70 % of the shorter one's words."""
    s, e = tokens(sentence), tokens(evidence)
    if not s or not e:
        return False
    joined_s, joined_e = " ".join(s), " ".join(e)
    if joined_e in joined_s or joined_s in joined_e:
        return True
    words_s, words_e = set(s), set(e)
    return len(words_s & words_e) / min(len(words_s), len(words_e)) >= _COVERED_SHARE


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (latitude, longitude) pairs in degrees."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    chord = math.sin((lat2 - lat1) / 2) ** 2
    chord += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return _EARTH_DIAMETER_KM * math.asin(min(1.0, math.sqrt(chord)))
