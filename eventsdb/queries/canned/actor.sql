-- name: actor
-- help: One actor: its names, its offices over time, what it did and underwent, what it said,
-- and with whom it deals most.
-- example: eventsdb query actor "Kim Jong-un"
-- param name name: Any name or key of the actor, also one superseded since.
-- param since start-date?: Only events and claims on or after this date.
-- param until end-date?: Only events and claims on or before this date.
WITH chosen AS (
    SELECT actor_id AS id FROM actor_aliases WHERE folded = :name
    UNION
    SELECT id FROM actors WHERE key = :name
    UNION
    SELECT a.id
    FROM key_aliases AS k
    JOIN actors AS a ON a.key = k.key
    WHERE k.kind = 'actor' AND k.old_key = :name
),
part AS (
    SELECT p.actor_id, p.event_id, p.role
    FROM chosen AS c
    JOIN event_participants AS p ON p.actor_id = c.id
    WHERE 1 = 1
        AND p.date_end >= :since     -- if :since
        AND p.date_start <= :until   -- if :until
),
profile AS (
    SELECT 1 AS part, 'actor' AS section, a.id AS actor_id, CAST(NULL AS TEXT) AS date_start, CAST(NULL AS TEXT) AS date,
        a.kind || coalesce(', ' || a.country_code, '') || coalesce(', ' || a.sector, '') AS detail,
        CAST(NULL AS INTEGER) AS times, a.key AS key
    FROM chosen AS c
    JOIN actors AS a ON a.id = c.id
    UNION ALL
    SELECT 2, 'name', n.actor_id, NULL, NULL, n.name, NULL, NULL
    FROM chosen AS c
    JOIN actor_aliases AS n ON n.actor_id = c.id
    UNION ALL
    SELECT 3, 'office', r.actor_id, CAST(r.first_seen AS TEXT),
        CAST(r.first_seen AS TEXT) || '/' || CAST(r.last_seen AS TEXT),
        r.title || coalesce(', ' || o.name, ', ' || r.country_code, ''),
        NULL, NULL
    FROM chosen AS c
    JOIN actor_roles AS r ON r.actor_id = c.id
    LEFT JOIN actors AS o ON o.id = r.organization_id
    UNION ALL
    SELECT 4, CASE part.role WHEN 'actor' THEN 'did' ELSE 'underwent' END, part.actor_id,
        CAST(e.date_start AS TEXT), e.date_edtf,
        e.event_type || coalesce(' ' || e.event_mode, '') || ' (' || e.factuality || '): ' || e.summary,
        (SELECT count(*) FROM event_mentions AS m WHERE m.event_id = e.id), e.key
    FROM part
    JOIN events AS e ON e.id = part.event_id
    UNION ALL
    SELECT 5, 'said', k.speaker_id, CAST(r.published_start AS TEXT), r.published,
        k.claim_type || ': ' || k.text, NULL, k.key
    FROM chosen AS c
    JOIN claims AS k ON k.speaker_id = c.id
    JOIN articles AS r ON r.id = k.article_id
    WHERE 1 = 1
        AND r.published_end >= :since     -- if :since
        AND r.published_start <= :until   -- if :until
    UNION ALL
    SELECT 6, 'counterpart', part.actor_id, NULL, NULL, a.name, count(DISTINCT part.event_id), a.key
    FROM part
    JOIN event_participants AS q ON q.event_id = part.event_id
    JOIN actors AS a ON a.id = q.actor_id
    WHERE q.actor_id NOT IN (SELECT id FROM chosen)
    GROUP BY part.actor_id, a.id, a.name, a.key
)
SELECT a.name AS actor, p.section, p.date, p.detail, p.times, p.key
FROM profile AS p
JOIN actors AS a ON a.id = p.actor_id
ORDER BY
    a.name, a.key, p.part, CASE WHEN p.part = 6 THEN -p.times END, p.date_start NULLS LAST, p.detail, p.key
