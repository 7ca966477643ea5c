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
SELECT
    d.actor,
    d.recipient,
    count(DISTINCT d.event_id) AS events,
    round(CAST(avg(d.score) AS NUMERIC), 2) AS mean_score,
    min(d.date_start) AS first_date,
    max(d.date_end) AS last_date,
    d.actor_key,
    d.recipient_key
FROM v_event_participants AS d
WHERE d.actor_id IS NOT NULL
    AND d.recipient_id IS NOT NULL
    AND d.factuality = :factuality
    AND d.date_end >= :since           -- if :since
    AND d.date_start <= :until         -- if :until
    AND d.event_type = upper(:type)    -- if :type
    -- if :actor
    AND d.event_id IN (
        SELECT p.event_id
        FROM event_participants AS p
        WHERE p.actor_id IN (
            SELECT actor_id FROM actor_aliases WHERE folded = :actor
            UNION SELECT id FROM actors WHERE key = :actor
        )
    )
    -- end if
GROUP BY d.actor_id, d.recipient_id, d.actor, d.recipient, d.actor_key, d.recipient_key
HAVING count(DISTINCT d.event_id) >= :min_events
ORDER BY events DESC, d.actor, d.recipient, d.actor_key, d.recipient_key
