-- name: meetings
-- help: Who met or talked with whom, and how often: pairs that consult each other, in either direction.
-- example: eventsdb query meetings --actor "Kim Jong-un"
-- param actor name?: Only meetings with this actor (any of its names, or its key).
-- param since start-date?: Only events that end on or after this date.
-- param until end-date?: Only events that begin on or before this date.
SELECT
    CASE WHEN d.actor_key < d.recipient_key THEN d.actor ELSE d.recipient END AS one,
    CASE WHEN d.actor_key < d.recipient_key THEN d.recipient ELSE d.actor END AS other,
    count(DISTINCT d.event_id) AS events,
    count(DISTINCT CASE WHEN d.event_mode = 'visit' THEN d.event_id END) AS visits,
    count(DISTINCT CASE WHEN d.event_mode = 'phone' THEN d.event_id END) AS by_phone,
    min(d.date_start) AS first_date,
    max(d.date_end) AS last_date,
    CASE WHEN d.actor_key < d.recipient_key THEN d.actor_key ELSE d.recipient_key END AS one_key,
    CASE WHEN d.actor_key < d.recipient_key THEN d.recipient_key ELSE d.actor_key END AS other_key
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
    v_event_participants AS d
WHERE d.event_type = 'CONSULT'
    AND d.event_id = part.event_id    -- if :actor
    AND d.factuality IN ('asserted', 'alleged')
    AND d.actor_id IS NOT NULL
    AND d.recipient_id IS NOT NULL
    AND d.date_end >= :since      -- if :since
    AND d.date_start <= :until    -- if :until
GROUP BY one_key, other_key, one, other
ORDER BY events DESC, one, other, one_key, other_key
