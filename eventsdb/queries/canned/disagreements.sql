-- name: disagreements
-- help: What articles tell differently of one event: date, place, tolls, who did it, whether it happened.
-- One row a value and article; a value that is only vaguer than the kept one is no disagreement.
-- example: eventsdb query disagreements --field date
-- param field choice(type, mode, date, place, factuality, dead, injured, arrested, actor, recipient)?: Only this.
-- param event text?: Only the event with this key, or one superseded since.
WITH chosen AS (
    SELECT e.id
    FROM events AS e
    WHERE 1 = 1
        -- if :event
        AND e.key = coalesce(
            (SELECT k.key FROM key_aliases AS k WHERE k.kind = 'event' AND k.old_key = :event),
            :event
        )
        -- end if
),
disputed AS (
    SELECT v.event_id, v.field
    FROM event_variants AS v
    JOIN event_variants AS k ON k.event_id = v.event_id AND k.field = v.field AND k.is_kept
    LEFT JOIN locations AS l ON l.key = v.value_key AND v.field = 'place'
    LEFT JOIN locations AS m ON m.key = k.value_key AND v.field = 'place'
    WHERE NOT v.is_kept
        AND v.event_id IN (SELECT id FROM chosen)    -- if :event
        AND v.field NOT IN ('actor', 'recipient')
        AND NOT (v.field = 'date' AND k.value LIKE v.value || '%')
        AND NOT (v.field = 'factuality' AND v.value IN ('future', 'hypothetical'))
        AND (l.id IS NULL OR m.id IS NULL OR l.kind <> 'country' OR l.country_code <> m.country_code)
    UNION
    SELECT v.event_id, v.field
    FROM event_variants AS v
    JOIN event_variants AS o ON o.event_id = v.event_id AND o.field = v.field AND o.article_id <> v.article_id
    WHERE v.field IN ('actor', 'recipient')
        AND v.event_id IN (SELECT id FROM chosen)    -- if :event
        AND NOT EXISTS (
            SELECT 1
            FROM event_variants AS x
            JOIN event_variants AS y
                ON y.event_id = x.event_id AND y.field = x.field AND y.value_key = x.value_key
            WHERE x.event_id = v.event_id
                AND x.field = v.field
                AND x.article_id = v.article_id
                AND y.article_id = o.article_id
        )
)
SELECT
    e.summary AS event,
    v.field,
    v.value,
    CASE WHEN v.is_kept THEN 'yes' ELSE 'no' END AS kept,
    s.name AS source,
    r.published,
    r.title AS article,
    substr(r.text, n.char_start + 1, n.char_end - n.char_start) AS sentence,
    r.uri,
    e.key
FROM disputed AS d
JOIN event_variants AS v ON v.event_id = d.event_id AND v.field = d.field
JOIN events AS e ON e.id = v.event_id
JOIN articles AS r ON r.id = v.article_id
LEFT JOIN sentences AS n ON n.id = v.sentence_id
LEFT JOIN sources AS s ON s.id = r.source_id
WHERE 1 = 1
    AND v.field = :field    -- if :field
ORDER BY e.date_start NULLS LAST, e.key, v.field, kept DESC, v.value, r.published_start NULLS LAST, r.uri
