"""All that is known of names beforehand, loaded once a process: gazetteer, towns, offices, institutions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from eventsdb.extraction.anaphora import Anaphora
from eventsdb.extraction.bodies import Bodies
from eventsdb.extraction.gazetteer import Gazetteer, Gender
from eventsdb.extraction.lexicon import load_lexicon
from eventsdb.extraction.media_names import MediaNames
from eventsdb.extraction.mending import Mender
from eventsdb.extraction.phrases import PhraseIndex
from eventsdb.extraction.places import Towns
from eventsdb.extraction.platforms import Platforms
from eventsdb.extraction.reading import Readings
from eventsdb.extraction.sites import Sites
from eventsdb.plover import SECTORS
from eventsdb.records import ActorKind

StandsFor = Literal["government", "ministry", "institution"]


@dataclass(frozen=True, slots=True)
class Office:
    """An office or calling of a person; `stands_for` is what its holder is entered as when unnamed.

    Offices of one `rank` may be one another's names ("le président", "le chef de l'État"); `head` marks those
    of which a country has one holder; `sector` is PLOVER's, of its holders; `body` the institution that a
    holder without a name is entered as.
    """

    gender: Gender | None
    stands_for: StandsFor | None
    rank: int
    head: bool
    sector: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Institution:
    """A noun that makes an actor out of a country ("l'armée indienne"); see institutions.toml."""

    name: str
    kind: ActorKind
    sector: str
    gender: Gender
    plural: bool
    canonical: str
    domain: bool
    bare: bool
    members: bool


class Knowledge:
    """The lexicons behind `find_entities`; loading takes a second (the first time on a machine, ten).

    Raises:
        LexiconError: a lexicon is malformed.
    """

    def __init__(self) -> None:
        self.gazetteer = Gazetteer()
        self.towns = Towns()
        self.readings = Readings()
        self.offices: PhraseIndex[Office] = PhraseIndex()
        self.institutions: PhraseIndex[Institution] = PhraseIndex()
        self.addresses: dict[str, Gender | None] = {}
        self.qualifiers: frozenset[str] = frozenset()
        self.elsewhen: frozenset[str] = frozenset()
        self.relative_offices: frozenset[str] = frozenset()
        self.heads: frozenset[str] = frozenset()
        self.sites = Sites()
        self.bodies = Bodies()
        self.media = MediaNames()
        self.platforms = Platforms()
        self.anaphora = Anaphora()
        self._load_titles()
        self.mender = Mender(self.addresses, self.gazetteer.demonyms, self.offices)
        self._load_institutions()

    def _load_titles(self) -> None:
        lexicon = load_lexicon("titles.toml")
        address = lexicon.section("address").only("masculine", "feminine", "either")
        self.addresses |= dict.fromkeys(address.texts("either"))
        self.addresses |= dict.fromkeys(address.texts("masculine"), "m")
        self.addresses |= dict.fromkeys(address.texts("feminine"), "f")
        words = lexicon.section("words").only("heads", "qualifiers", "elsewhen", "relative")
        self.heads = frozenset(words.texts("heads"))
        self.qualifiers = frozenset(words.texts("qualifiers"))
        self.elsewhen = frozenset(words.texts("elsewhen"))
        self.relative_offices = frozenset(words.texts("relative"))
        for rank, entry in enumerate(lexicon.entries("office")):
            entry.only("masculine", "feminine", "stands_for", "head", "sector", "body")
            masculine, feminine = entry.texts("masculine"), entry.texts("feminine")
            value = entry.optional_text("stands_for", get_args(StandsFor))
            stands_for: StandsFor | None = value  # type: ignore[assignment]
            sector, body = entry.optional_text("sector", SECTORS), entry.optional_text("body")
            for noun in {*masculine, *feminine}:
                gender: Gender | None = None
                if noun not in feminine:
                    gender = "m"
                elif noun not in masculine:
                    gender = "f"
                office = Office(gender, stands_for, rank, entry.flag("head"), sector, body)
                self.offices.add([noun], office)

    def _load_institutions(self) -> None:
        for entry in load_lexicon("institutions.toml").entries("institution"):
            entry.only(
                "names", "kind", "sector", "gender", "plural", "canonical", "domain", "bare", "members"
            )
            kind: ActorKind = entry.text("kind", get_args(ActorKind))  # type: ignore[assignment]
            gender: Gender = entry.optional_text("gender", get_args(Gender)) or "m"  # type: ignore[assignment]
            for name in entry.texts("names"):
                institution = Institution(
                    name,
                    kind,
                    entry.text("sector", SECTORS),
                    gender,
                    entry.flag("plural"),
                    entry.optional_text("canonical") or name,
                    entry.flag("domain"),
                    entry.flag("bare"),
                    entry.flag("members"),
                )
                self.institutions.add([name], institution)
