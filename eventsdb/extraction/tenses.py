"""Future and conditional by their endings: the model takes "ferons" and "poursuivrait" for other tenses."""

from __future__ import annotations

from eventsdb.extraction.tokens import Token

_FUTURE = ("ai", "as", "a", "ons", "ez", "ont")
_CONDITIONAL = ("ais", "ait", "ions", "iez", "aient")
# Stems that differ from the infinitive, by their ends: "viendr-", "fer-", "pourr-".
_IRREGULAR = (
    "iendr", "fer", "ser", "aur", "pourr", "devr", "voudr", "saur", "verr", "cevr", "faudr", "vaudr", "courr",
    "mourr", "querr", "assiér", "pleuvr",
)  # fmt: skip


def is_future(token: Token) -> bool:
    """Whether a verb stands in the simple future."""
    return _has_ending(token, _FUTURE) or (
        "Fut" in token.morph.get("Tense", []) and _ends_with_r(token, _FUTURE)
    )


def is_conditional(token: Token) -> bool:
    """Whether a verb stands in the conditional."""
    return _has_ending(token, _CONDITIONAL) or (
        "Cnd" in token.morph.get("Mood", []) and _ends_with_r(token, _CONDITIONAL)
    )


def _ends_with_r(token: Token, endings: tuple[str, ...]) -> bool:
    """Whether an ending follows "r", which every future and conditional has before it."""
    return any(token.lower_.endswith(f"r{ending}") for ending in endings)


def _has_ending(token: Token, endings: tuple[str, ...]) -> bool:
    """Whether an ending follows the future stem of the verb, which its infinitive tells."""
    if token.pos_ not in ("VERB", "AUX", "ADJ"):
        return False
    word = token.lower_
    return any(word.endswith(ending) and _is_stem(word.removesuffix(ending), token) for ending in endings)


def _is_stem(stem: str, token: Token) -> bool:
    """Whether a stem is the infinitive's, give or take the changes of "mènera" and "appellera"."""
    if not stem.endswith("r"):
        return False
    lemma = token.lemma_.lower()
    if stem in (lemma, lemma.removesuffix("e")) or stem == "ir":
        return True
    if stem.endswith(_IRREGULAR):
        return not lemma.endswith("er") or lemma.endswith("envoyer")  # "restaurait" is no conditional
    return stem.endswith("er") and lemma.endswith("er") and stem[:2] == lemma[:2] and len(stem) >= len(lemma)
