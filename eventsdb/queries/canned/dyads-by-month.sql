-- name: dyads-by-month
-- help: Who acts on whom, month by month: how often, and how friendly by PLOVER's score,
-- from -10 (conflict) to 10 (cooperation). Only events dated to the month or better.
-- example: eventsdb query dyads-by-month --actor Russie --since 2023
-- param actor name?: Only pairs with this actor on either side (any of its names, or its key).
-- param factuality choice(asserted, alleged, future, hypothetical, negated) = asserted: Only events told so.
-- param since start-date?: Only events that begin on or after this date.
-- param until end-date?: Only events that begin on or before this date.
WITH faced AS MATERIALIZED (
    SELECT
        substr(CAST(d.date_start AS TEXT), 1, 7) AS month,
        d.actor_id,
        d.recipient_id,
        d.score,
        d.quad_class
    FROM
        -- if :actor
        (
            SELECT DISTINCT p.event_id
            FROM event_participants AS p
            WHERE p.actor_id IN (
                SELECT actor_id FROM actor_aliases WHERE folded = :actor
                UNION SELECT id FROM actors WHERE key = :actor
            )
                -- By its end, the index finds what begins in the span.
                AND p.date_end >= :since      -- if :since
                AND p.date_start <= :until    -- if :until
        ) AS part
        CROSS JOIN
        -- end if
        v_event_participants AS d
    WHERE d.actor_id IS NOT NULL
        AND d.recipient_id IS NOT NULL
        AND d.date_precision IN ('day', 'week', 'month')
        AND d.factuality = :factuality
        AND d.event_id = part.event_id     -- if :actor
        AND d.date_start >= :since         -- if :since
        AND d.date_start <= :until         -- if :until
),
pair AS (
    SELECT
        month,
        actor_id,
        recipient_id,
        count(*) AS events,
        avg(score) AS mean_score,
        sum(score) AS sum_score,
        sum(CASE WHEN quad_class = 1 THEN 1 ELSE 0 END) AS verbal_cooperation,
        sum(CASE WHEN quad_class = 2 THEN 1 ELSE 0 END) AS material_cooperation,
        sum(CASE WHEN quad_class = 3 THEN 1 ELSE 0 END) AS verbal_conflict,
        sum(CASE WHEN quad_class = 4 THEN 1 ELSE 0 END) AS material_conflict
    FROM faced
    GROUP BY month, actor_id, recipient_id
)
SELECT
    p.month,
    a.name AS actor,
    r.name AS recipient,
    p.events,
    round(CAST(p.mean_score AS NUMERIC), 2) AS mean_score,
    p.sum_score,
    p.verbal_cooperation,
    p.material_cooperation,
    p.verbal_conflict,
    p.material_conflict,
    a.key AS actor_key,
    r.key AS recipient_key
FROM pair AS p
JOIN actors AS a ON a.id = p.actor_id
JOIN actors AS r ON r.id = p.recipient_id
ORDER BY p.month, p.events DESC, a.name, r.name, a.key, r.key
