-- name: dyads-by-month
-- help: Who acts on whom, month by month: how often, and how friendly by PLOVER's score,
-- from -10 (conflict) to 10 (cooperation). Only events dated to the month or better.
-- example: eventsdb query dyads-by-month --actor Russie --since 2023
-- param actor name?: Only pairs with this actor on either side (any of its names, or its key).
-- param factuality choice(asserted, alleged, future, hypothetical, negated) = asserted: Only events told so.
-- param since start-date?: Only events that begin on or after this date.
-- param until end-date?: Only events that begin on or before this date.
SELECT
    substr(CAST(d.date_start AS TEXT), 1, 7) AS month,
    d.actor,
    d.recipient,
    count(DISTINCT d.event_id) AS events,
    round(CAST(avg(d.score) AS NUMERIC), 2) AS mean_score,
    sum(d.score) AS sum_score,
    sum(CASE WHEN d.quad_class = 1 THEN 1 ELSE 0 END) AS verbal_cooperation,
    sum(CASE WHEN d.quad_class = 2 THEN 1 ELSE 0 END) AS material_cooperation,
    sum(CASE WHEN d.quad_class = 3 THEN 1 ELSE 0 END) AS verbal_conflict,
    sum(CASE WHEN d.quad_class = 4 THEN 1 ELSE 0 END) AS material_conflict,
    d.actor_key,
    d.recipient_key
FROM v_event_participants AS d
WHERE d.actor_id IS NOT NULL
    AND d.recipient_id IS NOT NULL
    AND d.date_precision IN ('day', 'week', 'month')
    AND d.factuality = :factuality
    AND d.date_start >= :since         -- if :since
    AND d.date_start <= :until         -- if :until
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
GROUP BY month, d.actor_id, d.recipient_id, d.actor, d.recipient, d.actor_key, d.recipient_key
ORDER BY month, events DESC, d.actor, d.recipient, d.actor_key, d.recipient_key
