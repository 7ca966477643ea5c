"""What the model's entities name: a person, a body, a place, with the noun of a site or body before them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from eventsdb.extraction.mending import ARTICLES, OF, Entity
from eventsdb.extraction.names import Name

if TYPE_CHECKING:
    from eventsdb.extraction.gazetteer import Known
    from eventsdb.extraction.knowledge import Knowledge
    from eventsdb.extraction.phrases import Found
    from eventsdb.extraction.tokens import Doc

_AFTER = frozenset({"selon", "après"})
_SAINT = ("saint-", "sainte-")
_POINTS = ("-nord", "-sud", "-est", "-ouest")


def agreeing(doc: Doc, entities: list[Entity]) -> list[Entity]:
    """The entities, each of the sort that the model gives its words most often in the article."""
    words = [doc.span(entity.start, entity.end).text for entity in entities]
    sorts: dict[str, Counter[str]] = {}
    for text, entity in zip(words, entities, strict=True):
        sorts.setdefault(text, Counter())[entity.sort] += 1
    agreed: list[Entity] = []
    for text, entity in zip(words, entities, strict=True):
        ((sort, count),) = sorts[text].most_common(1)
        usual = sort if count > sorts[text][entity.sort] else entity.sort
        agreed.append(replace(entity, sort=usual))  # type: ignore[arg-type]
    return agreed


def without_medium(entity: Entity, known_at: dict[int, Found[Known]]) -> Entity:
    """A person without the medium before that the model took into the name ("Twitter Paul Vidard")."""
    found = known_at.get(entity.start)
    actor = found.value.actor if found else None
    if found and actor and actor.kind == "media" and entity.sort == "person" and found.end < entity.end:
        return replace(entity, start=found.end)
    return entity


def is_pair(doc: Doc, entity: Entity, knowledge: Knowledge) -> bool:
    """Whether a word only joins two known names ("Canada-UE")."""
    text = doc.span(entity.start, entity.end).text
    parts = text.split("-")
    if len(parts) != 2 or knowledge.towns.find(text):
        return False
    return all(part and part[0].isupper() and knowledge.gazetteer.lookup(part) for part in parts)


def name_of(doc: Doc, entity: Entity, knowledge: Knowledge) -> Name:
    """An entity of the model, with the noun of a site or body before it ("l'université Harvard")."""
    last = doc[entity.end - 1].lower_
    saint = entity.end - entity.start == 1 and last.startswith(
        _SAINT
    )  # "les églises Saint-Pierre et Saint-Paul"
    if entity.sort != "place" and (saint or last.endswith(_POINTS) or _is_located(doc, entity, knowledge)):
        return Name(entity.start, entity.end, "place")
    if entity.sort == "person" and _is_unit(doc, entity):
        return Name(entity.start, entity.end, "organization")
    if entity.sort != "organization" and _is_firm(doc, entity, knowledge):
        return Name(entity.start, entity.end, "organization")
    if entity.sort == "person":
        start, noun = knowledge.sites.before(doc, entity.start, close=True)
        if noun and knowledge.sites.sort(noun) == "place":
            return Name(start, _with_second_saint(doc, entity.end, noun), "place", noun=noun)
        return Name(entity.start, entity.end, "person")
    start, noun = knowledge.sites.before(doc, entity.start)
    if noun:
        return Name(start, _with_second_saint(doc, entity.end, noun), knowledge.sites.sort(noun), noun=noun)
    if (
        entity.sort == "place"
        and _is_acronym(doc, entity)
        and knowledge.towns.find(doc[entity.start].text) is None
    ):
        return Name(entity.start, entity.end, "organization")
    if entity.sort == "place" and _is_cited(doc, entity) and _is_unknown(doc, entity, knowledge):
        return Name(entity.start, entity.end, "organization")
    first = knowledge.sites.first(doc, entity.start)
    return Name(entity.start, entity.end, knowledge.sites.sort(first) if first else entity.sort, noun=first)


def _with_second_saint(doc: Doc, end: int, noun: str) -> int:
    """Where the name of one church ends: "l'église Saint-Pierre et Saint-Paul", but "les églises"."""
    two = end + 1 < len(doc) and doc[end].lower_ == "et" and doc[end + 1].lower_.startswith(_SAINT)
    first = doc[end - 1].lower_.startswith(_SAINT)
    return end + 2 if two and first and not noun.endswith("s") else end


def _is_firm(doc: Doc, entity: Entity, knowledge: Knowledge) -> bool:
    """Whether the noun before a name tells that it is a firm's, not its head's ("le patron du groupe X")."""
    noun = knowledge.sites.firm_before(doc, entity.start)
    if noun is None:
        return False
    if entity.sort == "place":
        return _is_unknown(doc, entity, knowledge)
    before = noun - 1
    while before > 0 and doc[before].lower_ in OF | ARTICLES:
        before -= 1
    led = before < noun - 1 and knowledge.offices.lookup(doc[before].text) is not None
    return entity.end - entity.start == 1 or not led


def _is_cited(doc: Doc, entity: Entity) -> bool:
    """Whether a name is that of a source: "selon X", "d'après la X"."""
    i = entity.start - 1
    while i > 0 and doc[i].pos_ == "DET" and not doc[i].is_sent_start:
        i -= 1
    return i >= 0 and doc[i].lower_ in _AFTER and (doc[i].lower_ == "selon" or doc[i - 1].lower_ in OF)


def _is_unknown(doc: Doc, entity: Entity, knowledge: Knowledge) -> bool:
    """Whether no list holds the place that the model took a name for."""
    text = doc.span(entity.start, entity.end).text
    return knowledge.gazetteer.lookup(text) is None and knowledge.towns.find(text) is None


def _is_located(doc: Doc, entity: Entity, knowledge: Knowledge) -> bool:
    """Whether the words around a name say that it is a place, or where it lies.

    "la ville de Douma", "à l'est de Douma", "Douma, située", "à Douma, dans le nord", "à Hajin (est)".
    """
    i = entity.start - 1
    if i > 0 and doc[i].lower_ in OF:
        noun = i - 2 if doc[i - 1].pos_ == "ADJ" else i - 1  # "la ville moyenne de X"
        if knowledge.sites.is_around(doc[i - 1].lower_) or knowledge.sites.is_around(doc[noun].lower_):
            return True
    after = [token.lower_ for token in doc[entity.end : entity.end + 4]]
    if any(word.startswith("situé") for word in after):
        return after[0] in {",", "("} or after[0].startswith("situé")
    if i < 0 or doc[i].lower_ != "à":
        return False
    return after[:1] == ["("] or any(word in {"dans", "en"} for word in after[after[:1] == [","] :][:1])


def _is_unit(doc: Doc, entity: Entity) -> bool:
    """Whether what the model took for a person is an acronym with a hyphen ("BRAV-M")."""
    text = doc[entity.start].text
    return entity.end - entity.start == 1 and "-" in text and text.isupper()


def _is_acronym(doc: Doc, entity: Entity) -> bool:
    """Whether an entity is one word in capitals, no road ("A16"); a place is hardly ever called so."""
    text = doc[entity.start].text
    return entity.end - entity.start == 1 and text.isalpha() and text.isupper()
