-- name: new
-- help: Events that no article loaded before tells of: those of the last load, or of all loads since a date.
-- example: eventsdb query new --since yesterday
-- param since start-date?: Loads begun on or after this date; without it, the last load that added articles.
WITH recent AS (
    SELECT id
    FROM runs
    WHERE started_at >= coalesce(:since, (SELECT max(started_at) FROM runs WHERE articles_added > 0))
)
SELECT
    e.date_edtf AS date,
    e.event_type AS type,
    e.event_mode AS mode,
    e.actors,
    e.recipients,
    e.location AS place,
    e.factuality,
    e.summary,
    e.articles,
    e.event_key AS key
FROM v_events AS e
WHERE e.event_id IN (
        SELECT m.event_id
        FROM articles AS r
        JOIN event_mentions AS m ON m.article_id = r.id
        WHERE r.run_id IN (SELECT id FROM recent)
    )
    AND NOT EXISTS (
        SELECT 1
        FROM event_mentions AS m
        JOIN articles AS r ON r.id = m.article_id
        WHERE m.event_id = e.event_id AND r.run_id NOT IN (SELECT id FROM recent)
    )
ORDER BY e.date_start NULLS LAST, e.date_end, e.event_key
