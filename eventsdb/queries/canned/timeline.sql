-- name: timeline
-- help: Events in the order of their dates, those without a date last.
-- example: eventsdb query timeline --since "juillet 2023" --until "fin août 2023" --actor "Corée du Nord"
-- param actor name?: Only events this actor takes part in (any of its names).
-- param place text?: Only events in this place, or in the country with this ISO 3166-1 alpha-2 code.
-- param type text?: Only events of this PLOVER type, such as CONSULT.
-- param mode text?: Only events of this PLOVER mode, such as visit.
-- param factuality choice(asserted, alleged, future, hypothetical, negated)?: Only events told so.
-- param since start-date?: Only events that end on or after this date.
-- param until end-date?: Only events that begin on or before this date.
-- param min_confidence number?: Only events at least so sure, from 0 to 1.
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
WHERE 1 = 1
    AND e.event_id = part.event_id      -- if :actor
    AND e.date_end >= :since            -- if :since
    AND e.date_start <= :until          -- if :until
    AND e.event_type = upper(:type)     -- if :type
    AND e.event_mode = lower(:mode)     -- if :mode
    AND e.factuality = :factuality      -- if :factuality
    AND e.confidence >= :min_confidence -- if :min_confidence
    -- if :place
    AND e.location_id IN (
        SELECT id FROM locations WHERE lower(name) = lower(:place) OR country_code = upper(:place)
    )
    -- end if
ORDER BY e.date_start NULLS LAST, e.date_end, e.event_key
