-- name: speakers
-- help: Who speaks, by type of claim, the most often quoted first.
-- example: eventsdb query speakers --since 2023
-- param since start-date?: Count only claims published on or after this date.
-- param until end-date?: Count only claims published on or before this date.
SELECT
    a.name AS speaker,
    a.kind,
    a.country_code AS country,
    count(*) AS claims,
    sum(CASE WHEN c.claim_type = 'statement' THEN 1 ELSE 0 END) AS statements,
    sum(CASE WHEN c.claim_type = 'accusation' THEN 1 ELSE 0 END) AS accusations,
    sum(CASE WHEN c.claim_type = 'denial' THEN 1 ELSE 0 END) AS denials,
    sum(CASE WHEN c.claim_type = 'pledge' THEN 1 ELSE 0 END) AS pledges,
    sum(CASE WHEN c.claim_type = 'demand' THEN 1 ELSE 0 END) AS demands,
    sum(CASE WHEN c.claim_type = 'threat' THEN 1 ELSE 0 END) AS threats,
    count(DISTINCT c.article_id) AS articles,
    a.key
FROM claims AS c
JOIN actors AS a ON a.id = c.speaker_id
WHERE 1 = 1
    -- if :since or :until
    AND c.article_id IN (
        SELECT r.id
        FROM articles AS r
        WHERE 1 = 1
            AND r.published_end >= :since      -- if :since
            AND r.published_start <= :until    -- if :until
    )
    -- end if
GROUP BY a.id, a.name, a.kind, a.country_code, a.key
ORDER BY claims DESC, a.name, a.key
