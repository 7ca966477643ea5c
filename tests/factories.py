"""A small database of invented news, written with the models: for tests that ask, not that extract."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from eventsdb.resolution.names import fold
from eventsdb.storage import models as m


class World:
    """Writes rows and keeps what links them: names find actors, substrings find spans."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.run = self.load(day=date(2024, 6, 1), articles=4)

    def _add(self, row):
        self.session.add(row)
        self.session.flush()
        return row

    def load(self, *, day, articles):
        return self._add(
            m.Run(
                started_at=datetime(day.year, day.month, day.day, 8, tzinfo=UTC),
                finished_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
                status="finished",
                eventsdb_version="0.1.0",
                articles_read=articles,
                articles_added=articles,
            )
        )

    def source(self, name, domain=None, country=None):
        return self._add(m.Source(name=name, domain=domain, country_code=country))

    def article(self, uri, text, *, published=None, source=None, duplicate_of=None, run=None):
        """An article with its sentences; `published` is a day or a month in EDTF."""
        start, end = _span_of_days(published)
        article = self._add(
            m.Article(
                uri=uri,
                source_id=source and source.id,
                title=text.split(".")[0],
                language="fr",
                published=published,
                published_start=start,
                published_end=end,
                published_basis=published and "header",
                text=text,
                sha256=hashlib.sha256((uri if duplicate_of is None else text).encode()).hexdigest(),
                duplicate_of_id=duplicate_of and duplicate_of.id,
                run_id=(run or self.run).id,
            )
        )
        for position, match in enumerate(re.finditer(r"[^.]+\.", text)):
            body = match[0]
            self._add(
                m.Sentence(
                    article_id=article.id,
                    position=position,
                    char_start=match.start() + len(body) - len(body.lstrip()),
                    char_end=match.end(),
                )
            )
        return article

    def actor(self, name, kind, *, country=None, sector=None, aliases=()):
        actor = self._add(
            m.Actor(key=f"a{_slug(name)}", name=name, kind=kind, country_code=country, sector=sector)
        )
        for alias in (name, *aliases):
            self._add(m.ActorAlias(actor_id=actor.id, name=alias))
        return actor

    def role(self, actor, title, *, country=None, organization=None, seen=None):
        return self._add(
            m.ActorRole(
                actor_id=actor.id,
                title=title,
                country_code=country,
                organization_id=organization and organization.id,
                first_seen=seen,
                last_seen=seen,
            )
        )

    def location(self, name, kind, *, country=None, latitude=None, longitude=None):
        return self._add(
            m.Location(
                key=f"l{_slug(name)}",
                name=name,
                kind=kind,
                country_code=country,
                latitude=latitude,
                longitude=longitude,
            )
        )

    def mention(self, thing, article, words):
        """A mention of an actor or a place where `words` first stand in the article."""
        column, model = (
            ("actor_id", m.ActorMention) if isinstance(thing, m.Actor) else ("location_id", m.LocationMention)
        )
        return self._add(model(**{column: thing.id}, **self._words(article, words)))

    def event(
        self,
        key,
        event_type,
        mode=None,
        *,
        day=None,
        place=None,
        factuality="asserted",
        actors=(),
        recipients=(),
        **more,
    ):
        """An event; `day` is EDTF (a day, a month, or None)."""
        start, end = _span_of_days(day)
        event = self._add(
            m.Event(
                key=key,
                event_type=event_type,
                event_mode=mode,
                date_start=start,
                date_end=end,
                date_edtf=day,
                date_precision="none" if day is None else "day" if len(day) == 10 else "month",
                location_id=place and place.id,
                factuality=factuality,
                summary=more.pop("summary", f"{event_type} {key}"),
                **more,
            )
        )
        for role, people in (("actor", actors), ("recipient", recipients)):
            for person in people:
                self._add(
                    m.EventParticipant(
                        event_id=event.id, actor_id=person.id, role=role, date_start=start, date_end=end
                    )
                )
        return event

    def evidence(self, event, article, words, *, factuality=None, claim=None, confidence=0.8):
        """A mention of the event, its trigger being `words`."""
        return self._add(
            m.EventMention(
                event_id=event.id,
                factuality=factuality or event.factuality,
                claim_id=claim and claim.id,
                rule="test",
                confidence=confidence,
                **self._words(article, words),
            )
        )

    def claim(self, key, article, words, *, speaker=None, claim_type="statement", event=None, **more):
        return self._add(
            m.Claim(
                key=key,
                speaker_id=speaker and speaker.id,
                speaker_text=more.pop("speaker_text", speaker and speaker.name),
                claim_type=claim_type,
                quote_type="indirect",
                text=words,
                event_id=event and event.id,
                **self._words(article, words),
                **more,
            )
        )

    def link(self, claim, related, relation):
        return self._add(m.ClaimLink(claim_id=claim.id, related_claim_id=related.id, relation=relation))

    def variant(self, event, field, value, article, *, kept, differs=False):
        told = {"event_id": event.id, "field": field, "value": value, "article_id": article.id}
        return self._add(m.EventVariant(**told, is_kept=kept, differs=differs))

    def superseded(self, kind, old_key, key):
        return self._add(m.KeyAlias(kind=kind, old_key=old_key, key=key))

    def _words(self, article, words):
        start = article.text.index(words)
        sentence = (
            self.session.query(m.Sentence)
            .filter(m.Sentence.article_id == article.id, m.Sentence.char_start <= start)
            .order_by(m.Sentence.char_start.desc())
            .first()
        )
        return {
            "article_id": article.id,
            "sentence_id": sentence.id,
            "char_start": start,
            "char_end": start + len(words),
        }


def fill(session: Session) -> World:
    """A visit told twice, an accusation and its denial, a strike with two tolls, and plans."""
    world = World(session)
    sahel = world.source("Sahel Presse", "sahelpresse.example", "ML")
    courrier = world.source("Le Courrier du Fleuve", "courrier.example", "FR")

    france = world.actor("France", "government", country="FR", sector="GOV", aliases=("Paris",))
    mali = world.actor("Mali", "government", country="ML", sector="GOV", aliases=("Bamako",))
    morel = world.actor("Élise Morel", "person", country="FR", sector="GOV", aliases=("Morel",))
    diarra = world.actor("Awa Diarra", "person", country="ML", sector="GOV")
    front = world.actor("Front du Nord", "armed_group", country="ML", sector="REB")
    ministry = world.actor("ministère malien de la Défense", "organization", country="ML", sector="MIL")
    world.role(morel, "ministre de la Défense", country="FR", seen=date(2024, 2, 12))
    world.role(morel, "envoyée spéciale", country="FR", seen=date(2024, 5, 20))
    world.role(diarra, "cheffe de la diplomatie", country="ML", organization=ministry, seen=date(2024, 2, 12))

    bamako = world.location("Bamako", "city", country="ML", latitude=12.65, longitude=-8.0)
    gao = world.location("Gao", "city", country="ML", latitude=16.27, longitude=-0.04)

    visit_text = (
        "Élise Morel en visite à Bamako. La ministre a rencontré Awa Diarra lundi à Bamako. "
        "Elle a promis une aide en avril. Une explosion a tué douze soldats à Gao dimanche."
    )
    first = world.article("a/visite.txt", visit_text, published="2024-02-13", source=sahel)
    world.article("b/visite.txt", visit_text, published="2024-02-14", source=courrier, duplicate_of=first)
    second = world.article(
        "c/front.txt",
        "Gao attaquée. Le Mali accuse le Front du Nord d'avoir attaqué Gao. "
        "Le porte-parole du Front du Nord dément avoir attaqué la ville. "
        "L'attaque aurait fait quinze morts. Morel s'était rendue à Bamako en février.",
        published="2024-02-20",
        source=courrier,
    )
    world.article("d/sans-date.txt", "Une note sans date. Rien ne s'y passe.")

    for actor, article, words in (
        (morel, first, "Élise Morel"), (diarra, first, "Awa Diarra"), (front, second, "Front du Nord"),
        (mali, second, "Mali"), (morel, second, "Morel"),
    ):  # fmt: skip
        world.mention(actor, article, words)
    world.mention(bamako, first, "Bamako")
    world.mention(gao, first, "Gao")

    visit = world.event(
        "e-visit", "CONSULT", "visit", day="2024-02-12", place=bamako, actors=[morel, france],
        recipients=[diarra, mali], summary="Élise Morel se rend à Bamako", confidence=0.9,
    )  # fmt: skip
    world.evidence(visit, first, "rencontré")
    world.evidence(visit, second, "rendue")
    world.variant(visit, "date", "2024-02-12", first, kept=True)
    world.variant(visit, "date", "2024-02", second, kept=False)
    world.superseded("event", "e-visit-old", "e-visit")

    attack = world.event(
        "e-attack", "ASSAULT", "explosives", day="2024-02-11", place=gao, factuality="asserted",
        actors=[front], recipients=[mali], summary="Une explosion à Gao", dead=12, confidence=0.7,
    )  # fmt: skip
    world.evidence(attack, first, "explosion")
    world.variant(attack, "dead", "12", first, kept=True)
    world.variant(attack, "dead", "15", second, kept=False, differs=True)

    raid = world.event(
        "e-raid", "ASSAULT", None, day=None, place=gao, factuality="alleged", actors=[front],
        recipients=[], summary="Le Front du Nord aurait attaqué Gao", confidence=0.4,
    )  # fmt: skip
    accusing = world.event(
        "e-accusing", "ACCUSE", "allege", day="2024-02-20", actors=[mali], recipients=[front],
        summary="Le Mali accuse le Front du Nord",
    )  # fmt: skip
    accusation = world.claim(
        "c-accusation", second, "avoir attaqué Gao", speaker=mali, claim_type="accusation", event=raid,
        cue="accuse", addressee_id=front.id,
    )  # fmt: skip
    denial = world.claim(
        "c-denial", second, "avoir attaqué la ville", speaker=front, claim_type="denial", event=raid,
        cue="dément",
    )  # fmt: skip
    world.claim("c-pledge", first, "une aide en avril", speaker=morel, claim_type="pledge", cue="a promis")
    world.link(denial, accusation, "contradicts")
    world.evidence(accusing, second, "accuse")
    world.evidence(raid, second, "attaqué Gao", claim=accusation)

    world.evidence(
        world.event(
            "e-aid", "AID", None, day="2024-04", factuality="future", actors=[france], recipients=[mali],
            summary="La France promet une aide",
        ),
        first,
        "aide",
    )  # fmt: skip
    _plans(world, first, second, mali, courrier)
    session.commit()
    return world


def _plans(world, first, second, mali, source):
    """A pact that was planned and came about, and a strike that was, as another event in a later load."""
    pact = world.event("e-pact", "AGREE", day="2024-02-19", actors=[mali], summary="Un pacte est conclu")
    world.evidence(pact, first, "promis", factuality="future")
    world.variant(pact, "factuality", "future", first, kept=False)
    world.variant(pact, "factuality", "asserted", second, kept=True)
    planned = world.event(
        "e-strike",
        "PROTEST",
        "strike",
        day="2024-03",
        factuality="future",
        actors=[mali],
        summary="Une grève est annoncée",
    )
    world.evidence(planned, second, "fait")
    later = world.load(day=date(2024, 6, 2), articles=1)
    third = world.article(
        "e/greve.txt", "La grève a eu lieu.", published="2024-03-16", source=source, run=later
    )
    held = world.event(
        "e-strike-held", "PROTEST", "strike", day="2024-03-15", actors=[mali], summary="Une grève a lieu"
    )
    world.evidence(held, third, "grève")


def _slug(name):
    return fold(name).replace(" ", "")


def _span_of_days(edtf):
    if edtf is None:
        return None, None
    if len(edtf) == 10:
        return date.fromisoformat(edtf), date.fromisoformat(edtf)
    year, month = map(int, edtf.split("-"))
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), date.fromordinal(after.toordinal() - 1)
