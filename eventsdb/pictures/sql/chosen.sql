-- name: chosen
-- help: The events that a picture is about; the other files of this folder go on from here.
-- param actor name?: Only events this actor takes part in (any of its names, or its key).
-- param since start-date?: Only events that end on or after this date.
-- param until end-date?: Only events that begin on or before this date.
WITH chosen AS (
    SELECT e.id
    FROM events AS e
    WHERE 1 = 1
        AND e.date_end >= :since      -- if :since
        AND e.date_start <= :until    -- if :until
        -- if :actor
        AND e.id IN (
            SELECT p.event_id
            FROM event_participants AS p
            WHERE p.actor_id IN (
                SELECT actor_id FROM actor_aliases WHERE folded = :actor
                UNION SELECT id FROM actors WHERE key = :actor
            )
                AND p.date_end >= :since      -- if :since
                AND p.date_start <= :until    -- if :until
        )
        -- end if
)
