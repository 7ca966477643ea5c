"""Which actors a name built by grammar stands for: "l'armée turque", "la police", "les autorités"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eventsdb.extraction.mending import OF
from eventsdb.extraction.mentions import acts
from eventsdb.records import Actor, MentionForm

if TYPE_CHECKING:
    from eventsdb.extraction.gazetteer import Gazetteer
    from eventsdb.extraction.institutions import InstitutionName
    from eventsdb.extraction.knowledge import Knowledge
    from eventsdb.extraction.locating import Locator
    from eventsdb.extraction.names import Name, Names
    from eventsdb.extraction.tokens import Doc

_OPPOSITION = "OPP"  # to the government of the country the article is about
_THE = frozenset({"le", "la", "l'", "l’", "les", "du", "des", "au", "aux", "ce", "cet", "cette", "ces"})


@dataclass(frozen=True, slots=True)
class Institutional:
    """The actors that an institution's name stands for; `bare`: it acts without saying whose it is."""

    actors: tuple[Actor, ...]
    form: MentionForm
    bare: bool = False


@dataclass(frozen=True, slots=True)
class InstitutionActors:
    """Reads the institutions of one article; `last_armed_group` tells the armed group named last."""

    doc: Doc
    names: Names
    knowledge: Knowledge
    places: Locator
    last_armed_group: Callable[[], Actor | None]
    _local: dict[str, Actor] = field(default_factory=dict)  # the last body of a city or region by what it is

    def read(self, name: Name, read: InstitutionName) -> Institutional | None:
        """The actors of an institution's name, None when nobody can tell whose it is."""
        institution = read.institution
        if read.seat:
            return Institutional((self._local_body(name, read),), "name")
        if read.country is None and (local := self._local.get(institution.canonical)):
            return Institutional((local,), "nominal")
        country = read.country
        explicit = country is not None
        if institution.kind == "government":
            if country is None and institution.bare and self._is_said_alone(name):
                country = self.names.home
        elif country is None and (institution.bare or institution.members):
            country = self.names.country_near(name.start)
        elif country is None and institution.sector == _OPPOSITION:
            country = self.names.home
        if country is None and institution.kind == "group":
            written = institution.name
            people = Actor(written[0].upper() + written[1:], "group", None, institution.sector)
            return Institutional((people,), "name" if institution.bare else "nominal")
        if country is None:
            return None
        actors = tuple(body_of(read, code, self.knowledge.gazetteer) for code in (country, *read.others))
        if institution.kind == "government":
            return Institutional(actors, "name" if explicit else "nominal")
        if institution.kind == "armed_group" and not explicit and (group := self.last_armed_group()):
            return Institutional((group,), "nominal")
        if institution.members:  # "des policiers" says less of the police than "des policiers turcs"
            named = self._acts(name) and explicit
        else:
            community = institution.kind == "group" and institution.bare  # "la communauté juive"
            named = explicit or institution.domain or community or self._capitalized(name.start)
        if institution.sector == "REF" and not explicit:
            named_so = institution.canonical.capitalize()
            actors = (Actor(named_so, institution.kind, None, institution.sector),)
        bare = not named and institution.bare and self._acts(name)
        return Institutional(actors, "name" if named else "nominal", bare)

    def _is_said_alone(self, name: Name) -> bool:
        """Whether a noun has its article and nothing that tells it from others: "le gouvernement"."""
        if name.start == 0 or self.doc[name.start - 1].lower_ not in _THE or name.end >= len(self.doc):
            return False
        after = self.doc[name.end]
        if after.lower_ in OF and after.head.pos_ == "VERB" and after.head.i > after.i:
            return True  # "demander au gouvernement de retirer la loi"
        return after.lower_ not in OF and after.pos_ not in {"ADJ", "PROPN", "NOUN"}

    def _local_body(self, name: Name, read: InstitutionName) -> Actor:
        """The body of a city or region, under its name as it is written; a bare noun later takes it up."""
        text = self.doc.span(name.start, name.end).text
        kind = "organization" if read.institution.kind == "government" else read.institution.kind
        country = read.country or self.places.country_of(read.seat) or self.names.country_near(name.start)
        body = Actor(text[0].upper() + text[1:], kind, country, read.institution.sector)
        self._local[read.institution.canonical] = body
        return body

    def _capitalized(self, token: int) -> bool:
        """Whether a word is written as a name, not only as the first of its sentence."""
        return self.doc[token].text[0].isupper() and not self.doc[token].is_sent_start

    def _acts(self, name: Name) -> bool:
        """Whether a name is the subject or agent of a verb, or the source of what is said."""
        before = name.start - 1
        if before > 0 and self.doc[before].pos_ == "DET":
            before -= 1
        if before >= 0 and self.doc[before].lower_ in {"selon", "après", "par"}:
            return True
        return acts(self.doc, name.start, name.end)


def body_of(read: InstitutionName, code: str, gazetteer: Gazetteer) -> Actor:
    """The actor that an institution of a country (ISO 3166-1 alpha-2) is, under its full name."""
    institution, nation = read.institution, gazetteer.countries[code]
    if institution.kind == "government":
        return nation.government
    if institution.kind == "media" and "offici" in institution.name and nation.code in gazetteer.agencies:
        return gazetteer.agencies[nation.code]
    adjective = nation.adjective(institution.gender, plural=institution.plural)
    full = " ".join(filter(None, (institution.canonical, adjective or f"({nation.place.name})", read.field)))
    return Actor(full[0].upper() + full[1:], institution.kind, code, institution.sector)
