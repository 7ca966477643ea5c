-- name: sources
-- help: Sources and what they cover: articles, events, what each reported first and what it alone reported.
-- example: eventsdb query sources --since 2023
-- param since start-date?: Count only articles published on or after this date.
-- param until end-date?: Count only articles published on or before this date.
WITH told AS (
    SELECT DISTINCT r.source_id, m.event_id
    FROM articles AS r
    JOIN event_mentions AS m ON m.article_id = r.id
    WHERE r.source_id IS NOT NULL
        AND r.published_end >= :since     -- if :since
        AND r.published_start <= :until   -- if :until
),
counted AS (
    SELECT
        told.source_id,
        count(*) AS events,
        sum(CASE WHEN f.source_id = told.source_id AND o.event_id IS NOT NULL THEN 1 ELSE 0 END) AS first,
        sum(CASE WHEN o.event_id IS NULL THEN 1 ELSE 0 END) AS alone
    FROM told
    JOIN v_events AS e ON e.event_id = told.event_id
    LEFT JOIN articles AS f ON f.id = e.first_article_id
    LEFT JOIN (
        SELECT m.event_id
        FROM event_mentions AS m
        JOIN articles AS r ON r.id = m.article_id
        GROUP BY m.event_id
        HAVING count(DISTINCT coalesce(r.source_id, -r.id)) > 1
    ) AS o ON o.event_id = told.event_id
    GROUP BY told.source_id
)
SELECT
    s.name AS source,
    s.domain,
    s.country_code AS country,
    count(r.id) AS articles,
    sum(CASE WHEN r.duplicate_of_id IS NULL THEN 0 ELSE 1 END) AS duplicates,
    min(r.published_start) AS first_published,
    max(r.published_end) AS last_published,
    coalesce(c.events, 0) AS events,
    coalesce(c.first, 0) AS reported_first,
    coalesce(c.alone, 0) AS reported_alone
FROM sources AS s
JOIN articles AS r ON r.source_id = s.id
LEFT JOIN counted AS c ON c.source_id = s.id
WHERE 1 = 1
    AND r.published_end >= :since     -- if :since
    AND r.published_start <= :until   -- if :until
GROUP BY s.id, s.name, s.domain, s.country_code, c.events, c.first, c.alone
ORDER BY articles DESC, s.name
