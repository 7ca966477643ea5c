SELECT
    count(DISTINCT r.id) AS articles,
    count(DISTINCT r.source_id) AS sources,
    min(r.published_start) AS first_published,
    max(r.published_end) AS last_published
FROM chosen
JOIN event_mentions AS m ON m.event_id = chosen.id
JOIN articles AS r ON r.id = m.article_id
