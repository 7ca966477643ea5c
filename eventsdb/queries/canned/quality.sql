-- name: quality
-- help: What the database does not know: how many rows lack what, of how many.
-- example: eventsdb query quality
WITH checks AS (
    SELECT 1 AS position, 'articles without a publication date' AS what,
        sum(CASE WHEN published_start IS NULL THEN 1 ELSE 0 END) AS lacking, count(*) AS total
    FROM articles
    UNION ALL
    SELECT 2, 'articles without a source', sum(CASE WHEN source_id IS NULL THEN 1 ELSE 0 END), count(*)
    FROM articles
    UNION ALL
    SELECT 3, 'articles that repeat another',
        sum(CASE WHEN duplicate_of_id IS NULL THEN 0 ELSE 1 END), count(*)
    FROM articles
    UNION ALL
    SELECT 4, 'articles without any event',
        sum(CASE WHEN EXISTS (SELECT 1 FROM event_mentions AS m WHERE m.article_id = r.id) THEN 0 ELSE 1 END),
        count(*)
    FROM articles AS r
    WHERE r.duplicate_of_id IS NULL
    UNION ALL
    SELECT 5, 'events without a date', sum(CASE WHEN date_start IS NULL THEN 1 ELSE 0 END), count(*)
    FROM events
    UNION ALL
    SELECT 6, 'events without a place', sum(CASE WHEN location_id IS NULL THEN 1 ELSE 0 END), count(*)
    FROM events
    UNION ALL
    SELECT 7, 'events without an actor',
        sum(CASE WHEN EXISTS (
            SELECT 1 FROM event_participants AS p WHERE p.event_id = e.id AND p.role = 'actor'
        ) THEN 0 ELSE 1 END),
        count(*)
    FROM events AS e
    UNION ALL
    SELECT 8, 'events of low confidence (under 0.5)',
        sum(CASE WHEN confidence < 0.5 THEN 1 ELSE 0 END), count(*)
    FROM events
    UNION ALL
    SELECT 9, 'claims whose speaker is not identified',
        sum(CASE WHEN speaker_id IS NULL THEN 1 ELSE 0 END), count(*)
    FROM claims
    UNION ALL
    SELECT 10, 'places without coordinates', sum(CASE WHEN latitude IS NULL THEN 1 ELSE 0 END), count(*)
    FROM locations
    UNION ALL
    SELECT 11, 'persons without an office',
        sum(CASE WHEN EXISTS (SELECT 1 FROM actor_roles AS r WHERE r.actor_id = a.id) THEN 0 ELSE 1 END),
        count(*)
    FROM actors AS a
    WHERE a.kind = 'person'
    UNION ALL
    SELECT 12, 'inputs that failed in the last load', count(*), max(r.articles_read)
    FROM load_errors AS f
    JOIN runs AS r ON r.id = f.run_id
    WHERE f.run_id = (SELECT max(id) FROM runs)
)
SELECT
    what,
    coalesce(lacking, 0) AS rows_lacking,
    coalesce(total, 0) AS rows_total,
    round(CAST(100.0 * lacking / CASE total WHEN 0 THEN NULL ELSE total END AS NUMERIC), 1) AS percent
FROM checks
ORDER BY position
