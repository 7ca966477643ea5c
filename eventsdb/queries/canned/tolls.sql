-- name: tolls
-- help: Events with dead, injured or arrested, the deadliest first; the lowest and highest number of dead
-- that articles give stands beside the one kept.
-- example: eventsdb query tolls --since "juillet 2023" --min-dead 10
-- param min_dead integer?: Only events with at least so many dead.
-- param country text?: Only events in this country (ISO 3166-1 alpha-2).
-- param since start-date?: Only events that end on or after this date.
-- param until end-date?: Only events that begin on or before this date.
SELECT
    e.date_edtf AS date,
    e.location AS place,
    e.event_type AS type,
    e.event_mode AS mode,
    e.actors,
    e.recipients,
    e.dead,
    (SELECT min(CAST(v.value AS INTEGER)) FROM event_variants AS v
     WHERE v.event_id = e.event_id AND v.field = 'dead') AS dead_lowest,
    (SELECT max(CAST(v.value AS INTEGER)) FROM event_variants AS v
     WHERE v.event_id = e.event_id AND v.field = 'dead') AS dead_highest,
    e.injured,
    e.arrested,
    e.factuality,
    e.sources,
    e.summary,
    e.event_key AS key
FROM v_events AS e
WHERE coalesce(e.dead, e.injured, e.arrested) IS NOT NULL
    AND e.factuality IN ('asserted', 'alleged')
    AND e.dead >= :min_dead                         -- if :min_dead
    AND e.location_country_code = upper(:country)   -- if :country
    AND e.date_end >= :since                        -- if :since
    AND e.date_start <= :until                      -- if :until
ORDER BY e.dead DESC NULLS LAST, e.injured DESC NULLS LAST, e.arrested DESC NULLS LAST, e.event_key
