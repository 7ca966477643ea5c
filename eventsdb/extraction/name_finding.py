"""Names found in a document: the gazetteer's, institutions built by grammar, the model's entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from eventsdb.extraction.entity_names import agreeing, is_pair, name_of, without_medium
from eventsdb.extraction.institutions import InstitutionName, field_end, read_institution, with_ruler
from eventsdb.extraction.mending import ARTICLES, OF, Entity
from eventsdb.extraction.name_collector import Collector
from eventsdb.extraction.names import Name, Names
from eventsdb.extraction.phrases import Found, Words

if TYPE_CHECKING:
    from eventsdb.extraction.gazetteer import Known
    from eventsdb.extraction.knowledge import Knowledge, Office
    from eventsdb.extraction.tokens import Doc

_AT = frozenset({"à", "au", "aux"})
_IN_CHARGE = frozenset({"chargé", "chargée", "délégué", "déléguée", "adjoint", "adjointe"})
_JOINED = frozenset({"LAB", "PTY", "OPP"})


def find_names(doc: Doc, knowledge: Knowledge) -> Names:
    """Find the names of a document."""
    words = Words(doc)
    carried = knowledge.platforms.only_carries
    known = [found for found in knowledge.gazetteer.find(words) if not carried(doc, found.start)]
    names = Collector(doc, words.texts)
    known_at = {found.start: found for found in known}
    entities = agreeing(doc, [e for e in knowledge.mender.entities(doc) if not carried(doc, e.end - 1)])
    entity_at = {i: entity for entity in entities for i in range(entity.start, entity.end)}
    inside = {i for found in known for i in range(found.start + 1, found.end)}
    phrases = knowledge.institutions.find(words)
    begun = {phrase.start for phrase in phrases}
    offices = tuple(knowledge.offices.find(words))
    in_office = {i for office in offices for i in range(office.start, office.end)}
    fields = dict(_fields(doc, offices, known_at, knowledge))
    in_field = {i for start, end in fields.items() for i in range(start, end)}
    names.add_acronyms(known_at, knowledge)
    for body in knowledge.bodies.find(words):
        if body.start not in known_at.keys() | begun | in_field | inside and knowledge.mender.is_name(
            doc, body.start, body.end
        ):
            names.add(_body_name(doc, body, known_at))
    for phrase in phrases:
        if phrase.start in inside | in_field or not _is_noun(doc, phrase.start, phrase.end):
            continue
        institution = read_institution(doc, phrase, known_at, knowledge.gazetteer)
        if institution and phrase.start not in in_office:
            institution = with_ruler(doc, institution, known_at)
        if institution and _is_named(institution, known_at, entity_at):
            continue  # "l'agence officielle syrienne Sana", "l'ONG X": the name comes after
        if institution and _is_ground(doc, institution, knowledge):
            continue
        known_here = known_at.get(phrase.start)
        if institution and (
            known_here is None
            or (institution.country and known_here.end < institution.end)
            or (institution.seat and known_here.end < institution.end)
        ):
            names.add(Name(institution.start, institution.end, "institution", institution=institution))
    nationalities = tuple(knowledge.gazetteer.nationalities(words.texts))
    for i, text in enumerate(words.texts):
        if text in knowledge.addresses and (person := knowledge.mender.titled_person(doc, i + 1)):
            leader = knowledge.gazetteer.lookup(doc.span(*person).text)
            names.add(Name(*person, "person", leader if leader and _is_person(leader) else None))
    for firm in _firms(doc, known_at, entity_at, knowledge):
        names.add(firm)
    alone = (found for found in known if _stands_alone(doc, found, entity_at.get(found.start)))
    for found in (*alone, *knowledge.media.contracted(doc, knowledge.gazetteer)):
        names.add(_known_name(doc, found, knowledge))
    for start, end in knowledge.media.find(doc):
        if not any(i in known_at for i in range(start, end)):
            names.add(Name(start, end, "organization", sector="JRN"))
    for end in (*(office.end for office in offices), *(i + 1 for i, _ in nationalities)):
        person = knowledge.mender.titled_person(doc, end)
        if person and person[1] - person[0] > 1:
            names.add(Name(*person, "person"))
    for start, end in fields.items():
        if (holder := entity_at.get(end)) and start < end and holder.start < end and doc[end].pos_ == "PROPN":
            names.add(Name(end, holder.end, "person"))  # the model took "Transports Jean Dupont" for one name
    for entity in entities:
        if (entity.start not in in_field or entity.sort == "person") and not is_pair(doc, entity, knowledge):
            names.add(name_of(doc, without_medium(entity, known_at), knowledge))
    names.add_repeated()
    names.add_heads(knowledge)
    names.add_short_names(knowledge)
    names.add_surnames()
    return Names(doc, names.ordered(), offices, nationalities, knowledge)


def _fields(
    doc: Doc, offices: Iterable[Found[Office]], known_at: dict[int, Found[Known]], knowledge: Knowledge
) -> Iterator[tuple[int, int]]:
    """What ministers are in charge of, which names no body: "ministre des Comptes publics"."""
    demonyms = knowledge.gazetteer.demonyms
    for office in offices:
        if office.value.stands_for != "ministry":
            continue
        i = office.end
        while i + 1 < len(doc) and (doc[i].lower_ in demonyms or doc[i].lower_ in _IN_CHARGE):
            i += 1
        if i + 1 >= len(doc) or doc[i].is_sent_start or doc[i].lower_ not in OF | _AT:
            continue
        i += 1
        while i + 1 < len(doc) and doc[i].lower_ in ARTICLES:
            i += 1
        end = field_end(doc, i, demonyms, known_at)
        if end > i:
            yield i, end


def _body_name(doc: Doc, body: Found[str], known_at: dict[int, Found[Known]]) -> Name:
    """The name of a body, which is the one known by the short name in brackets after it, if any."""
    known = _in_brackets(doc, body.end, known_at)
    return Name(body.start, body.end, "known" if known else "organization", known, sector=body.value)


def _in_brackets(doc: Doc, i: int, known_at: dict[int, Found[Known]]) -> Known | None:
    """The body known by a short name in brackets from token `i`: "le Fonds de l'ONU pour l'enfance (Unicef)".

    A union or party in brackets is what someone belongs to.
    """
    found = known_at.get(i + 1)
    if found is None or doc[i].text != "(" or found.end - found.start > 1:
        return None
    if found.end >= len(doc) or doc[found.end].text != ")":
        return None
    actor = found.value.actor
    same = actor is not None and actor.kind == "organization" and actor.sector not in _JOINED
    return found.value if same else None


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


def _is_ground(doc: Doc, read: InstitutionName, knowledge: Knowledge) -> bool:
    """Whether the state of a federation is spoken of as a region: "dans l'État du Texas"."""
    if not read.seat or not knowledge.sites.first(doc, read.start):
        return False
    return knowledge.readings.of(doc, read.start, read.end, seat=False) == "place"


def _firms(
    doc: Doc, known_at: dict[int, Found[Known]], entity_at: dict[int, Entity], knowledge: Knowledge
) -> Iterator[Name]:
    """Bodies named after the noun of one; a country may open the name: "France Nature Environnement"."""
    for start, end in knowledge.sites.firms(doc):
        found, entity = known_at.get(start), entity_at.get(end - 1)
        unknown = found is None or (found.end < end and found.value.place is not None)
        longer = entity is not None and entity.end > end
        if unknown and not longer and doc[start].ent_type_ != "PER":
            yield Name(start, end, "organization")


def _is_person(known: Known) -> bool:
    return known.actor is not None and known.actor.kind == "person"


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
        spoken = actor is not None and actor.kind == "media" and entity.end - found.end > 1
        return (found.end - found.start > 1 or spoken) and actor is not None
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
