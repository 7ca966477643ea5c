"""The names of a document as every later step works on them, and the countries that they speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from eventsdb.extraction.gazetteer import Known
    from eventsdb.extraction.institutions import InstitutionName
    from eventsdb.extraction.knowledge import Knowledge, Office
    from eventsdb.extraction.phrases import Found
    from eventsdb.extraction.tokens import Doc
    from eventsdb.records import Actor

_BESIDE = 4  # tokens after a noun in which "en Russie" says where its people are
_AHEAD = 6  # tokens before a noun in which "en Russie" does so
_FIRST = 1.5  # for the country that an article speaks of first, in the measure of `Names.country_near`
_GENERAL = frozenset(
    {"LEG", "JUD", "PTY", "MIL", "COP", "GOV", "SPY"}
)  # sectors of the state and its parties
_LOCATIVE = frozenset({"en", "au", "aux", "dans", "à"})
_HOME = 0.6  # of what speaks of a country in an article about that one

Sort = Literal["person", "organization", "place", "known", "institution"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name, tokens `start` to `end` (excluded).

    `known` is set for names of the gazetteer (a person among them has the sort "person"), `institution`
    for those built by grammar. `noun` is the common noun taken into a site's name ("aéroport"), `full`
    what an acronym stands for.
    """

    start: int
    end: int
    sort: Sort
    known: Known | None = None
    institution: InstitutionName | None = None
    noun: str = ""
    sector: str = "UNK"
    full: str = ""

    @property
    def country(self) -> str | None:
        """The country that the name itself gives."""
        if self.institution:
            return self.institution.country
        if self.known and self.known.place and self.known.place.country:
            return self.known.place.country
        return self.known.actor.country if self.known and self.known.actor else None


@dataclass(frozen=True)
class Names:
    """All names of a document, in reading order, its offices, and its adjectives of nationality.

    `nationalities` holds a token and a country for each.
    """

    doc: Doc
    names: tuple[Name, ...]
    offices: tuple[Found[Office], ...]
    nationalities: tuple[tuple[int, str], ...]
    knowledge: Knowledge

    @cached_property
    def _evidence(self) -> list[tuple[int, str]]:
        """Each token that speaks of a country.

        A body whose name many countries have tells only the country of which something else speaks too,
        unless nothing speaks of any.
        """
        found = list(self.nationalities)
        general: list[tuple[int, str]] = []
        for name in self.names:
            actor = name.known.actor if name.known else None
            if name.country and not (actor and actor.kind == "media"):
                (general if actor and self.is_general(actor) else found).append((name.start, name.country))
        spoken_of = {code for _, code in found}
        return sorted(found + [one for one in general if one[1] in spoken_of or not spoken_of])

    def of_many(self, start: int, end: int) -> bool:
        """Whether the words of a title, tokens `start` to `end`, name a body of many states."""
        known = (name.known.actor for name in self.names if name.known and start < name.start < end)
        return any(actor is not None and actor.sector == "IGO" for actor in known)

    def is_general(self, actor: Actor) -> bool:
        """Whether a body has a name that bodies of many countries have ("Chambre des représentants")."""
        words = actor.name.split()
        if actor.sector not in _GENERAL or self.knowledge.bodies.sector(words[0]) == "UNK":
            return False
        own = (self.knowledge.gazetteer.lookup(word) for word in words[1:] if word[0].isupper())
        return not any(known and known.place and known.place.country for known in own)  # "Banque de France"

    @cached_property
    def named_countries(self) -> frozenset[str]:
        """The countries named by themselves or by an adjective, not only by a capital."""
        codes = {code for _, code in self.nationalities}
        codes |= {n.country for n in self.names if n.country and not (n.known and n.known.seat)}
        return frozenset(codes)

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The countries the article is about, the most mentioned first."""
        return tuple(code for code, _ in Counter(code for _, code in self._evidence).most_common())

    @cached_property
    def home(self) -> str | None:
        """The one country that the article is about, if it hardly speaks of another."""
        codes = Counter(code for _, code in self._evidence).most_common(1)
        return codes[0][0] if codes and codes[0][1] >= _HOME * len(self._evidence) else None

    def countries_before(self, token: int) -> Iterator[str]:
        """The countries spoken of before a token, the nearest first."""
        return (code for _, code in self.named_before(token))

    def named_before(self, token: int) -> Iterator[tuple[int, str]]:
        """The countries spoken of before a token, each with the token that does, the nearest first."""
        return (found for found in reversed(self._evidence) if found[0] < token)

    def country_near(self, token: int) -> str | None:
        """The country most likely meant where the text names none: the sentence's, else the article's."""
        if not self._evidence:
            return None
        sentence = self.doc[token].sent
        scores: Counter[str] = Counter()
        total = len(self._evidence)
        scores[self._evidence[0][1]] += _FIRST  # type: ignore[assignment]
        for position, code in self._evidence:
            scores[code] += 6 / total  # type: ignore[assignment]
            said_where = position > 0 and self.doc[position - 1].lower_ in _LOCATIVE
            if said_where and token < position <= token + _BESIDE:
                scores[code] += 4  # "les opposants en Russie"
            elif said_where and token - _AHEAD <= position < token and position >= sentence.start:
                scores[code] += 4  # "en Russie, le ministère de la Santé"
            elif sentence.start <= position < sentence.end:
                scores[code] += 2
            elif 0 < sentence.start - position <= 40:
                scores[code] += 1
        return scores.most_common(1)[0][0]
