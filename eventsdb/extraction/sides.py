"""Who may stand for whom in two tellings of one event: a minister for his government, a body for a larger."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from eventsdb.extraction.phrases import fold_words
from eventsdb.records import Actor

_SMALL = frozenset({"de", "du", "des", "la", "le", "les", "et", "pour", "en", "au", "aux"})
_OF_STATE = frozenset({"GOV", "MIL", None})  # sectors of persons who may act for their government


class Sides:
    """The actors of one article, compared as parties to an event."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self.actors = actors

    def differ(self, some: Collection[int], others: Collection[int], *, speech: bool = False) -> bool:
        """Whether two parties are known and not the same.

        A group without a name that does something could be anyone; one that says something is itself.
        """
        named = [i for i in some if speech or self.actors[i].kind != "group"]
        known = [i for i in others if speech or self.actors[i].kind != "group"]
        return bool(named and known) and self.shared(named, known) == 0

    def shared(self, some: Collection[int], others: Collection[int]) -> int:
        """How many of some are among others, whoever stands for another counted as the same."""
        return sum(any(i == j or self._stand_for(i, j) for j in others) for i in some)

    def are_persons(self, some: Collection[int]) -> bool:
        """Whether they are all persons, and somebody at all."""
        return bool(some) and all(self.actors[i].kind == "person" for i in some)

    def _stand_for(self, one: int, other: int) -> bool:
        first, second = self.actors[one], self.actors[other]
        names = (first.name, second.name)
        if first.kind == second.kind == "organization" and (_names_part(*names) or _abbreviates(*names)):
            return True
        if first.country is None or first.country != second.country:
            return False
        acting = [actor for actor in (first, second) if actor.kind != "government"]
        return len(acting) < 2 and all(_acts_for_state(actor) for actor in acting)


def _acts_for_state(actor: Actor) -> bool:
    """Whether a person or body may act for the government of its country."""
    if actor.kind == "person":
        return actor.sector in _OF_STATE
    return actor.kind == "organization" and actor.sector == "GOV"


def _abbreviates(one: str, other: str) -> bool:
    """Whether one name has the initials of the other: "la CE", "la Commission européenne"."""
    short, name = sorted((one, other), key=len)
    words = (word for word in fold_words(name) if len(word) > 1 and word not in _SMALL)
    initials = "".join(word[0] for word in words)
    return short.isupper() and len(initials) > 1 and (initials,) == fold_words(short)


def _names_part(one: str, other: str) -> bool:
    """Whether the name of one body ends in the other's: "le Conseil de sécurité de l'ONU"."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return longer.replace("’", "'").endswith(
        tuple(f"{of}{shorter}" for of in (" de ", " de l'", " du ", " d'"))
    )
