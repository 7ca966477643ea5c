-- name: hotspots
-- help: Places with the most material conflict (PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT), with its tolls.
-- example: eventsdb query hotspots --since 2024 --format geojson -o hotspots.geojson
-- param country text?: Only places of this country (ISO 3166-1 alpha-2).
-- param type text?: Only events of this PLOVER type, such as ASSAULT.
-- param since start-date?: Only events that end on or after this date.
-- param until end-date?: Only events that begin on or before this date.
SELECT
    l.name AS place,
    l.kind,
    l.country_code AS country,
    count(*) AS events,
    sum(CASE WHEN e.event_type = 'ASSAULT' THEN 1 ELSE 0 END) AS assaults,
    sum(e.dead) AS dead,
    sum(e.injured) AS injured,
    sum(e.arrested) AS arrested,
    min(e.date_start) AS first_date,
    max(e.date_end) AS last_date,
    l.latitude,
    l.longitude,
    l.key
FROM events AS e
JOIN event_types AS t ON t.code = e.event_type
JOIN locations AS l ON l.id = e.location_id
WHERE t.quad_class = 4
    AND e.factuality = 'asserted'
    AND l.country_code = upper(:country)    -- if :country
    AND e.event_type = upper(:type)         -- if :type
    AND e.date_end >= :since                -- if :since
    AND e.date_start <= :until              -- if :until
GROUP BY l.id, l.name, l.kind, l.country_code, l.latitude, l.longitude, l.key
ORDER BY events DESC, l.name, l.key
