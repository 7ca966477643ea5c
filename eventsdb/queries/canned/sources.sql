-- name: sources
-- help: Sources and what they cover: articles, events, and of those the ones it reported first, or alone.
-- example: eventsdb query sources --since 2023
-- param since start-date?: Count only articles published on or after this date.
-- param until end-date?: Count only articles published on or before this date.
WITH report AS (
    SELECT
        m.event_id,
        coalesce(r.source_id, -r.id) AS outlet,
        row_number() OVER (
            PARTITION BY m.event_id
            ORDER BY r.published_start NULLS LAST, r.published_end, r.uri, m.char_start
        ) AS place
    FROM articles AS r
    JOIN event_mentions AS m ON m.article_id = r.id
    WHERE 1 = 1
        AND r.published_end >= :since     -- if :since
        AND r.published_start <= :until   -- if :until
),
told AS (
    SELECT event_id, outlet, min(place) AS place
    FROM report
    GROUP BY event_id, outlet
),
event_outlets AS (
    SELECT event_id, count(*) AS outlets
    FROM told
    GROUP BY event_id
),
coverage AS (
    SELECT
        t.outlet,
        count(*) AS events,
        sum(CASE WHEN t.place = 1 AND o.outlets > 1 THEN 1 ELSE 0 END) AS reported_first,
        sum(CASE WHEN o.outlets = 1 THEN 1 ELSE 0 END) AS reported_alone
    FROM told AS t
    JOIN event_outlets AS o ON o.event_id = t.event_id
    WHERE t.outlet > 0
    GROUP BY t.outlet
),
published AS (
    SELECT
        r.source_id,
        count(*) AS articles,
        sum(CASE WHEN r.duplicate_of_id IS NULL THEN 0 ELSE 1 END) AS duplicates,
        min(r.published_start) AS first_published,
        max(r.published_end) AS last_published
    FROM articles AS r
    WHERE r.source_id IS NOT NULL
        AND r.published_end >= :since     -- if :since
        AND r.published_start <= :until   -- if :until
    GROUP BY r.source_id
)
SELECT
    s.name AS source,
    s.domain,
    s.country_code AS country,
    p.articles,
    p.duplicates,
    p.first_published,
    p.last_published,
    coalesce(c.events, 0) AS events,
    coalesce(c.reported_first, 0) AS reported_first,
    coalesce(c.reported_alone, 0) AS reported_alone
FROM published AS p
JOIN sources AS s ON s.id = p.source_id
LEFT JOIN coverage AS c ON c.outlet = s.id
ORDER BY p.articles DESC, s.name
