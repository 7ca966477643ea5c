"""Names in a document: what the gazetteer knows, institutions built by grammar, and the model's entities, mended.

Every later step works on these spans; no two of them overlap, save that an institution may hold the country
in its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eventsdb.extraction.gazetteer import Known
from eventsdb.extraction.phrases import Found, Words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from eventsdb.extraction.knowledge import Institution, Knowledge, Office

Sort = Literal["person", "organization", "place", "known", "institution"]
_OF = frozenset({"de", "d'", "d’", "du", "des"})
_ARTICLES = frozenset({"le", "la", "les", "l'", "l’"})
_PARTICLES = frozenset(
    ["de", "du", "des", "d'", "d’", "la", "le", "el", "al", "ben", "bin", "ibn", "van", "von", "der", "den", "da", "di", "dos", "del", "della", "ter", "abou", "abu", "ould", "bint"]
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name, tokens `start` to `end` (excluded).

    `known` is set for names of the gazetteer, `institution` for those built by grammar; `country` is that
    of a demonym or country inside the name, and `domain` the field of a ministry ("de la Défense").
    """

    start: int
    end: int
    sort: Sort
    known: Known | None = None
    institution: Institution | None = None
    country: str | None = None
    domain: str = ""


@dataclass(frozen=True)
class Names:
    """All names of a document, its offices, and the countries it is about, the most mentioned first."""

    names: tuple[Name, ...]
    offices: tuple[Found[Office], ...]
    countries: tuple[str, ...]


def find_names(doc: Doc, knowledge: Knowledge) -> Names:
    """Find the names of a document."""
    words = Words(doc)
    known = knowledge.gazetteer.find(words)
    known_at = {found.start: found for found in known}
    institutions = [
        _institution(doc, found, known_at, knowledge) for found in knowledge.institutions.find(words)
    ]
    taken: dict[int, Name] = {}
    names: list[Name] = []

    def take(name: Name) -> None:
        names.append(name)
        for i in range(name.start, name.end):
            taken[i] = name

    entities = list(_entities(doc, knowledge))
    for institution in institutions:
        if institution is not None and not any(i in taken for i in range(institution.start, institution.end)):
            take(institution)
    for found in known:
        if found.start in taken or found.end - 1 in taken:
            continue
        inside = next((e for e in entities if e.start <= found.start and found.end <= e.end), None)
        if inside is None:
            if _plausible(doc, found):
                take(Name(found.start, found.end, "known", known=found.value))
        elif _prefer_known(doc, found, inside):
            take(Name(found.start, found.end, "known", known=found.value))
    for entity in entities:
        if not any(i in taken for i in range(entity.start, entity.end)):
            take(entity)
    names.sort(key=lambda name: name.start)
    return Names(tuple(names), tuple(knowledge.offices.find(words)), _countries(doc, names, knowledge))


def _plausible(doc: Doc, found: Found[Known]) -> bool:
    """Whether a name that the model does not see is one: not a common word at the start of a sentence."""
    token = doc[found.start]
    if found.end - found.start > 1 or not token.is_sent_start or found.value.place is not None:
        return True
    return token.text.isupper() or token.pos_ == "PROPN"


def _prefer_known(doc: Doc, found: Found[Known], entity: Name) -> bool:
    """Whether a known name inside a longer entity of the model stands for itself."""
    if (found.start, found.end) == (entity.start, entity.end):
        return True
    if entity.sort == "person":
        return found.end - found.start > 1 and found.value.actor is not None
    if entity.sort == "organization":
        return found.start == entity.start and found.value.actor is not None and not found.value.place
    return True


def _entities(doc: Doc, knowledge: Knowledge) -> Iterator[Name]:
    sorts: dict[str, Sort] = {"PER": "person", "ORG": "organization", "LOC": "place"}
    for entity in doc.ents:
        sort = sorts.get(entity.label_)
        if sort is None:
            continue
        start, end = _trim(doc, entity, knowledge)
        if start < end:
            if sort == "person":
                start, end = _whole_person(doc, start, end)
            yield Name(start, end, sort)


def _trim(doc: Doc, entity: Span, knowledge: Knowledge) -> tuple[int, int]:
    """Cut articles, forms of address and lower-case words from the front, punctuation from both ends."""
    start, end = entity.start, entity.end
    while start < end and (
        doc[start].text in knowledge.addresses
        or doc[start].is_punct
        or doc[start].is_space
        or not doc[start].text[0].isupper()
        or (doc[start].lower_ in _ARTICLES and (doc[start].is_sent_start or entity.label_ != "ORG"))
    ):
        start += 1
    while end > start and (
        doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].lower_ in _OF | _ARTICLES
    ):
        end -= 1
    return start, end


def _whole_person(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Take in what the model cut from a name: capitalised words and particles that touch it."""
    while end < len(doc) and not doc[end].is_sent_start:
        if _namelike(doc, end):
            end += 1
        elif doc[end].lower_ in _PARTICLES - _OF and end + 1 < len(doc) and _namelike(doc, end + 1):
            end += 2
        else:
            break
    return start, end


def _namelike(doc: Doc, i: int) -> bool:
    token = doc[i]
    return token.pos_ == "PROPN" and token.text[0].isupper() and token.is_alpha and not token.ent_type_


def _institution(
    doc: Doc, found: Found[Institution], known_at: dict[int, Found[Known]], knowledge: Knowledge
) -> Name | None:
    """Read the modifiers of an institution's noun: adjectives, a field after "de", a country."""
    country: str | None = None
    domain = ""
    end = found.end
    i = end
    while i < len(doc) and not doc[i].is_sent_start:
        token = doc[i]
        demonym = knowledge.gazetteer.demonyms.get(token.lower_)
        if demonym and country is None and token.pos_ != "VERB":
            country, end, i = demonym.country, i + 1, i + 1
        elif token.pos_ == "ADJ" and i == end and token.text.islower():
            if token.lower_ in {"local", "locale", "locales", "actuel", "actuelle"} or found.value.domain:
                break
            i += 1
            if not (i < len(doc) and knowledge.gazetteer.demonyms.get(doc[i].lower_)):
                break
        elif token.lower_ in _OF:
            after = i + 1
            while after < len(doc) and doc[after].lower_ in _ARTICLES:
                after += 1
            nation = known_at.get(after)
            if nation and nation.value.place and nation.value.place.kind in ("country", "city"):
                if country is not None:
                    break
                country, end, i = nation.value.place.country, nation.end, nation.end
            elif found.value.domain and not domain:
                stop = _domain_end(doc, after)
                if stop == after:
                    break
                domain = doc[i:stop].text
                end = i = stop
            else:
                break
        else:
            break
    if found.value.domain and not domain:
        return None
    return Name(found.start, end, "institution", None, found.value, country, domain)


def _domain_end(doc: Doc, start: int) -> int:
    """The end of a ministry's field: nouns and adjectives, joined by "et de" or a comma before another "de"."""
    i = start
    while i < len(doc) and not doc[i].is_sent_start:
        token = doc[i]
        if token.pos_ in {"NOUN", "PROPN"} or (token.pos_ == "ADJ" and i > start):
            if token.pos_ == "ADJ" and _is_demonym_like(token.lower_):
                break
            i += 1
        elif (token.lower_ in {"et", ","} and i + 1 < len(doc) and doc[i + 1].lower_ in _OF and i > start) or (token.lower_ in _OF | _ARTICLES and i > start and doc[i - 1].lower_ in {"et", ","} | _OF):
            i += 1
        else:
            break
    return i


def _is_demonym_like(word: str) -> bool:
    return word.endswith(
        ("ien", "ienne", "ais", "aise", "ain", "aine", "ois", "oise", "russe", "turc", "turque")
    )


def _countries(doc: Doc, names: list[Name], knowledge: Knowledge) -> tuple[str, ...]:
    counts: Counter[str] = Counter()
    for name in names:
        if name.known:
            actor, place = name.known.actor, name.known.place
            if place and place.country:
                counts[place.country] += 2
            elif actor and actor.country and actor.kind in {"government", "organization"}:
                counts[actor.country] += 1
    for token in doc:
        demonym = knowledge.gazetteer.demonyms.get(token.lower_)
        if demonym:
            counts[demonym.country] += 1
    return tuple(code for code, _ in counts.most_common())
