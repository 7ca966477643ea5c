-- name: disagreements
-- help: What articles tell differently of one event: date, place, tolls, who did it, whether it happened.
-- One row a value and article; a value that is only vaguer than the kept one is no disagreement.
-- example: eventsdb query disagreements --field date
-- param field choice(type, mode, date, place, factuality, dead, injured, arrested, actor, recipient)?: Only this.
-- param event text?: Only the event with this key, or one superseded since.
WITH disputed AS (
    SELECT DISTINCT v.event_id, v.field
    FROM event_variants AS v
    WHERE v.differs
        AND v.field = :field    -- if :field
        -- if :event
        AND v.event_id IN (
            SELECT e.id
            FROM events AS e
            WHERE e.key = coalesce(
                (SELECT k.key FROM key_aliases AS k WHERE k.kind = 'event' AND k.old_key = :event),
                :event
            )
        )
        -- end if
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
ORDER BY e.date_start NULLS LAST, e.key, v.field, kept DESC, v.value, r.published_start NULLS LAST, r.uri
