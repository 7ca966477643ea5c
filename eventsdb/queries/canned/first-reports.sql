-- name: first-reports
-- help: For each event told by more than one article, which reported it first and how many followed.
-- example: eventsdb query first-reports --since "juillet 2023"
-- param since start-date?: Only events first reported on or after this date.
-- param until end-date?: Only events first reported on or before this date.
-- param min_articles integer = 2: Only events that at least so many articles tell.
SELECT
    e.date_edtf AS date,
    e.summary AS event,
    e.first_published,
    s.name AS first_source,
    r.title AS first_article,
    r.uri AS first_uri,
    e.articles,
    e.sources,
    e.event_key AS key
FROM v_events AS e
JOIN articles AS r ON r.id = e.first_article_id
LEFT JOIN sources AS s ON s.id = r.source_id
WHERE e.articles >= :min_articles
    AND e.first_published >= :since    -- if :since
    AND e.first_published <= :until    -- if :until
    -- if :since or :until
    AND e.event_id IN (
        SELECT m.event_id
        FROM articles AS a
        JOIN event_mentions AS m ON m.article_id = a.id
        WHERE 1 = 1
            AND a.published_start >= :since    -- if :since
            AND a.published_start <= :until    -- if :until
    )
    -- end if
ORDER BY e.first_published, r.uri, e.event_key
