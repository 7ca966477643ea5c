"""Every table of an eventsdb database, as typed declarative models.

The comment of each column is its documentation: it becomes the row of `data_dictionary`. The views
(`v_events` and the others) are made by the migrations, not here.
"""

from eventsdb.storage.models.actors import (
    Actor,
    ActorAlias,
    ActorMention,
    ActorReference,
    ActorRole,
    ActorRoleMention,
)
from eventsdb.storage.models.articles import Article, Extraction, Sentence, Source
from eventsdb.storage.models.base import Base, UtcDateTime
from eventsdb.storage.models.claims import Claim, ClaimLink
from eventsdb.storage.models.decisions import Correction, KeyAlias
from eventsdb.storage.models.events import Event, EventMention, EventParticipant, EventVariant
from eventsdb.storage.models.matching import (
    ActorHandle,
    ActorVariant,
    ActorVariantCount,
    ArticleBand,
    ClaimWording,
    EventAnchor,
    EventReport,
    LocationVariant,
    LocationVariantCount,
)
from eventsdb.storage.models.places import Location, LocationMention
from eventsdb.storage.models.runs import LoadError, Run
from eventsdb.storage.models.vocabulary import (
    CalendarDay,
    Country,
    DataDictionary,
    EventMode,
    EventType,
    QuadClass,
    Sector,
)

__all__ = [
    "Actor",
    "ActorAlias",
    "ActorHandle",
    "ActorMention",
    "ActorReference",
    "ActorRole",
    "ActorRoleMention",
    "ActorVariant",
    "ActorVariantCount",
    "Article",
    "ArticleBand",
    "Base",
    "CalendarDay",
    "Claim",
    "ClaimLink",
    "ClaimWording",
    "Correction",
    "Country",
    "DataDictionary",
    "Event",
    "EventAnchor",
    "EventMention",
    "EventMode",
    "EventParticipant",
    "EventReport",
    "EventType",
    "EventVariant",
    "Extraction",
    "KeyAlias",
    "LoadError",
    "Location",
    "LocationMention",
    "LocationVariant",
    "LocationVariantCount",
    "QuadClass",
    "Run",
    "Sector",
    "Sentence",
    "Source",
    "UtcDateTime",
]
