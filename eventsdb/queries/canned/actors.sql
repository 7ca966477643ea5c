-- name: actors
-- help: Actors, those with the most events first.
-- example: eventsdb query actors --kind person --country RU
-- param kind choice(person, organization, government, armed_group, media, group)?: Only actors of this kind.
-- param country text?: Only actors of this country (ISO 3166-1 alpha-2).
-- param sector text?: Only actors of this PLOVER sector, such as GOV.
SELECT
    a.actor AS name,
    a.actor_kind AS kind,
    a.country_code AS country,
    a.sector,
    a.title AS latest_office,
    a.events,
    a.claims,
    a.mentions,
    a.articles,
    a.aliases,
    a.actor_key AS key
FROM v_actors AS a
WHERE 1 = 1
    AND a.actor_kind = :kind               -- if :kind
    AND a.country_code = upper(:country)   -- if :country
    AND a.sector = upper(:sector)          -- if :sector
ORDER BY a.events DESC, a.claims DESC, a.mentions DESC, a.actor, a.actor_key
