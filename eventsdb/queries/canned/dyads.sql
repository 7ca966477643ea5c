-- name: dyads
-- help: Who acts on whom: how often, and how friendly by PLOVER's score,
-- from -10 (conflict) to 10 (cooperation).
-- example: eventsdb query dyads --actor Russie --since 2023
-- param actor name?: Only pairs with this actor on either side (any of its names).
-- param type text?: Only events of this PLOVER type, such as AID.
-- param factuality choice(asserted, alleged, future, hypothetical, negated) = asserted: Only events told so.
-- param since start-date?: Only events that end on or after this date.
-- param until end-date?: Only events that begin on or before this date.
-- param min_events integer = 1: Only pairs with at least so many events.
WITH faced AS MATERIALIZED (
    SELECT d.actor_id, d.recipient_id, d.score, d.date_start, d.date_end
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
    WHERE d.actor_id IS NOT NULL
        AND d.recipient_id IS NOT NULL
        AND d.factuality = :factuality
        AND d.event_id = part.event_id     -- if :actor
        AND d.event_type = upper(:type)    -- if :type
        -- if :since or :until
        AND d.event_id IN (
            SELECT e.id
            FROM events AS e
            WHERE 1 = 1
                AND e.id = d.event_id         -- if :actor
                AND e.date_end >= :since      -- if :since
                AND e.date_start <= :until    -- if :until
        )
        -- end if
),
pair AS (
    SELECT
        actor_id,
        recipient_id,
        count(*) AS events,
        avg(score) AS mean_score,
        min(date_start) AS first_date,
        max(date_end) AS last_date
    FROM faced
    GROUP BY actor_id, recipient_id
    HAVING count(*) >= :min_events
)
SELECT
    a.name AS actor,
    r.name AS recipient,
    p.events,
    round(CAST(p.mean_score AS NUMERIC), 2) AS mean_score,
    p.first_date,
    p.last_date,
    a.key AS actor_key,
    r.key AS recipient_key
FROM pair AS p
JOIN actors AS a ON a.id = p.actor_id
JOIN actors AS r ON r.id = p.recipient_id
ORDER BY p.events DESC, a.name, r.name, a.key, r.key
