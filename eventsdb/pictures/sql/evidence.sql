SELECT
    m.event_id,
    substr(r.text, n.char_start + 1, n.char_end - n.char_start) AS sentence,
    m.char_start - n.char_start AS first_character,
    m.char_end - n.char_start AS end_character,
    m.factuality,
    r.language,
    r.title,
    r.published,
    o.name AS source,
    coalesce(r.url, r.uri) AS address
FROM event_mentions AS m
JOIN sentences AS n ON n.id = m.sentence_id
JOIN articles AS r ON r.id = m.article_id
LEFT JOIN sources AS o ON o.id = r.source_id
WHERE m.event_id IN (:ids)
ORDER BY m.event_id, r.published_start NULLS LAST, r.published_end, r.uri, m.char_start
