"""Every fact joins every dimension; indexes by time.

Revision ID: 0005
Revises: 0004

`v_event_participants` gains `location_id` and `v_claims` gains `source_id`. What is asked for by a span of
time is found in the index alone, which therefore has both ends of it. The indexes of `factuality` and
`claim_type` go: with five or six values they narrow little, and SQLite, unless it has statistics, prefers
them to those of the dates.
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# By table: the indexes that go, and those that come in their place.
INDEXES: dict[str, tuple[list[tuple[str, ...]], list[tuple[str, ...]]]] = {
    "events": (
        [("date_start",), ("date_end",), ("event_type", "date_start"), ("location_id",), ("factuality",)],
        [
            ("date_start", "date_end"),
            ("date_end", "date_start"),
            ("event_type", "date_start", "date_end"),
            ("location_id", "date_start", "date_end"),
        ],
    ),
    "claims": ([("claim_type",)], []),
    "event_participants": ([("actor_id",)], [("actor_id", "event_id")]),
    "event_mentions": ([("event_id",)], [("event_id", "article_id")]),
    "articles": (
        [("published_start",)],
        [("published_start", "published_end"), ("published_end", "published_start")],
    ),
}

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
    e.location_id,
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
LEFT JOIN event_participants r
    ON r.event_id = e.id
    AND r.role = 'recipient'
    AND r.actor_id = (
        SELECT min(x.actor_id) FROM event_participants x WHERE x.event_id = e.id AND x.role = 'recipient'
    )
LEFT JOIN event_participants o
    ON o.event_id = e.id
    AND (p.actor_id IS NULL OR o.actor_id <> p.actor_id)
    AND (o.role = 'recipient' OR r.event_id IS NULL)
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
    r.source_id,
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

VIEWS = {
    "v_event_participants": (
        V_EVENT_PARTICIPANTS,
        "Who did what to whom: one row an event and pair of participants",
    ),
    "v_claims": (V_CLAIMS, "Claims with their speaker, event and article spelled out"),
}

COLUMNS = {
    "actor": "Name of who acts",
    "actor_country_code": "Country of who acts (ISO 3166-1 alpha-2)",
    "actor_id": "Who acts: actors.id",
    "actor_key": "Stable identifier of who acts",
    "actor_kind": "person, organization, government, armed_group, media or group",
    "actor_sector": "PLOVER sector of who acts",
    "actor_title": "Office that who acts held then",
    "addressee": "Name of whom it is said to or against",
    "addressee_id": "Whom it is said to or against: actors.id",
    "article_id": "The article: articles.id",
    "article_title": "Title of the article",
    "article_uri": "Where the article was read",
    "char_end": "Character after the last one of the content, counted in articles.text",
    "char_start": "First character of the content, counted from 0 in articles.text",
    "claim_id": "The claim: claims.id",
    "claim_key": "Stable identifier of the claim",
    "claim_type": "statement, accusation, denial, pledge, demand or threat",
    "cue": "The reporting words",
    "date_end": "Last day of the event",
    "date_precision": "What the date is known to: day, week, month, year, interval or none",
    "date_start": "First day of the event",
    "event_date_start": "First day of the event it is about",
    "event_factuality": "Factuality of the event it is about",
    "event_id": "The event: events.id",
    "event_key": "Stable identifier of the event",
    "event_mode": "PLOVER mode",
    "event_mode_name": "PLOVER mode, spelled out",
    "event_summary": "The event it is about, in a few words",
    "event_type": "PLOVER type",
    "event_type_name": "PLOVER type, spelled out",
    "factuality": "asserted, alleged, future, hypothetical or negated",
    "location_id": "The place: locations.id",
    "published": "Publication date as exactly as known, in EDTF",
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
    "score": "PLOVER's score of the mode, else of the type, from -10 (conflict) to 10 (cooperation)",
    "sentence": "The sentence the claim begins in",
    "source": "Name of the outlet",
    "source_id": "The outlet: sources.id",
    "speaker": "Name of who says it",
    "speaker_country_code": "Country of who says it (ISO 3166-1 alpha-2)",
    "speaker_id": "Who says it: actors.id",
    "speaker_key": "Stable identifier of who says it",
    "speaker_kind": "person, organization, government, armed_group, media or group",
    "speaker_text": "The words that stand for the speaker",
    "text": "What is said: the article's own characters",
}


def views(_dialect: str) -> dict[str, str]:
    """The SQL of the views that are other than before from this revision on."""
    return {name: select for name, (select, _) in VIEWS.items()}


def describe_view(name: str, columns: list[str]) -> list[str]:
    """What a view holds, then what each of its columns does."""
    return [VIEWS[name][1], *(COLUMNS[column] for column in columns)]


def upgrade() -> None:
    for table, (old, new) in INDEXES.items():
        _replace_indexes(table, old, new)


def downgrade() -> None:
    for table, (old, new) in INDEXES.items():
        _replace_indexes(table, new, old)


def _replace_indexes(table: str, gone: list[tuple[str, ...]], made: list[tuple[str, ...]]) -> None:
    for columns in gone:
        op.drop_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table_name=table)
    for columns in made:
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
