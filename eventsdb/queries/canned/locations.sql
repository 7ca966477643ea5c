-- name: locations
-- help: Places, those with the most events first.
-- example: eventsdb query locations --country KP --format geojson -o places.geojson
-- param country text?: Only places of this country (ISO 3166-1 alpha-2).
-- param kind choice(country, region, city, site, water)?: Only places of this kind.
-- param since start-date?: Count only events that end on or after this date.
-- param until end-date?: Count only events that begin on or before this date.
SELECT
    l.name,
    l.kind,
    l.country_code AS country,
    l.admin1,
    count(e.id) AS events,
    (SELECT count(*) FROM location_mentions AS m WHERE m.location_id = l.id) AS mentions,
    l.latitude,
    l.longitude,
    l.geonames_id,
    l.key
FROM locations AS l
LEFT JOIN events AS e
    ON e.location_id = l.id
    AND e.date_end >= :since      -- if :since
    AND e.date_start <= :until    -- if :until
WHERE 1 = 1
    AND l.country_code = upper(:country)    -- if :country
    AND l.kind = :kind                      -- if :kind
GROUP BY l.id, l.name, l.kind, l.country_code, l.admin1, l.latitude, l.longitude, l.geonames_id, l.key
ORDER BY events DESC, mentions DESC, l.name, l.key
