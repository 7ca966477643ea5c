"""The models' tables, for statements on many rows (SQLAlchemy Core)."""

from __future__ import annotations

from sqlalchemy import Table

from eventsdb.storage import models


def _table(model: type[models.Base]) -> Table:
    found = model.__table__
    assert isinstance(found, Table)
    return found


SOURCES = _table(models.Source)
ARTICLES = _table(models.Article)
EXTRACTIONS = _table(models.Extraction)
SENTENCES = _table(models.Sentence)
ACTORS = _table(models.Actor)
ALIASES = _table(models.ActorAlias)
ROLES = _table(models.ActorRole)
ROLE_MENTIONS = _table(models.ActorRoleMention)
ACTOR_MENTIONS = _table(models.ActorMention)
ACTOR_REFERENCES = _table(models.ActorReference)
LOCATIONS = _table(models.Location)
LOCATION_MENTIONS = _table(models.LocationMention)
EVENTS = _table(models.Event)
PARTICIPANTS = _table(models.EventParticipant)
EVENT_MENTIONS = _table(models.EventMention)
EVENT_VARIANTS = _table(models.EventVariant)
CLAIMS = _table(models.Claim)
CLAIM_LINKS = _table(models.ClaimLink)
KEY_ALIASES = _table(models.KeyAlias)
RUNS = _table(models.Run)
LOAD_ERRORS = _table(models.LoadError)
ACTOR_VARIANTS = _table(models.ActorVariant)
ACTOR_HANDLES = _table(models.ActorHandle)
LOCATION_VARIANTS = _table(models.LocationVariant)
ACTOR_VARIANT_COUNTS = _table(models.ActorVariantCount)
LOCATION_VARIANT_COUNTS = _table(models.LocationVariantCount)
EVENT_REPORTS = _table(models.EventReport)
EVENT_ANCHORS = _table(models.EventAnchor)
CLAIM_WORDINGS = _table(models.ClaimWording)
ARTICLE_BANDS = _table(models.ArticleBand)
CORRECTIONS = _table(models.Correction)
