"""Views for people and BI tools.

Revision ID: 0002
Revises: 0001

SQLite knows the type of a view's column when it is a bare column of a table, and newer versions when it is a
cast; so dates are taken bare, through a join, and what is computed is cast. Clients that go by the first row
instead cannot use a NULL there: computed columns have none.
"""

from __future__ import annotations

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

V_EVENTS = """
SELECT
    e.id AS event_id,
    e.key AS event_key,
    e.date_start,
    e.date_end,
    e.date_precision,
    e.date_edtf,
    e.event_type,
    t.name AS event_type_name,
    e.event_mode,
    m.name AS event_mode_name,
    CAST(
        CASE
            WHEN e.factuality = 'future' AND e.event_type IN ('CONSULT', 'SUPPORT', 'COOPERATE', 'AID')
            THEN 'AGREE'
            WHEN e.factuality = 'future' AND e.event_type = 'RETREAT' THEN 'CONCEDE'
            ELSE e.event_type
        END AS TEXT
    ) AS plover_code,
    t.quad_class,
    q.name AS quad_class_name,
    CAST(coalesce(m.score, t.score) AS DOUBLE PRECISION) AS score,
    e.factuality,
    e.summary,
    CAST(coalesce((
        SELECT string_agg(x.name, '; ')
        FROM (
            SELECT a.name
            FROM event_participants p JOIN actors a ON a.id = p.actor_id
            WHERE p.event_id = e.id AND p.role = 'actor'
            ORDER BY a.name, a.key
        ) x
    ), '') AS TEXT) AS actors,
    CAST(coalesce((
        SELECT string_agg(x.name, '; ')
        FROM (
            SELECT a.name
            FROM event_participants p JOIN actors a ON a.id = p.actor_id
            WHERE p.event_id = e.id AND p.role = 'recipient'
            ORDER BY a.name, a.key
        ) x
    ), '') AS TEXT) AS recipients,
    e.location_id,
    l.key AS location_key,
    l.name AS location,
    l.kind AS location_kind,
    l.country_code AS location_country_code,
    c.name AS location_country,
    l.admin1 AS location_admin1,
    l.latitude,
    l.longitude,
    l.geonames_id,
    e.dead,
    e.injured,
    e.arrested,
    e.confidence,
    CAST((
        SELECT count(*) FROM event_mentions n WHERE n.event_id = e.id
    ) AS INTEGER) AS mentions,
    CAST((
        SELECT count(DISTINCT n.article_id) FROM event_mentions n WHERE n.event_id = e.id
    ) AS INTEGER) AS articles,
    CAST((
        SELECT count(DISTINCT coalesce(r.source_id, -r.id))
        FROM event_mentions n JOIN articles r ON r.id = n.article_id
        WHERE n.event_id = e.id
    ) AS INTEGER) AS sources,
    CAST((
        SELECT count(DISTINCT coalesce(r.source_id, -r.id))
        FROM event_mentions n JOIN articles r ON r.id = n.article_id
        WHERE n.event_id = e.id AND n.factuality = 'asserted'
    ) AS INTEGER) AS asserted_by,
    CAST((
        SELECT count(DISTINCT coalesce(r.source_id, -r.id))
        FROM event_mentions n JOIN articles r ON r.id = n.article_id
        WHERE n.event_id = e.id AND n.factuality = 'alleged'
    ) AS INTEGER) AS alleged_by,
    CAST((
        SELECT count(DISTINCT coalesce(r.source_id, -r.id))
        FROM claims d JOIN articles r ON r.id = d.article_id
        WHERE d.event_id = e.id AND d.claim_type = 'denial'
    ) AS INTEGER) AS denied_by,
    CAST(coalesce((
        SELECT string_agg(x.name, '; ')
        FROM (
            SELECT DISTINCT coalesce(a.name, d.speaker_text) AS name
            FROM claims d LEFT JOIN actors a ON a.id = d.speaker_id
            WHERE d.event_id = e.id AND d.claim_type = 'denial'
            ORDER BY 1
        ) x
    ), '') AS TEXT) AS deniers,
    f.id AS first_article_id,
    f.published_start AS first_published
FROM events e
JOIN event_types t ON t.code = e.event_type
JOIN quad_classes q ON q.code = t.quad_class
LEFT JOIN event_modes m ON m.event_type = e.event_type AND m.code = e.event_mode
LEFT JOIN locations l ON l.id = e.location_id
LEFT JOIN countries c ON c.code = l.country_code
LEFT JOIN articles f ON f.id = (
    SELECT r.id
    FROM event_mentions n JOIN articles r ON r.id = n.article_id
    WHERE n.event_id = e.id AND r.published_start IS NOT NULL
    ORDER BY r.published_start, r.published_end, r.uri
    LIMIT 1
)
"""

# One row for each actor with each recipient. Where an event has no recipient, its actors face each other,
# in both directions. Whoever faces nobody still has a row. One SELECT: DuckDB cannot read a view with UNION;
# the numbers of the actors are those of event_participants, so that an index finds them.
V_EVENT_PARTICIPANTS = """
SELECT
    e.id AS event_id,
    e.key AS event_key,
    e.date_start,
    e.date_end,
    e.date_precision,
    e.event_type,
    t.name AS event_type_name,
    e.event_mode,
    m.name AS event_mode_name,
    t.quad_class,
    q.name AS quad_class_name,
    CAST(coalesce(m.score, t.score) AS DOUBLE PRECISION) AS score,
    e.factuality,
    p.actor_id,
    a.key AS actor_key,
    a.name AS actor,
    a.kind AS actor_kind,
    a.country_code AS actor_country_code,
    a.sector AS actor_sector,
    p.title AS actor_title,
    o.actor_id AS recipient_id,
    b.key AS recipient_key,
    b.name AS recipient,
    b.kind AS recipient_kind,
    b.country_code AS recipient_country_code,
    b.sector AS recipient_sector,
    o.title AS recipient_title
FROM events e
JOIN event_types t ON t.code = e.event_type
JOIN quad_classes q ON q.code = t.quad_class
LEFT JOIN event_modes m ON m.event_type = e.event_type AND m.code = e.event_mode
LEFT JOIN event_participants p ON p.event_id = e.id AND p.role = 'actor'
LEFT JOIN actors a ON a.id = p.actor_id
LEFT JOIN event_participants o
    ON o.event_id = e.id
    AND (p.actor_id IS NULL OR o.actor_id <> p.actor_id)
    AND (
        o.role = 'recipient'
        OR NOT EXISTS (SELECT 1 FROM event_participants r WHERE r.event_id = e.id AND r.role = 'recipient')
    )
LEFT JOIN actors b ON b.id = o.actor_id
WHERE p.actor_id IS NOT NULL OR o.actor_id IS NOT NULL
"""

V_CLAIMS = """
SELECT
    c.id AS claim_id,
    c.key AS claim_key,
    c.claim_type,
    c.quote_type,
    c.speaker_id,
    s.key AS speaker_key,
    s.name AS speaker,
    s.kind AS speaker_kind,
    s.country_code AS speaker_country_code,
    c.speaker_text,
    c.cue,
    c.text,
    c.addressee_id,
    d.name AS addressee,
    c.event_id,
    e.key AS event_key,
    e.event_type,
    e.event_mode,
    e.factuality AS event_factuality,
    e.date_start AS event_date_start,
    e.summary AS event_summary,
    c.article_id,
    r.title AS article_title,
    r.uri AS article_uri,
    o.name AS source,
    r.published,
    r.published_start,
    r.published_end,
    CAST(
        substr(r.text, n.char_start + 1, n.char_end - n.char_start) AS TEXT
    ) AS sentence,
    c.char_start,
    c.char_end
FROM claims c
JOIN articles r ON r.id = c.article_id
JOIN sentences n ON n.id = c.sentence_id
LEFT JOIN sources o ON o.id = r.source_id
LEFT JOIN actors s ON s.id = c.speaker_id
LEFT JOIN actors d ON d.id = c.addressee_id
LEFT JOIN events e ON e.id = c.event_id
"""

V_ARTICLES = """
SELECT
    r.id AS article_id,
    r.uri,
    r.url,
    r.title,
    r.author,
    r.source_id,
    o.name AS source,
    o.domain AS source_domain,
    o.country_code AS source_country_code,
    r.language,
    r.published,
    r.published_start,
    r.published_end,
    r.published_basis,
    r.duplicate_of_id,
    g.uri AS duplicate_of_uri,
    CAST(length(r.text) AS INTEGER) AS characters,
    CAST((SELECT count(*) FROM sentences n WHERE n.article_id = r.id) AS INTEGER) AS sentences,
    CAST((
        SELECT count(DISTINCT n.event_id) FROM event_mentions n WHERE n.article_id = r.id
    ) AS INTEGER) AS events,
    CAST((SELECT count(*) FROM claims c WHERE c.article_id = r.id) AS INTEGER) AS claims,
    CAST((
        SELECT count(DISTINCT n.actor_id) FROM actor_mentions n WHERE n.article_id = r.id
    ) AS INTEGER) AS actors,
    CAST((
        SELECT count(DISTINCT n.location_id) FROM location_mentions n WHERE n.article_id = r.id
    ) AS INTEGER) AS locations,
    CAST((
        SELECT count(*) FROM articles x WHERE x.duplicate_of_id = r.id
    ) AS INTEGER) AS duplicates,
    u.started_at AS loaded_at,
    u.eventsdb_version
FROM articles r
LEFT JOIN sources o ON o.id = r.source_id
LEFT JOIN articles g ON g.id = r.duplicate_of_id
LEFT JOIN runs u ON u.id = r.run_id
"""

V_ACTORS = """
SELECT
    a.id AS actor_id,
    a.key AS actor_key,
    a.name AS actor,
    a.kind AS actor_kind,
    a.country_code,
    c.name AS country,
    a.sector,
    s.name AS sector_name,
    r.title,
    o.name AS organization,
    r.country_code AS title_country_code,
    r.first_seen AS title_first_seen,
    r.last_seen AS title_last_seen,
    CAST(coalesce((
        SELECT string_agg(x.name, '; ')
        FROM (
            SELECT l.name FROM actor_aliases l WHERE l.actor_id = a.id AND l.name <> a.name ORDER BY l.name
        ) x
    ), '') AS TEXT) AS aliases,
    CAST((SELECT count(*) FROM actor_mentions n WHERE n.actor_id = a.id) AS INTEGER) AS mentions,
    CAST((
        SELECT count(DISTINCT n.article_id) FROM actor_mentions n WHERE n.actor_id = a.id
    ) AS INTEGER) AS articles,
    CAST((
        SELECT count(DISTINCT p.event_id) FROM event_participants p WHERE p.actor_id = a.id
    ) AS INTEGER) AS events,
    CAST((SELECT count(*) FROM claims k WHERE k.speaker_id = a.id) AS INTEGER) AS claims
FROM actors a
LEFT JOIN countries c ON c.code = a.country_code
LEFT JOIN sectors s ON s.code = a.sector
LEFT JOIN actor_roles r ON r.id = (
    SELECT x.id
    FROM actor_roles x
    WHERE x.actor_id = a.id
    ORDER BY
        x.last_seen IS NULL,
        x.last_seen DESC,
        (SELECT count(*) FROM actor_role_mentions y WHERE y.role_id = x.id) DESC,
        x.title,
        x.id
    LIMIT 1
)
LEFT JOIN actors o ON o.id = r.organization_id
"""

V_TIMELINE = """
SELECT
    v.date_start,
    v.date_end,
    v.date_precision,
    v.date_edtf,
    v.event_type_name,
    v.event_mode_name,
    v.actors,
    v.recipients,
    v.location,
    v.location_country,
    v.factuality,
    v.summary,
    v.dead,
    v.injured,
    v.arrested,
    v.articles,
    v.denied_by,
    v.first_published,
    v.event_id,
    v.event_key
FROM v_events v
WHERE v.date_start IS NOT NULL
"""

VIEWS = {
    "v_events": (V_EVENTS, "Events with their type, participants, place and support spelled out"),
    "v_event_participants": (
        V_EVENT_PARTICIPANTS,
        "Who did what to whom: one row an event and pair of participants",
    ),
    "v_claims": (V_CLAIMS, "Claims with their speaker, event and article spelled out"),
    "v_articles": (V_ARTICLES, "Articles with their source and what was found in them"),
    "v_actors": (V_ACTORS, "Actors with their latest office and how often they occur"),
    "v_timeline": (V_TIMELINE, "Events that have a date, in words"),
}

COLUMNS = {
    "actor": "Name of who acts",
    "v_actors.actor": "Usual full name",
    "actor_country_code": "Country of who acts (ISO 3166-1 alpha-2)",
    "actor_id": "Who acts: actors.id",
    "v_actors.actor_id": "The actor: actors.id",
    "actor_key": "Stable identifier of who acts",
    "v_actors.actor_key": "Stable identifier of the actor",
    "actor_kind": "person, organization, government, armed_group, media or group",
    "actor_sector": "PLOVER sector of who acts",
    "actor_title": "Office that who acts held then",
    "actors": "Who acts, names separated by semicolons; empty when nobody",
    "v_articles.actors": "Actors named",
    "addressee": "Name of whom it is said to or against",
    "addressee_id": "Whom it is said to or against: actors.id",
    "aliases": "Other names in the articles, separated by semicolons; empty when none",
    "alleged_by": "Sources with a mention that alleges it; an article without a source counts as one",
    "arrested": "Persons arrested",
    "article_id": "The article: articles.id",
    "article_title": "Title of the article",
    "article_uri": "Where the article was read",
    "articles": "Articles with a mention",
    "asserted_by": "Sources with a mention that asserts it; an article without a source counts as one",
    "author": "Author, as the article names it",
    "char_end": "Character after the last one of the content, counted in articles.text",
    "char_start": "First character of the content, counted from 0 in articles.text",
    "characters": "Length of the text in characters",
    "claim_id": "The claim: claims.id",
    "claim_key": "Stable identifier of the claim",
    "claim_type": "statement, accusation, denial, pledge, demand or threat",
    "v_actors.claims": "Claims the actor makes",
    "v_articles.claims": "Claims in the article",
    "confidence": "How sure the reading is, from 0 to 1; ordinal, not a probability",
    "country": "Country the actor belongs to, in English",
    "country_code": "Country the actor belongs to (ISO 3166-1 alpha-2)",
    "cue": "The reporting words",
    "date_edtf": "The date as exactly as known, in EDTF (ISO 8601-2)",
    "date_end": "Last day of the event",
    "date_precision": "What the date is known to: day, week, month, year, interval or none",
    "date_start": "First day of the event",
    "dead": "Persons killed",
    "denied_by": "Sources that carry a denial of it; an article without a source counts as one",
    "deniers": "Who denies it, names separated by semicolons; empty when nobody",
    "duplicate_of_id": "The article this one repeats: articles.id",
    "duplicate_of_uri": "Where the article this one repeats was read",
    "duplicates": "Articles that repeat this one",
    "event_date_start": "First day of the event it is about",
    "event_factuality": "Factuality of the event it is about",
    "event_id": "The event: events.id",
    "event_key": "Stable identifier of the event",
    "event_mode": "PLOVER mode",
    "event_mode_name": "PLOVER mode, spelled out",
    "event_summary": "The event it is about, in a few words",
    "event_type": "PLOVER type",
    "event_type_name": "PLOVER type, spelled out",
    "v_actors.events": "Events the actor takes part in",
    "v_articles.events": "Events with a mention in the article",
    "eventsdb_version": "Version of eventsdb in that load",
    "factuality": "asserted, alleged, future, hypothetical or negated",
    "first_article_id": "The earliest article that mentions it: articles.id",
    "first_published": "First day the earliest article that mentions it can have been published",
    "geonames_id": "Number of the place in GeoNames",
    "injured": "Persons injured",
    "language": "Language of the text (ISO 639-1)",
    "latitude": "Latitude of the place in degrees north (WGS 84)",
    "loaded_at": "When the load began that stored or last re-extracted it (UTC)",
    "location": "Name of the place",
    "location_admin1": "First-level division of the country the place lies in",
    "location_country": "Country the place lies in, in English",
    "location_country_code": "Country the place lies in (ISO 3166-1 alpha-2)",
    "location_id": "The place: locations.id",
    "location_key": "Stable identifier of the place",
    "location_kind": "country, region, city, site or water",
    "locations": "Places named",
    "longitude": "Longitude of the place in degrees east (WGS 84)",
    "mentions": "Mentions in articles",
    "organization": "Organization of the latest office",
    "plover_code": "PLOVER type where a planned event counts as the promise of it: AGREE or CONCEDE",
    "published": "Publication date as exactly as known, in EDTF",
    "published_basis": "Where the publication date was read: metadata, header, dateline, text or inferred",
    "published_end": "Last day the article can have been published",
    "published_start": "First day the article can have been published",
    "quad_class": "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
    "quad_class_name": "The quad class, spelled out",
    "quote_type": "direct, indirect or mixed",
    "recipient": "Name of who it is done to",
    "recipient_country_code": "Country of who it is done to (ISO 3166-1 alpha-2)",
    "recipient_id": "Who it is done to: actors.id",
    "recipient_key": "Stable identifier of who it is done to",
    "recipient_kind": "person, organization, government, armed_group, media or group",
    "recipient_sector": "PLOVER sector of who it is done to",
    "recipient_title": "Office that who it is done to held then",
    "recipients": "Who it is done to, names separated by semicolons; empty when nobody",
    "score": "PLOVER's score of the mode, else of the type, from -10 (conflict) to 10 (cooperation)",
    "sector": "PLOVER sector",
    "sector_name": "PLOVER sector, spelled out",
    "sentence": "The sentence the claim begins in",
    "sentences": "Sentences of the article",
    "source": "Name of the outlet",
    "source_country_code": "Country of the outlet (ISO 3166-1 alpha-2)",
    "source_domain": "Internet domain of the outlet",
    "source_id": "The outlet: sources.id",
    "sources": "Sources with a mention; an article without a source counts as one",
    "speaker": "Name of who says it",
    "speaker_country_code": "Country of who says it (ISO 3166-1 alpha-2)",
    "speaker_id": "Who says it: actors.id",
    "speaker_key": "Stable identifier of who says it",
    "speaker_kind": "person, organization, government, armed_group, media or group",
    "speaker_text": "The words that stand for the speaker",
    "summary": "The event in a few words",
    "text": "What is said: the article's own characters",
    "v_actors.title": "Latest office, in the words of the articles",
    "v_articles.title": "Title",
    "title_country_code": "Country of the latest office (ISO 3166-1 alpha-2)",
    "title_first_seen": "Publication day of the earliest article that attests the latest office",
    "title_last_seen": "Publication day of the latest article that attests the latest office",
    "uri": "Where it was read: a path or an address",
    "url": "Address it was published at",
}


def views(dialect: str) -> dict[str, str]:
    """The SQL of every view from this revision on."""
    selects = {name: select for name, (select, _) in VIEWS.items()}
    if dialect == "sqlite":
        # The same function; SQLite has it under PostgreSQL's name from 3.44 on only.
        return {name: select.replace("string_agg(", "group_concat(") for name, select in selects.items()}
    return selects


def describe_view(name: str, columns: list[str]) -> list[str]:
    """What a view holds, then what each of its columns does."""
    meanings = [COLUMNS.get(f"{name}.{column}") or COLUMNS[column] for column in columns]
    return [VIEWS[name][1], *meanings]


def upgrade() -> None:
    """Only the views change."""


def downgrade() -> None:
    """Only the views change."""
