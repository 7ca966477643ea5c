SELECT
    c.id,
    c.key,
    c.claim_type AS type,
    coalesce(s.name, c.speaker_text) AS speaker,
    e.key AS event_key,
    e.summary AS event,
    substr(
        r.text,
        n.char_start + 1,
        CASE WHEN c.char_end > n.char_end THEN c.char_end ELSE n.char_end END - n.char_start
    ) AS sentence,
    c.char_start - n.char_start AS first_character,
    c.char_end - n.char_start AS end_character,
    r.language,
    r.title,
    r.published,
    r.published_start,
    o.name AS source,
    coalesce(r.url, r.uri) AS address
FROM claims AS c
JOIN sentences AS n ON n.id = c.sentence_id
JOIN articles AS r ON r.id = c.article_id
LEFT JOIN sources AS o ON o.id = r.source_id
LEFT JOIN actors AS s ON s.id = c.speaker_id
LEFT JOIN events AS e ON e.id = c.event_id
WHERE c.id IN (:ids)
