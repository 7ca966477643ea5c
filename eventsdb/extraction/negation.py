"""Whether a verb is denied: "ne ... pas" and its like around it, or a subject that is nobody."""

from __future__ import annotations

from eventsdb.extraction.tokens import Token

DENIED_BY_NE = frozenset({"pouvoir", "oser"})
"""Verbs that "ne" denies without "pas": "je ne peux accepter"."""

_NEGATIVE = frozenset(
    ["pas", "jamais", "aucun", "aucune", "nul", "nulle", "rien", "guère", "nullement", "aucunement"]
)
_NE = frozenset({"ne", "n'", "n’"})


def is_negated(verb: Token) -> bool:
    """Whether "ne ... pas" and its like stand around a verb; "ne ... que" does not deny."""
    around = [c for c in verb.subtree if abs(c.i - verb.i) <= 6 and verb.i in {c.head.i, c.head.head.i}]
    if any(c.lower_ in _NE for c in around if c.head.i == verb.i):
        if verb.lemma_ in DENIED_BY_NE:
            return True
        # "aucun élu ni aucun maire du pays ne ...": the subject may stand far from its verb
        subjects = [c for c in verb.lefts if c.dep_.startswith("nsubj")]
        if any(c.lower_ == "personne" and not any(d.dep_ == "det" for d in c.lefts) for c in subjects):
            return True  # "personne n'a été arrêté"
        around += [c for one in subjects for c in (one, *one.lefts)]
        return any(c.lower_ in _NEGATIVE for c in around) or any(
            c.lower_ == "plus" for c in around if c.head.i == verb.i
        )
    return any(c.lower_ in {"pas", "jamais"} and c.head.i == verb.i for c in around)
