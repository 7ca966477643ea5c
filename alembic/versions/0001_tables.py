"""Tables, and the vocabularies they refer to.

Revision ID: 0001
Revises: nothing
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

QUAD_CLASSES = [
    (1, "Verbal cooperation"),
    (2, "Material cooperation"),
    (3, "Verbal conflict"),
    (4, "Material conflict"),
]

# Types, modes and scores are those of the PLOVER 0.8 manual. It prints ACCUSE with +3, against all modes
# of that type and its quad class; read as -3. It gives no score for vandalize and ban.
EVENT_TYPES = [
    ("AGREE", "Agree", 1, 2.5),
    ("CONSULT", "Consult", 1, 2.5),
    ("SUPPORT", "Support", 1, 5),
    ("CONCEDE", "Concede", 1, 4.5),
    ("COOPERATE", "Cooperate", 2, 9.5),
    ("AID", "Aid", 2, 10),
    ("RETREAT", "Retreat", 2, 6.5),
    ("REQUEST", "Request", 3, 0),
    ("ACCUSE", "Accuse", 3, -3),
    ("REJECT", "Reject", 3, -2),
    ("THREATEN", "Threaten", 3, -3.5),
    ("PROTEST", "Protest", 4, -5),
    ("SANCTION", "Sanction", 4, -6),
    ("MOBILIZE", "Mobilize", 4, -5.5),
    ("COERCE", "Coerce", 4, -7),
    ("ASSAULT", "Assault", 4, -9),
]

EVENT_MODES = [
    ("CONSULT", "visit", "Visit", 4),
    ("CONSULT", "third-party", "Mediation by a third party", 1),
    ("CONSULT", "multilateral", "Multilateral meeting", 4),
    ("CONSULT", "phone", "Telephone talk", 1.5),
    ("RETREAT", "withdraw", "Withdraw forces", 8),
    ("RETREAT", "release", "Release people or property", 6.5),
    ("RETREAT", "disarm", "Disarm", 10),
    ("RETREAT", "ceasefire", "Cease fire", 7.5),
    ("RETREAT", "access", "Allow access", 6.5),
    ("RETREAT", "resign", "Resign", 4.5),
    ("REQUEST", "assist", "Ask for help", 0.5),
    ("REQUEST", "change", "Demand a change", -1),
    ("REQUEST", "yield", "Demand to yield", -1),
    ("REQUEST", "meet", "Ask for a meeting", 0),
    ("ACCUSE", "disapprove", "Disapprove", -2),
    ("ACCUSE", "investigate", "Investigate", -3.5),
    ("ACCUSE", "allege", "Allege", -3.5),
    ("REJECT", "assist", "Refuse help", -1.5),
    ("REJECT", "change", "Refuse a change", -2),
    ("REJECT", "yield", "Refuse to yield", -2),
    ("REJECT", "meet", "Refuse a meeting", -2),
    ("THREATEN", "restrict", "Threaten restrictions", -3),
    ("THREATEN", "arrest", "Threaten arrest", -3.5),
    ("THREATEN", "relations", "Threaten to reduce relations", -3.5),
    ("THREATEN", "expel", "Threaten expulsion", -3.5),
    ("THREATEN", "territory", "Threaten territory", -4),
    ("THREATEN", "violence", "Threaten violence", -3.5),
    ("PROTEST", "demo", "Demonstration", -5),
    ("PROTEST", "riot", "Riot", -7),
    ("PROTEST", "strike", "Strike", -5),
    ("PROTEST", "hunger", "Hunger strike", -4.5),
    ("PROTEST", "boycott", "Boycott", -4.5),
    ("PROTEST", "obstruct", "Obstruction", -4.5),
    ("PROTEST", "vandalize", "Vandalism", None),
    ("SANCTION", "convict", "Conviction", -6),
    ("SANCTION", "expel", "Expulsion", -5.5),
    ("SANCTION", "withdraw", "Withdrawal", -6),
    ("SANCTION", "discontinue", "Discontinuation", -6),
    ("MOBILIZE", "troops", "Troops", -6.5),
    ("MOBILIZE", "weapons", "Weapons", -6.5),
    ("MOBILIZE", "police", "Police", -5.5),
    ("MOBILIZE", "militia", "Militia", -6),
    ("COERCE", "seize", "Seizure", -7),
    ("COERCE", "restrict", "Restriction", -7),
    ("COERCE", "ban", "Ban", None),
    ("COERCE", "censor", "Censorship", -6.5),
    ("COERCE", "curfew", "Curfew", -6.5),
    ("COERCE", "martial-law", "Martial law", -7.5),
    ("COERCE", "arrest", "Arrest", -7),
    ("COERCE", "deport", "Deportation", -7),
    ("COERCE", "withhold", "Withholding", -7),
    ("COERCE", "misinformation", "Misinformation", -6.5),
    ("COERCE", "cyber", "Cyber attack", -7),
    ("ASSAULT", "abduct", "Abduction", -8.5),
    ("ASSAULT", "beat", "Beating", -7.5),
    ("ASSAULT", "torture", "Torture", -8.5),
    ("ASSAULT", "sexual", "Sexual violence", -8.5),
    ("ASSAULT", "targeted", "Targeted killing", -9.5),
    ("ASSAULT", "destroy", "Destruction", -8.5),
    ("ASSAULT", "primitive", "Primitive weapons", -8),
    ("ASSAULT", "firearms", "Firearms", -9),
    ("ASSAULT", "explosives", "Explosives", -9),
    ("ASSAULT", "suicide-attack", "Suicide attack", -9.5),
    ("ASSAULT", "aerial", "Air attack", -9.5),
    ("ASSAULT", "drone", "Drone attack", -9.5),
    ("ASSAULT", "heavy-weapons", "Heavy weapons", -9.5),
    ("ASSAULT", "crowd-control", "Crowd control", -7.5),
    ("ASSAULT", "unconventional", "Unconventional weapons", -10),
]

SECTORS = [
    ("GOV", "Government"),
    ("MIL", "Military"),
    ("COP", "Police"),
    ("JUD", "Judiciary"),
    ("LEG", "Legislature"),
    ("PTY", "Political party"),
    ("REB", "Rebels"),
    ("PRM", "Paramilitary"),
    ("SPY", "Intelligence"),
    ("UAF", "Unaligned armed force"),
    ("OPP", "Opposition"),
    ("CVL", "Civilians"),
    ("BUS", "Business"),
    ("EDU", "Education"),
    ("JRN", "Journalists and media"),
    ("LAB", "Labour"),
    ("MED", "Medical"),
    ("REF", "Refugees"),
    ("REL", "Religion"),
    ("CRM", "Crime"),
    ("AGR", "Agriculture"),
    ("ELI", "Elites"),
    ("SOC", "Civil society"),
    ("IGO", "International organization"),
    ("NGO", "Non-governmental organization"),
    ("UNK", "Unknown"),
]


def upgrade() -> None:
    tables = _create_tables()
    _create_indexes()
    _fill(tables["quad_classes"], QUAD_CLASSES)
    _fill(tables["event_types"], EVENT_TYPES)
    quad_class = {code: quad for code, _, quad, _ in EVENT_TYPES}
    _fill(
        tables["event_modes"],
        [(type_, code, name, quad_class[type_], score) for type_, code, name, score in EVENT_MODES],
    )
    _fill(tables["sectors"], SECTORS)
    # English and French names of CLDR, with the usual name of five countries and four former ones added.
    with Path(__file__).with_name("0001_countries.csv").open(encoding="utf-8", newline="") as file:
        op.bulk_insert(tables["countries"], list(csv.DictReader(file)))
    _describe(tables)


def downgrade() -> None:
    for name in (
        "data_dictionary",
        "corrections",
        "key_aliases",
        "claim_links",
        "event_variants",
        "event_mentions",
        "claims",
        "event_participants",
        "events",
        "location_mentions",
        "locations",
        "actor_references",
        "actor_mentions",
        "actor_role_mentions",
        "actor_roles",
        "actor_aliases",
        "actors",
        "sentences",
        "extractions",
        "articles",
        "sources",
        "load_errors",
        "runs",
        "event_modes",
        "event_types",
        "quad_classes",
        "sectors",
        "countries",
    ):
        op.drop_table(name)


def _create_tables() -> dict[str, sa.Table]:
    tables = [
        _create(
            "countries",
            "Countries and territories, with some that no longer exist",
            _column(
                "code", sa.Text(), "ISO 3166-1 alpha-2 code (XK for Kosovo; SU, YU, DD, CS as once assigned)"
            ),
            _column("name", sa.Text(), "Name in English"),
            _column("name_fr", sa.Text(), "Name in French"),
            sa.PrimaryKeyConstraint("code", name="pk_countries"),
            _unique("countries", "name"),
            _unique("countries", "name_fr"),
        ),
        _create(
            "sectors",
            "Sectors of actors in PLOVER",
            _column("code", sa.Text(), "PLOVER code, such as GOV"),
            _column("name", sa.Text(), "Name in English"),
            sa.PrimaryKeyConstraint("code", name="pk_sectors"),
        ),
        _create(
            "quad_classes",
            "The four kinds of conduct that event types fall into",
            _column("code", sa.Integer(), "1 to 4, from verbal cooperation to material conflict"),
            _column("name", sa.Text(), "Name in English"),
            sa.PrimaryKeyConstraint("code", name="pk_quad_classes"),
            _check("quad_classes", "code", "code BETWEEN 1 AND 4"),
        ),
        _create(
            "event_types",
            "The 16 event types of PLOVER 0.8",
            _column("code", sa.Text(), "PLOVER code, such as CONSULT"),
            _column("name", sa.Text(), "Name in English"),
            _column("quad_class", sa.Integer(), "The kind of conduct: quad_classes.code"),
            _column("score", sa.Double(), "PLOVER's score from -10 (conflict) to 10 (cooperation)"),
            sa.PrimaryKeyConstraint("code", name="pk_event_types"),
            _reference("event_types", "quad_class", "quad_classes.code"),
        ),
        _create(
            "event_modes",
            "The modes of each event type of PLOVER 0.8",
            _column("event_type", sa.Text(), "The type the mode belongs to"),
            _column("code", sa.Text(), "PLOVER code, such as visit; unique within its type"),
            _column("name", sa.Text(), "Name in English"),
            _column("quad_class", sa.Integer(), "The kind of conduct, that of the type"),
            _column(
                "score",
                sa.Double(),
                "PLOVER's score from -10 to 10; NULL where PLOVER gives none",
                nullable=True,
            ),
            sa.PrimaryKeyConstraint("event_type", "code", name="pk_event_modes"),
            _reference("event_modes", "event_type", "event_types.code"),
            _reference("event_modes", "quad_class", "quad_classes.code"),
        ),
        _create(
            "runs",
            "One row a load: what ran, when, and what it did",
            _id(),
            _column("started_at", sa.DateTime(), "When the load began (UTC)"),
            _column("finished_at", sa.DateTime(), "When it ended (UTC); NULL while it runs", nullable=True),
            _column("status", sa.Text(), "running, finished, failed or interrupted"),
            _column("eventsdb_version", sa.Text(), "Version of eventsdb"),
            _column("extractors", sa.Text(), "Extractors used, with their versions", nullable=True),
            _column("models", sa.Text(), "Language models used, with their versions", nullable=True),
            _column("articles_read", sa.Integer(), "Articles the inputs held"),
            _column("articles_added", sa.Integer(), "Articles that are new"),
            _column("articles_unchanged", sa.Integer(), "Articles that were there already"),
            _column("articles_duplicate", sa.Integer(), "New articles that repeat another one"),
            _column("articles_reprocessed", sa.Integer(), "Stored articles that were extracted again"),
            _column("errors", sa.Integer(), "Inputs that failed: see load_errors"),
            _column("events_added", sa.Integer(), "Events that are new"),
            _column("events_removed", sa.Integer(), "Events that are gone"),
            _column("events_changed", sa.Integer(), "Events whose facts or mentions changed"),
            _column("claims_added", sa.Integer(), "Claims that are new"),
            _column("claims_removed", sa.Integer(), "Claims that are gone"),
            _column("claims_changed", sa.Integer(), "Claims that changed"),
            sa.PrimaryKeyConstraint("id", name="pk_runs"),
            _one_of("runs", "status", "running", "finished", "failed", "interrupted"),
            _check("runs", "times", "started_at <= finished_at"),
        ),
        _create(
            "load_errors",
            "One row an input that failed in a load",
            _id(),
            _column("run_id", sa.Integer(), "The load"),
            _column("uri", sa.Text(), "The input: a path or an address"),
            _column("stage", sa.Text(), "Where it failed: open, read, clean, extract, resolve or store"),
            _column("error", sa.Text(), "What was wrong, in words"),
            sa.PrimaryKeyConstraint("id", name="pk_load_errors"),
            _reference("load_errors", "run_id", "runs.id", ondelete="CASCADE"),
            _one_of("load_errors", "stage", "open", "read", "clean", "extract", "resolve", "store"),
        ),
        _create(
            "sources",
            "Who publishes the articles",
            _id(),
            _column("name", sa.Text(), "Name of the outlet"),
            _column("domain", sa.Text(), "Internet domain, without www", nullable=True),
            _column("country_code", sa.Text(), "Country of the outlet (ISO 3166-1 alpha-2)", nullable=True),
            sa.PrimaryKeyConstraint("id", name="pk_sources"),
            _unique("sources", "name"),
            _reference("sources", "country_code", "countries.code"),
        ),
        _create(
            "articles",
            "One row an article as read; one that repeats another has no mentions of its own",
            _id(),
            _column("uri", sa.Text(), "Where it was read: a path or an address"),
            _column("source_id", sa.Integer(), "Who published it", nullable=True),
            _column("title", sa.Text(), "Title", nullable=True),
            _column("author", sa.Text(), "Author, as the article names it", nullable=True),
            _column("url", sa.Text(), "Address it was published at", nullable=True),
            _column("language", sa.Text(), "Language of the text (ISO 639-1)", nullable=True),
            _column(
                "published",
                sa.Text(),
                "Publication date as exactly as known, in EDTF: 2023-07-26, 2023-07, 2023",
                nullable=True,
            ),
            _column("published_start", sa.Date(), "First day it can have been published", nullable=True),
            _column("published_end", sa.Date(), "Last day it can have been published", nullable=True),
            _column(
                "published_basis",
                sa.Text(),
                "Where the date was read: metadata, header, dateline, text or inferred",
                nullable=True,
            ),
            _column("text", sa.Text(), "The cleaned text; all character offsets count in it"),
            _column(
                "sha256",
                sa.Text(),
                "SHA-256 of the content, in hexadecimal: the same content is the same article",
            ),
            _column(
                "duplicate_of_id",
                sa.Integer(),
                "The article this one repeats, whole or nearly so",
                nullable=True,
            ),
            _column("run_id", sa.Integer(), "The load that stored or last re-extracted it", nullable=True),
            sa.PrimaryKeyConstraint("id", name="pk_articles"),
            _unique("articles", "uri"),
            _reference("articles", "source_id", "sources.id"),
            _reference("articles", "duplicate_of_id", "articles.id"),
            _reference("articles", "run_id", "runs.id"),
            _check("articles", "duplicate", "duplicate_of_id <> id"),
            _check("articles", "published", "published_start <= published_end"),
            _one_of("articles", "published_basis", "metadata", "header", "dateline", "text", "inferred"),
        ),
        _create(
            "extractions",
            "What was extracted from each article, before identities were resolved; for eventsdb",
            _column("article_id", sa.Integer(), "The article"),
            _column("extractor", sa.Text(), "What extracted it, with its version"),
            _column("payload", sa.JSON(none_as_null=True), "The extraction, as JSON"),
            sa.PrimaryKeyConstraint("article_id", name="pk_extractions"),
            _reference("extractions", "article_id", "articles.id", ondelete="CASCADE"),
        ),
        _create(
            "sentences",
            "The sentences of the articles",
            _id(),
            _column("article_id", sa.Integer(), "The article"),
            _column("position", sa.Integer(), "Place in the article, counted from 0"),
            _char_start(),
            _char_end(),
            sa.PrimaryKeyConstraint("id", name="pk_sentences"),
            _unique("sentences", "article_id", "position"),
            _reference("sentences", "article_id", "articles.id", ondelete="CASCADE"),
            _check("sentences", "position", "position >= 0"),
            _check("sentences", "span", "char_start >= 0 AND char_start < char_end"),
        ),
        _create(
            "actors",
            "Who acts, is acted on or speaks: one row each over all articles",
            _id(),
            _column("key", sa.Text(), "Stable identifier of the actor, made from content: safe to cite"),
            _column("name", sa.Text(), "Usual full name"),
            _column(
                "kind",
                sa.Text(),
                "person, organization, government, armed_group, media or group (unnamed people)",
            ),
            _column("country_code", sa.Text(), "Country it belongs to (ISO 3166-1 alpha-2)", nullable=True),
            _column("sector", sa.Text(), "PLOVER sector, such as GOV: sectors.code", nullable=True),
            sa.PrimaryKeyConstraint("id", name="pk_actors"),
            _unique("actors", "key"),
            _reference("actors", "country_code", "countries.code"),
            _reference("actors", "sector", "sectors.code"),
            _one_of(
                "actors", "kind", "person", "organization", "government", "armed_group", "media", "group"
            ),
        ),
        _create(
            "actor_aliases",
            "Every name an actor goes by in the articles, its usual one included",
            _id(),
            _column("actor_id", sa.Integer(), "The actor"),
            _column("name", sa.Text(), "The name"),
            _column(
                "folded",
                sa.Text(),
                "The name in lower case, without accents or punctuation: to search by",
            ),
            sa.PrimaryKeyConstraint("id", name="pk_actor_aliases"),
            _unique("actor_aliases", "actor_id", "name"),
            _reference("actor_aliases", "actor_id", "actors.id", ondelete="CASCADE"),
        ),
        _create(
            "actor_roles",
            "The offices that articles give an actor, and when they do",
            _id(),
            _column("actor_id", sa.Integer(), "Who holds the office"),
            _column("title", sa.Text(), "The office, in the words of the articles"),
            _column("organization_id", sa.Integer(), "The organization it is held in", nullable=True),
            _column(
                "country_code", sa.Text(), "The country it is held in (ISO 3166-1 alpha-2)", nullable=True
            ),
            _column(
                "first_seen",
                sa.Date(),
                "Publication day of the earliest article that attests it",
                nullable=True,
            ),
            _column(
                "last_seen", sa.Date(), "Publication day of the latest article that attests it", nullable=True
            ),
            sa.PrimaryKeyConstraint("id", name="pk_actor_roles"),
            _unique("actor_roles", "actor_id", "title", "organization_id", "country_code"),
            _reference("actor_roles", "actor_id", "actors.id", ondelete="CASCADE"),
            _reference("actor_roles", "organization_id", "actors.id"),
            _reference("actor_roles", "country_code", "countries.code"),
            _check("actor_roles", "seen", "first_seen <= last_seen"),
        ),
        _create(
            "actor_role_mentions",
            "The articles that attest each office",
            _column("role_id", sa.Integer(), "The office"),
            _column("article_id", sa.Integer(), "The article"),
            _column("sentence_id", sa.Integer(), "The sentence, where known", nullable=True),
            _column("char_start", sa.Integer(), "First character of the words, where known", nullable=True),
            _column("char_end", sa.Integer(), "Character after the last one, where known", nullable=True),
            sa.PrimaryKeyConstraint("role_id", "article_id", name="pk_actor_role_mentions"),
            _reference("actor_role_mentions", "role_id", "actor_roles.id", ondelete="CASCADE"),
            _reference("actor_role_mentions", "article_id", "articles.id", ondelete="CASCADE"),
            _reference("actor_role_mentions", "sentence_id", "sentences.id", ondelete="CASCADE"),
            _check("actor_role_mentions", "span", "char_start >= 0 AND char_start < char_end"),
        ),
        _create(
            "actor_mentions",
            "Every mention that names an actor",
            _id(),
            _column("actor_id", sa.Integer(), "The actor"),
            _column("article_id", sa.Integer(), "The article"),
            _column("sentence_id", sa.Integer(), "The sentence"),
            _char_start(),
            _char_end(),
            sa.PrimaryKeyConstraint("id", name="pk_actor_mentions"),
            _unique("actor_mentions", "article_id", "char_start", "char_end", "actor_id"),
            _reference("actor_mentions", "actor_id", "actors.id", ondelete="CASCADE"),
            _reference("actor_mentions", "article_id", "articles.id", ondelete="CASCADE"),
            _reference("actor_mentions", "sentence_id", "sentences.id", ondelete="CASCADE"),
            _check("actor_mentions", "span", "char_start >= 0 AND char_start < char_end"),
        ),
        _create(
            "actor_references",
            "Descriptions and pronouns that stand for an actor without naming it",
            _id(),
            _column("actor_id", sa.Integer(), "The actor"),
            _column("article_id", sa.Integer(), "The article"),
            _column("sentence_id", sa.Integer(), "The sentence"),
            _char_start(),
            _char_end(),
            _column("form", sa.Text(), 'nominal ("le ministre") or pronoun ("il")'),
            sa.PrimaryKeyConstraint("id", name="pk_actor_references"),
            _unique("actor_references", "article_id", "char_start", "char_end", "actor_id"),
            _reference("actor_references", "actor_id", "actors.id", ondelete="CASCADE"),
            _reference("actor_references", "article_id", "articles.id", ondelete="CASCADE"),
            _reference("actor_references", "sentence_id", "sentences.id", ondelete="CASCADE"),
            _one_of("actor_references", "form", "nominal", "pronoun"),
            _check("actor_references", "span", "char_start >= 0 AND char_start < char_end"),
        ),
        _create(
            "locations",
            "Places: one row each over all articles",
            _id(),
            _column("key", sa.Text(), "Stable identifier of the place, made from content: safe to cite"),
            _column("name", sa.Text(), "Usual name"),
            _column("kind", sa.Text(), "country, region, city, site or water"),
            _column("country_code", sa.Text(), "Country it lies in (ISO 3166-1 alpha-2)", nullable=True),
            _column("admin1", sa.Text(), "First-level division of the country it lies in", nullable=True),
            _column("latitude", sa.Double(), "Latitude in degrees north (WGS 84)", nullable=True),
            _column("longitude", sa.Double(), "Longitude in degrees east (WGS 84)", nullable=True),
            _column("geonames_id", sa.Integer(), "Number of the place in GeoNames", nullable=True),
            sa.PrimaryKeyConstraint("id", name="pk_locations"),
            _unique("locations", "key"),
            _reference("locations", "country_code", "countries.code"),
            _one_of("locations", "kind", "country", "region", "city", "site", "water"),
            _check("locations", "latitude", "latitude BETWEEN -90 AND 90"),
            _check("locations", "longitude", "longitude BETWEEN -180 AND 180"),
        ),
        _create(
            "location_mentions",
            "Every mention of a place used as a place",
            _id(),
            _column("location_id", sa.Integer(), "The place"),
            _column("article_id", sa.Integer(), "The article"),
            _column("sentence_id", sa.Integer(), "The sentence"),
            _char_start(),
            _char_end(),
            sa.PrimaryKeyConstraint("id", name="pk_location_mentions"),
            _unique("location_mentions", "article_id", "char_start", "char_end", "location_id"),
            _reference("location_mentions", "location_id", "locations.id", ondelete="CASCADE"),
            _reference("location_mentions", "article_id", "articles.id", ondelete="CASCADE"),
            _reference("location_mentions", "sentence_id", "sentences.id", ondelete="CASCADE"),
            _check("location_mentions", "span", "char_start >= 0 AND char_start < char_end"),
        ),
        _create(
            "events",
            "What happened, may have or is to: one row an event, whatever the number of reports",
            _id(),
            _column("key", sa.Text(), "Stable identifier of the event, made from content: safe to cite"),
            _column("event_type", sa.Text(), "PLOVER type, such as CONSULT: event_types.code"),
            _column("event_mode", sa.Text(), "PLOVER mode, such as visit: event_modes.code", nullable=True),
            _column("date_start", sa.Date(), "First day; NULL when unknown", nullable=True),
            _column("date_end", sa.Date(), "Last day; NULL when unknown", nullable=True),
            _column(
                "date_precision",
                sa.Text(),
                "What the date is known to: day, week, month, year, interval or none",
            ),
            _column(
                "date_edtf",
                sa.Text(),
                "The date as exactly as known, in EDTF (ISO 8601-2): 2023-07, 2023-07-26/2023-07-27",
                nullable=True,
            ),
            _column("location_id", sa.Integer(), "Where it took place", nullable=True),
            _column(
                "factuality",
                sa.Text(),
                "asserted, alleged, future, hypothetical or negated: the strongest of its mentions",
            ),
            _column("summary", sa.Text(), "The event in a few words"),
            _column("dead", sa.Integer(), "Persons killed", nullable=True),
            _column("injured", sa.Integer(), "Persons injured", nullable=True),
            _column("arrested", sa.Integer(), "Persons arrested", nullable=True),
            _column(
                "confidence", sa.Double(), "How sure the reading is, from 0 to 1; ordinal, not a probability"
            ),
            sa.PrimaryKeyConstraint("id", name="pk_events"),
            _unique("events", "key"),
            _reference("events", "event_type", "event_types.code"),
            sa.ForeignKeyConstraint(
                ["event_type", "event_mode"],
                ["event_modes.event_type", "event_modes.code"],
                name="fk_events_event_type_event_mode",
            ),
            _reference("events", "location_id", "locations.id"),
            _check("events", "arrested", "arrested >= 0"),
            _check("events", "confidence", "confidence BETWEEN 0 AND 1"),
            _one_of("events", "date_precision", "day", "week", "month", "year", "interval", "none"),
            _check("events", "dated", "(date_precision = 'none') = (date_start IS NULL)"),
            _check("events", "dates", "date_start <= date_end"),
            _check("events", "dead", "dead >= 0"),
            _one_of("events", "factuality", "asserted", "alleged", "future", "hypothetical", "negated"),
            _check("events", "injured", "injured >= 0"),
        ),
        _create(
            "event_participants",
            "Who takes part in an event, and on which side",
            _column("event_id", sa.Integer(), "The event"),
            _column("actor_id", sa.Integer(), "The actor"),
            _column("role", sa.Text(), "actor (does it) or recipient (is who it is done to)"),
            _column("title", sa.Text(), "The office held then, in the words of the articles", nullable=True),
            sa.PrimaryKeyConstraint("event_id", "actor_id", "role", name="pk_event_participants"),
            _reference("event_participants", "event_id", "events.id", ondelete="CASCADE"),
            _reference("event_participants", "actor_id", "actors.id"),
            _one_of("event_participants", "role", "actor", "recipient"),
        ),
        _create(
            "claims",
            "Who says what: one row for each span that an article attributes to someone",
            _id(),
            _column("key", sa.Text(), "Stable identifier of the claim, made from content: safe to cite"),
            _column("article_id", sa.Integer(), "The article"),
            _column("sentence_id", sa.Integer(), "The sentence it begins in"),
            _column("speaker_id", sa.Integer(), "Who says it; NULL when not identified", nullable=True),
            _column("speaker_text", sa.Text(), "The words that stand for the speaker", nullable=True),
            _column("cue", sa.Text(), "The reporting words, such as a déclaré", nullable=True),
            _column("claim_type", sa.Text(), "statement, accusation, denial, pledge, demand or threat"),
            _column("quote_type", sa.Text(), "direct, indirect or mixed"),
            _column("text", sa.Text(), "What is said: the article's own characters, without the cue"),
            _char_start(),
            _char_end(),
            _column("addressee_id", sa.Integer(), "Whom it is said to or against", nullable=True),
            _column("event_id", sa.Integer(), "The event it is about", nullable=True),
            sa.PrimaryKeyConstraint("id", name="pk_claims"),
            _unique("claims", "key"),
            _reference("claims", "article_id", "articles.id", ondelete="CASCADE"),
            _reference("claims", "sentence_id", "sentences.id", ondelete="CASCADE"),
            _reference("claims", "speaker_id", "actors.id"),
            _reference("claims", "addressee_id", "actors.id"),
            _reference("claims", "event_id", "events.id"),
            _one_of(
                "claims", "claim_type", "statement", "accusation", "denial", "pledge", "demand", "threat"
            ),
            _one_of("claims", "quote_type", "direct", "indirect", "mixed"),
            _check("claims", "span", "char_start >= 0 AND char_start < char_end"),
        ),
        _create(
            "event_mentions",
            "Every mention of an event, with its trigger words",
            _id(),
            _column("event_id", sa.Integer(), "The event"),
            _column("article_id", sa.Integer(), "The article"),
            _column("sentence_id", sa.Integer(), "The sentence"),
            _column(
                "char_start", sa.Integer(), "First character of the trigger, counted from 0 in articles.text"
            ),
            _column(
                "char_end",
                sa.Integer(),
                "Character after the last one of the trigger, counted in articles.text",
            ),
            _column(
                "factuality",
                sa.Text(),
                "What this mention says of the event: asserted, alleged, future, hypothetical or negated",
            ),
            _column("date_text", sa.Text(), "The words that date it", nullable=True),
            _column("claim_id", sa.Integer(), "The claim that carries the mention", nullable=True),
            _column("rule", sa.Text(), "The rule that read it"),
            _column(
                "confidence", sa.Double(), "How sure the reading is, from 0 to 1; ordinal, not a probability"
            ),
            sa.PrimaryKeyConstraint("id", name="pk_event_mentions"),
            _unique("event_mentions", "article_id", "char_start", "char_end", "event_id"),
            _reference("event_mentions", "event_id", "events.id", ondelete="CASCADE"),
            _reference("event_mentions", "article_id", "articles.id", ondelete="CASCADE"),
            _reference("event_mentions", "sentence_id", "sentences.id", ondelete="CASCADE"),
            _reference("event_mentions", "claim_id", "claims.id"),
            _check("event_mentions", "confidence", "confidence BETWEEN 0 AND 1"),
            _one_of(
                "event_mentions", "factuality", "asserted", "alleged", "future", "hypothetical", "negated"
            ),
            _check("event_mentions", "span", "char_start >= 0 AND char_start < char_end"),
        ),
        _create(
            "event_variants",
            "What each article says of the facts of an event, so that disagreements show",
            _id(),
            _column("event_id", sa.Integer(), "The event"),
            _column(
                "field",
                sa.Text(),
                "The fact: type, mode, date, place, factuality, dead, injured, arrested, actor or recipient",
            ),
            _column(
                "value",
                sa.Text(),
                "What the article says: a code, an EDTF date, a number, or the name of the place or actor",
            ),
            _column("value_key", sa.Text(), "Key of the place or actor the value names", nullable=True),
            _column("article_id", sa.Integer(), "The article that says so"),
            _column("sentence_id", sa.Integer(), "The sentence, where known", nullable=True),
            _column("is_kept", sa.Boolean(), "Whether the event's own row shows this value"),
            _column(
                "differs",
                sa.Boolean(),
                "Whether it disagrees with the event's own value, and is not only vaguer than that",
            ),
            sa.PrimaryKeyConstraint("id", name="pk_event_variants"),
            _unique("event_variants", "event_id", "field", "article_id", "value"),
            _reference("event_variants", "event_id", "events.id", ondelete="CASCADE"),
            _reference("event_variants", "article_id", "articles.id", ondelete="CASCADE"),
            _reference("event_variants", "sentence_id", "sentences.id", ondelete="CASCADE"),
            _one_of(
                "event_variants",
                "field",
                "type",
                "mode",
                "date",
                "place",
                "factuality",
                "dead",
                "injured",
                "arrested",
                "actor",
                "recipient",
            ),
        ),
        _create(
            "claim_links",
            "Claims that repeat or contradict another",
            _column("claim_id", sa.Integer(), "The later claim"),
            _column("related_claim_id", sa.Integer(), "The earlier claim"),
            _column("relation", sa.Text(), "repeats or contradicts: how the first stands to the second"),
            sa.PrimaryKeyConstraint("claim_id", "related_claim_id", "relation", name="pk_claim_links"),
            _reference("claim_links", "claim_id", "claims.id", ondelete="CASCADE"),
            _reference("claim_links", "related_claim_id", "claims.id", ondelete="CASCADE"),
            _check("claim_links", "distinct", "claim_id <> related_claim_id"),
            _one_of("claim_links", "relation", "repeats", "contradicts"),
        ),
        _create(
            "key_aliases",
            "Keys that were superseded, and the ones that stand for them now",
            _column("kind", sa.Text(), "What the key names: actor, location, event or claim"),
            _column("old_key", sa.Text(), "The superseded key"),
            _column("key", sa.Text(), "The key of the row now: join it with the key of the table"),
            sa.PrimaryKeyConstraint("kind", "old_key", name="pk_key_aliases"),
            _one_of("key_aliases", "kind", "actor", "location", "event", "claim"),
            _check("key_aliases", "superseded", "old_key <> key"),
        ),
        _create(
            "corrections",
            "What people decided; it outlives every reload",
            _id(),
            _column("kind", sa.Text(), "What it corrects: actor, location or event"),
            _column("action", sa.Text(), "merge, split, rename, retype or reject"),
            _column("target_key", sa.Text(), "Key of the row it corrects, as it was then"),
            _column(
                "value",
                sa.Text(),
                "The key merged into the target, the new name, or the new kind or type",
                nullable=True,
            ),
            _column(
                "details",
                sa.JSON(none_as_null=True),
                "What else the decision needs, as JSON, such as the mentions that a split takes out",
                nullable=True,
            ),
            _column("reason", sa.Text(), "Why", nullable=True),
            _column("made_by", sa.Text(), "Who decided"),
            _column("made_at", sa.DateTime(), "When (UTC)"),
            _column("status", sa.Text(), "applied, target_missing (nothing left to correct) or undone"),
            _column("undone_by", sa.Text(), "Who undid it", nullable=True),
            _column("undone_at", sa.DateTime(), "When it was undone (UTC)", nullable=True),
            sa.PrimaryKeyConstraint("id", name="pk_corrections"),
            _one_of("corrections", "action", "merge", "split", "rename", "retype", "reject"),
            _one_of("corrections", "kind", "actor", "location", "event"),
            _one_of("corrections", "status", "applied", "target_missing", "undone"),
        ),
        _create(
            "data_dictionary",
            "What every table, view and column means",
            _column("table_name", sa.Text(), "The table or view"),
            _column("column_name", sa.Text(), "The column; empty in the row about the table itself"),
            _column(
                "position", sa.Integer(), "Place of the column in its table from 1; 0 for the table itself"
            ),
            _column("description", sa.Text(), "What it holds, in which unit or vocabulary"),
            sa.PrimaryKeyConstraint("table_name", "column_name", name="pk_data_dictionary"),
            _unique("data_dictionary", "table_name", "position"),
        ),
    ]
    return {table.name: table for table in tables}


def _create_indexes() -> None:
    for table, *columns in (
        ("event_types", "quad_class"),
        ("event_modes", "quad_class"),
        ("load_errors", "run_id"),
        ("load_errors", "uri"),
        ("sources", "domain"),
        ("sources", "country_code"),
        ("articles", "source_id"),
        ("articles", "url"),
        ("articles", "published_start"),
        ("articles", "sha256"),
        ("articles", "duplicate_of_id"),
        ("articles", "run_id"),
        ("extractions", "extractor"),
        ("actors", "name"),
        ("actors", "country_code"),
        ("actors", "sector"),
        ("actor_aliases", "name"),
        ("actor_aliases", "folded"),
        ("actor_roles", "title"),
        ("actor_roles", "organization_id"),
        ("actor_roles", "country_code"),
        ("actor_role_mentions", "article_id"),
        ("actor_role_mentions", "sentence_id"),
        ("actor_mentions", "actor_id"),
        ("actor_mentions", "sentence_id"),
        ("actor_references", "actor_id"),
        ("actor_references", "sentence_id"),
        ("locations", "name"),
        ("locations", "country_code"),
        ("locations", "geonames_id"),
        ("location_mentions", "location_id"),
        ("location_mentions", "sentence_id"),
        ("events", "event_type", "event_mode"),
        ("events", "event_type", "date_start"),
        ("events", "date_start"),
        ("events", "date_end"),
        ("events", "location_id"),
        ("events", "factuality"),
        ("event_participants", "actor_id"),
        ("claims", "article_id", "char_start"),
        ("claims", "sentence_id"),
        ("claims", "speaker_id"),
        ("claims", "claim_type"),
        ("claims", "addressee_id"),
        ("claims", "event_id"),
        ("event_mentions", "event_id"),
        ("event_mentions", "sentence_id"),
        ("event_mentions", "claim_id"),
        ("event_variants", "article_id"),
        ("event_variants", "sentence_id"),
        ("claim_links", "related_claim_id"),
        ("key_aliases", "kind", "key"),
        ("corrections", "kind", "target_key"),
    ):
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)


def _create(name: str, comment: str, *parts: sa.Column[Any] | sa.Constraint) -> sa.Table:
    return op.create_table(name, *parts, comment=comment)


def _column(
    name: str, type_: sa.types.TypeEngine[Any], comment: str, *, nullable: bool = False
) -> sa.Column[Any]:
    return sa.Column(name, type_, nullable=nullable, autoincrement=name == "id", comment=comment)


def _id() -> sa.Column[Any]:
    return _column("id", sa.Integer(), "Row number, of this database only")


def _char_start() -> sa.Column[Any]:
    return _column(
        "char_start", sa.Integer(), "First character of the words, counted from 0 in articles.text"
    )


def _char_end() -> sa.Column[Any]:
    return _column(
        "char_end", sa.Integer(), "Character after the last one of the words, counted in articles.text"
    )


def _reference(
    table: str, column: str, target: str, *, ondelete: str | None = None
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _one_of(table: str, column: str, *values: str) -> sa.CheckConstraint:
    return _check(table, column, f"{column} IN ({', '.join(repr(value) for value in values)})")


def _fill(table: sa.Table, rows: list[Any]) -> None:
    names = [column.name for column in table.columns]
    op.bulk_insert(table, [dict(zip(names, row, strict=True)) for row in rows])


def _describe(tables: dict[str, sa.Table]) -> None:
    """Fill the data dictionary from the comments."""
    rows: list[tuple[str, str, int, str | None]] = []
    for name, table in tables.items():
        rows.append((name, "", 0, table.comment))
        rows += [(name, column.name, n, column.comment) for n, column in enumerate(table.columns, start=1)]
    _fill(tables["data_dictionary"], rows)
