"""Occasions taken up again: "au cours de ce voyage" took place when the voyage told before did."""

from __future__ import annotations

from functools import cache

from eventsdb.extraction.clauses import clause_of
from eventsdb.extraction.dating import Dating
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.time_ties import is_occasion
from eventsdb.extraction.tokens import Doc, Token
from eventsdb.records import Period

_TAKING_UP = frozenset({"ce", "cet", "cette", "son", "sa", "leur"})
_DEFINITE = frozenset({"le", "la", "l'", "l’"})
_CONTRACTED = frozenset({"du"})


@cache
def _kinds() -> dict[str, int]:
    """Nouns of occasions, each with the number of its kind: what one of them tells another may take up."""
    entries = load_lexicon("dating.toml").entries("occasions")
    return {noun: n for n, entry in enumerate(entries) for noun in entry.only("nouns").texts("nouns")}


class Occasions:
    """The dates of the occasions that one article takes up again."""

    def __init__(self, doc: Doc, dating: Dating) -> None:
        self._periods: dict[int, Period] = {}
        told: dict[int, Period] = {}
        for noun in doc:
            kind = _kinds().get(noun.lemma_.lower())
            if kind is None:
                continue
            expression = dating.expression_of(noun)
            if expression is None:
                if kind in told and is_occasion(noun) and _takes_up(noun):
                    self._periods |= dict.fromkeys((noun.i, clause_of(noun).i), told[kind])
            elif expression.relation in ("at", "from") and expression.kind != "vague":
                period = dating.resolve(expression, "asserted")
                told |= {} if period is None else {kind: period}

    def period_of(self, trigger: Token) -> Period | None:
        """When the occasion took place that a noun takes up, or that the clause of a verb took place at."""
        return self._periods.get(trigger.i)


def _takes_up(noun: Token) -> bool:
    """Whether a noun means what was told: with a demonstrative or possessive, or definite and alone."""
    before = {child.lower_ for child in noun.lefts}
    if not before.isdisjoint(_TAKING_UP):
        return True
    alone = not any(child.dep_ in {"nmod", "amod", "acl", "acl:relcl", "obl:arg"} for child in noun.children)
    return alone and not before.isdisjoint(_DEFINITE | _CONTRACTED)
