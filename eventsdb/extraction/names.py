"""Names in a document: what the gazetteer knows, institutions built by grammar, the model's entities, mended.

Every later step works on these names; no two of them overlap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from eventsdb.extraction.acronyms import find_acronyms
from eventsdb.extraction.institutions import InstitutionName, read_institution
from eventsdb.extraction.mending import OF, Entity
from eventsdb.extraction.phrases import Found, Words

if TYPE_CHECKING:
    from eventsdb.extraction.gazetteer import Known
    from eventsdb.extraction.knowledge import Knowledge, Office
    from eventsdb.extraction.tokens import Doc

_BESIDE = 4  # tokens after a noun in which "en Russie" says where its people are
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
        """Each token that speaks of a country."""
        found = list(self.nationalities)
        for name in self.names:
            if name.country and not (name.known and name.known.actor and name.known.actor.kind == "media"):
                found.append((name.start, name.country))
        return sorted(found)

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
        for position, code in self._evidence:
            scores[code] += 6 / total  # type: ignore[assignment]
            if token < position <= token + _BESIDE and self.doc[position - 1].lower_ in _LOCATIVE:
                scores[code] += 4  # "les opposants en Russie"
            elif sentence.start <= position < sentence.end:
                scores[code] += 2
            elif 0 < sentence.start - position <= 40:
                scores[code] += 1
        return scores.most_common(1)[0][0]


def find_names(doc: Doc, knowledge: Knowledge) -> Names:
    """Find the names of a document."""
    words = Words(doc)
    known = knowledge.gazetteer.find(words)
    names = _Collector(doc, words.texts)
    known_at = {found.start: found for found in known}
    entities = list(knowledge.mender.entities(doc))
    entity_at = {i: entity for entity in entities for i in range(entity.start, entity.end)}
    inside = {i for found in known for i in range(found.start + 1, found.end)}
    phrases = knowledge.institutions.find(words)
    begun = known_at.keys() | {phrase.start for phrase in phrases}
    names.add_acronyms(known_at, knowledge)
    for body in knowledge.bodies.find(words):
        if body.start not in begun:
            names.add(Name(body.start, body.end, "organization", sector=body.value))
    for phrase in phrases:
        if phrase.start in inside or not _is_noun(doc, phrase.start, phrase.end):
            continue
        institution = read_institution(doc, phrase, known_at, knowledge.gazetteer)
        if institution and _is_named(institution, known_at, entity_at):
            continue  # "l'agence officielle syrienne Sana", "l'ONG X": the name comes after
        known_here = known_at.get(phrase.start)
        if institution and (
            known_here is None
            or (institution.country and known_here.end <= institution.end)
            or (institution.seat and known_here.end < institution.end)
        ):
            names.add(Name(institution.start, institution.end, "institution", institution=institution))
    offices = tuple(knowledge.offices.find(words))
    nationalities = tuple(knowledge.gazetteer.nationalities(words.texts))
    for i, text in enumerate(words.texts):
        if text in knowledge.addresses and (person := knowledge.mender.titled_person(doc, i + 1)):
            leader = knowledge.gazetteer.lookup(doc.span(*person).text)
            names.add(Name(*person, "person", leader if leader and _is_person(leader) else None))
    for found in known:
        if _stands_alone(doc, found, entity_at.get(found.start)):
            names.add(_known_name(doc, found, knowledge))
    for end in (*(office.end for office in offices), *(i + 1 for i, _ in nationalities)):
        person = knowledge.mender.titled_person(doc, end)
        if person and person[1] - person[0] > 1:
            names.add(Name(*person, "person"))
    for entity in entities:
        names.add(_entity_name(doc, entity, knowledge))
    names.add_short_names(knowledge)
    names.add_surnames()
    return Names(doc, names.ordered(), offices, nationalities, knowledge)


def _is_named(
    institution: InstitutionName, known_at: dict[int, Found[Known]], entity_at: dict[int, Entity]
) -> bool:
    """Whether the name of an institution follows right after it."""
    known, entity = known_at.get(institution.end), entity_at.get(institution.end)
    kind = known.value.actor.kind if known and known.value.actor else None
    if institution.institution.kind == "media":
        return kind == "media"
    if institution.country or institution.seat or institution.field:
        return False
    if kind is not None:
        return kind in {"organization", "armed_group"}
    return entity is not None and entity.start == institution.end and entity.sort == "organization"


def _is_person(known: Known) -> bool:
    return known.actor is not None and known.actor.kind == "person"


class _Collector:
    """Names without overlap: the first one added to a token keeps it."""

    def __init__(self, doc: Doc, texts: list[str]) -> None:
        self.doc = doc
        self._texts = texts
        self._at: dict[int, Name] = {}

    def add(self, name: Name) -> None:
        if not any(i in self._at for i in range(name.start, name.end)):
            self._at.update(dict.fromkeys(range(name.start, name.end), name))

    def add_acronyms(self, known_at: dict[int, Found[Known]], knowledge: Knowledge) -> None:
        """Take names and the acronyms in brackets beside them for one, wherever the acronym stands."""
        full: dict[str, Name] = {}
        for found in find_acronyms(self.doc, self._texts):
            name = self.doc.span(found.start, found.end).text
            known = knowledge.gazetteer.lookup(name) or knowledge.gazetteer.lookup(self._texts[found.token])
            sort: Sort = "known" if known else "organization"
            sector = knowledge.bodies.sector(self._texts[found.start])
            self.add(Name(found.start, found.end, sort, known, sector=sector))
            full[self._texts[found.token]] = Name(0, 0, sort, known, sector=sector, full=name)
        for i, text in enumerate(self._texts) if full else ():
            if text in full:
                self.add(replace(full[text], start=i, end=i + 1))

    def add_short_names(self, knowledge: Knowledge) -> None:
        """Take "le Nord" for the country where the country is named too."""
        named = {name.country for name in self._at.values()}
        short = knowledge.gazetteer.short_names
        current = {
            word: known for word, known in short.items() if known.place and known.place.country in named
        }
        for i, text in enumerate(self._texts) if current else ():
            known = current.get(text)
            if known and i > 1 and self._texts[i - 1].lower() == "le" and i not in self._at:
                after = self._texts[i + 1].lower() if i + 1 < len(self._texts) else ""
                if self.doc[i - 2].pos_ != "ADP" and after not in OF and after != "-":
                    self.add(Name(i, i + 1, "known", known))

    def add_surnames(self) -> None:
        """Take a capitalised word that is the surname of a person of the article for that person."""
        surnames = {
            self.doc[name.end - 1].text
            for name in self._at.values()
            if name.sort == "person"
            and name.end - name.start > 1
            and self.doc[name.end - 1].text[0].isupper()
        }
        for i, text in enumerate(self._texts):
            if text in surnames:
                name = self._at.get(i)
                if name is None or (name.end - name.start == 1 and _may_be_surname(name)):
                    start = self._first_name(i)
                    self._at.update(dict.fromkeys(range(start, i + 1), Name(start, i + 1, "person")))

    def _first_name(self, surname: int) -> int:
        """Where a name begins whose surname is at that token: at a capitalised word before, if it is free."""
        before = surname - 1
        if self.doc[surname].is_sent_start or before < 0 or before in self._at:
            return surname
        token = self.doc[before]
        return (
            before if token.pos_ == "PROPN" and token.text[0].isupper() and token.text.isalpha() else surname
        )

    def ordered(self) -> tuple[Name, ...]:
        return tuple(sorted(dict.fromkeys(self._at.values()), key=lambda name: name.start))


def _may_be_surname(name: Name) -> bool:
    """Whether a name taken for a place or body may be a surname after all."""
    if name.sort in {"place", "organization"}:
        return True
    place = name.known.place if name.known else None
    return place is not None and name.known is not None and place.kind != "country" and not name.known.seat


def _is_noun(doc: Doc, start: int, end: int) -> bool:
    """Whether a word that may be a noun or an adjective ("militaires") is a noun here."""
    if end - start > 1:
        return True
    before = doc[start - 1].pos_ if start and not doc[start].is_sent_start else ""
    noun = doc[start].pos_ in {"NOUN", "PROPN"} or before in {"DET", "NUM"}
    return noun and before not in {"NOUN", "PROPN"}


def _stands_alone(doc: Doc, found: Found[Known], entity: Entity | None) -> bool:
    """Whether a known name stands for itself rather than for a part of the model's entity around it."""
    token = doc[found.start]
    if found.end - found.start == 1:
        if token.text.isupper() and found.end < len(doc) and doc[found.end].like_num:
            return False  # a road or a model: "RN 20"
        media = found.value.actor is not None and found.value.actor.kind == "media"
        if token.text.islower() and not media and not _is_noun(doc, found.start, found.end):
            return False
    if entity is None:
        if found.end - found.start > 1:
            return True
        if found.value.place is not None or not token.is_sent_start:
            return token.pos_ not in {"VERB", "AUX", "ADP", "DET"} or token.text.isupper()
        return token.pos_ == "PROPN" or token.text.isupper()
    if (
        (entity.start, entity.end) == (found.start, found.end)
        or entity.end < found.end
        or found.start < entity.start
    ):
        return True
    actor = found.value.actor
    if actor and actor.kind == "person":
        return found.end - found.start > 1
    if entity.sort == "person":
        return found.end - found.start > 1 and actor is not None
    if entity.sort == "organization":
        rest = doc[found.end : entity.end]
        return (
            found.start == entity.start and actor is not None and not any(t.text[0].isupper() for t in rest)
        )
    return True


def _known_name(doc: Doc, found: Found[Known], knowledge: Knowledge) -> Name:
    """A known name; that of a place takes in the noun of a site before it ("l'aéroport de Zaventem")."""
    actor, place = found.value.actor, found.value.place
    if actor and actor.kind == "person":
        start = found.start
        while start < found.end - 1 and knowledge.offices.lookup(doc[start].text):
            start += 1
        return Name(start, found.end, "person", found.value)
    if place and place.kind != "country":
        start, noun = knowledge.sites.before(doc, found.start)
        if noun and not place.kind == knowledge.sites.kind(noun) == "region":  # "la province du Sind"
            return Name(start, found.end, knowledge.sites.sort(noun), None, None, noun)
    return Name(found.start, found.end, "known", found.value)


def _entity_name(doc: Doc, entity: Entity, knowledge: Knowledge) -> Name:
    """An entity of the model, with the noun of a site or body before it ("l'université Harvard")."""
    if entity.sort != "place" and _is_located(doc, entity):
        return Name(entity.start, entity.end, "place")
    if entity.sort == "person":
        start, noun = knowledge.sites.before(doc, entity.start, close=True)
        if noun and knowledge.sites.sort(noun) == "place":
            return Name(start, entity.end, "place", noun=noun)
        return Name(entity.start, entity.end, "person")
    start, noun = knowledge.sites.before(doc, entity.start)
    if noun:
        return Name(start, entity.end, knowledge.sites.sort(noun), noun=noun)
    if (
        entity.sort == "place"
        and _is_acronym(doc, entity)
        and knowledge.towns.find(doc[entity.start].text) is None
    ):
        return Name(entity.start, entity.end, "organization")
    first = knowledge.sites.first(doc, entity.start)
    return Name(entity.start, entity.end, knowledge.sites.sort(first) if first else entity.sort, noun=first)


def _is_located(doc: Doc, entity: Entity) -> bool:
    """Whether the words around a name say where it lies: "à Douma, dans le nord", "à Hajin (est)"."""
    if entity.start == 0 or doc[entity.start - 1].lower_ != "à":
        return False
    after = [token.lower_ for token in doc[entity.end : entity.end + 2]]
    return after[:1] == ["("] or any(word in {"dans", "en"} for word in after[after[:1] == [","] :][:1])


def _is_acronym(doc: Doc, entity: Entity) -> bool:
    """Whether an entity is one word in capitals, no road ("A16"); a place is hardly ever called so."""
    text = doc[entity.start].text
    return entity.end - entity.start == 1 and text.isalpha() and text.isupper()
