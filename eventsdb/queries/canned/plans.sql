-- name: plans
-- help: What was announced or planned, and whether it then happened; `perhaps` is the key of an event
-- of the same type and actor that falls into the planned time.
-- example: eventsdb query plans --actor "Vladimir Poutine"
-- param actor name?: Only events this actor takes part in (any of its names, or its key).
-- param type text?: Only events of this PLOVER type, such as CONSULT.
-- param since start-date?: Only plans first reported on or after this date.
-- if :since
-- Only articles since that day tell of what was first reported since: a short list, unless there are very many.
WITH recent AS (
    SELECT r.id FROM articles AS r WHERE r.published_start >= :since LIMIT 5000
),
told AS (
    SELECT m.event_id FROM recent AS r CROSS JOIN event_mentions AS m WHERE m.article_id = r.id
)
-- end if
SELECT
    e.first_published AS first_report,
    e.date_edtf AS date,
    e.event_type AS type,
    e.event_mode AS mode,
    e.actors,
    e.recipients,
    e.location AS place,
    CASE
        WHEN e.factuality = 'asserted' THEN 'happened'
        WHEN e.factuality = 'alleged' THEN 'said to have happened'
        WHEN e.date_end IS NULL THEN 'not dated'
        WHEN e.date_end < CURRENT_DATE THEN 'not known'
        ELSE 'awaited'
    END AS outcome,
    CASE WHEN e.factuality = 'future' THEN (
        SELECT h.key
        FROM event_participants AS p
        JOIN event_participants AS q ON q.actor_id = p.actor_id AND q.role = 'actor'
        JOIN events AS h ON h.id = q.event_id
        WHERE p.event_id = e.event_id
            AND p.role = 'actor'
            AND h.event_type = e.event_type
            AND h.factuality = 'asserted'
            AND q.date_start <= e.date_end
            AND q.date_end >= e.date_start
        ORDER BY h.date_start, h.key
        LIMIT 1
    ) END AS perhaps,
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
            AND (p.event_id IN (SELECT event_id FROM told) OR (SELECT count(*) FROM recent) = 5000) -- if :since
    ) AS part
    CROSS JOIN
    -- end if
    v_events AS e
WHERE EXISTS (SELECT 1 FROM event_mentions AS m WHERE m.event_id = e.event_id AND m.factuality = 'future')
    AND e.event_id = part.event_id         -- if :actor
    AND e.event_type = upper(:type)        -- if :type
    AND e.first_published >= :since        -- if :since
ORDER BY e.date_start NULLS LAST, e.first_published, e.event_key
