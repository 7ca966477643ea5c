"""The words of coreference.toml: what takes up a name again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.plover import SECTORS
from eventsdb.records import ActorKind

if TYPE_CHECKING:
    from eventsdb.extraction.gazetteer import Gender
    from eventsdb.records import Actor


@dataclass(frozen=True, slots=True)
class Again:
    """A noun that takes up the last actor of some kind."""

    kinds: tuple[str, ...]
    sectors: tuple[str, ...]

    def fits(self, actor: Actor) -> bool:
        """Whether the actor is of that kind."""
        return actor.kind in self.kinds and (not self.sectors or actor.sector in self.sectors)


class Anaphora:
    """The words of coreference.toml.

    Raises:
        LexiconError: the lexicon is malformed.
    """

    def __init__(self) -> None:
        lexicon = load_lexicon("coreference.toml")
        several = lexicon.section("several").only("persons", "states")
        self.persons = frozenset(several.texts("persons"))
        self.states = frozenset(several.texts("states"))
        self.again: dict[str, list[Again]] = {}
        for entry in lexicon.entries("again"):
            entry.only("nouns", "kinds", "sectors")
            rule = Again(entry.texts("kinds", get_args(ActorKind)), entry.texts("sectors", SECTORS))
            for noun in entry.texts("nouns"):
                self.again.setdefault(noun, []).append(rule)
        self.members = frozenset(lexicon.section("members").only("words").texts("words"))
        epithets = lexicon.section("epithets").only("masculine", "feminine")
        self.epithets: dict[str, Gender] = dict.fromkeys(epithets.texts("masculine"), "m")
        self.epithets |= dict.fromkeys(epithets.texts("feminine"), "f")
        pronouns = lexicon.section("pronouns")
        pronouns.only(
            "masculine",
            "feminine",
            "masculine_plural",
            "feminine_plural",
            "latter",
            "latter_plural",
            "impersonal",
        )
        self.singular: dict[str, Gender] = dict.fromkeys(pronouns.texts("masculine"), "m")
        self.singular |= dict.fromkeys(pronouns.texts("feminine"), "f")
        self.plural: dict[str, Gender] = dict.fromkeys(pronouns.texts("masculine_plural"), "m")
        self.plural |= dict.fromkeys(pronouns.texts("feminine_plural"), "f")
        self.latter = frozenset(pronouns.texts("latter"))
        self.latter_plural = frozenset(pronouns.texts("latter_plural"))
        self.impersonal = frozenset(pronouns.texts("impersonal"))
        self.women = frozenset(lexicon.section("given_names").only("feminine").texts("feminine"))
