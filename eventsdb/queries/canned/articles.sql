-- name: articles
-- help: Articles in the order they were published, with what was found in each.
-- example: eventsdb query articles --since 2023-07 --source Orange
-- param source text?: Only articles of this source (name or domain).
-- param language text?: Only articles in this language (ISO 639-1).
-- param since start-date?: Only articles published on or after this date.
-- param until end-date?: Only articles published on or before this date.
-- param duplicates flag: Also articles that repeat another.
SELECT
    r.published,
    r.published_basis AS basis,
    r.source,
    r.title,
    r.language,
    r.events,
    r.claims,
    r.actors,
    r.locations,
    r.duplicates,
    r.uri
FROM v_articles AS r
WHERE (r.duplicate_of_id IS NULL
    OR 1 = 1                              -- if :duplicates
    )
    -- if :since or :until
    AND r.article_id IN (
        SELECT a.id
        FROM articles AS a
        WHERE 1 = 1
            AND a.published_end >= :since      -- if :since
            AND a.published_start <= :until    -- if :until
    )
    -- end if
    AND r.language = lower(:language)     -- if :language
    AND (lower(r.source) = lower(:source) OR r.source_domain = lower(:source))  -- if :source
ORDER BY r.published_start NULLS LAST, r.published_end, r.uri
