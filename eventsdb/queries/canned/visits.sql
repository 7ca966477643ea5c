-- name: visits
-- help: Visits in the order of their dates: who went where, and to whom.
-- example: eventsdb query visits --since 2023-07 --until 2023-09
-- param actor name?: Only visits this actor makes or receives (any of its names, or its key).
-- param since start-date?: Only visits that end on or after this date.
-- param until end-date?: Only visits that begin on or before this date.
SELECT
    e.date_edtf AS date,
    e.actors AS visitors,
    e.recipients AS hosts,
    e.location AS place,
    e.location_country AS country,
    e.factuality,
    e.articles,
    e.summary,
    e.event_key AS key
FROM
    -- if :actor
    (
        SELECT DISTINCT p.event_id
        FROM event_participants AS p
        WHERE p.actor_id IN (
            SELECT actor_id FROM actor_aliases WHERE folded = :actor
            UNION SELECT id FROM actors WHERE key = :actor
        )
            AND p.date_end >= :since      -- if :since
            AND p.date_start <= :until    -- if :until
    ) AS part
    CROSS JOIN
    -- end if
    v_events AS e
WHERE e.event_type = 'CONSULT'
    AND e.event_mode = 'visit'
    AND e.event_id = part.event_id    -- if :actor
    AND e.date_end >= :since      -- if :since
    AND e.date_start <= :until    -- if :until
ORDER BY e.date_start NULLS LAST, e.date_end, e.event_key
