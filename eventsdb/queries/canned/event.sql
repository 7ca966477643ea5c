-- name: event
-- help: One event, with the sentences that tell of it, one row each.
-- example: eventsdb query event e5qv3k2hpr7wd --format json
-- param key text: Key of the event, also one superseded since.
SELECT
    e.event_key AS key,
    e.event_type AS type,
    e.event_mode AS mode,
    e.date_edtf AS date,
    e.location AS place,
    e.actors,
    e.recipients,
    e.factuality,
    e.summary,
    e.dead,
    e.injured,
    e.arrested,
    e.deniers AS denied_by,
    e.confidence,
    r.published,
    o.name AS source,
    r.title AS article,
    substr(r.text, n.char_start + 1, n.char_end - n.char_start) AS evidence,
    substr(r.text, m.char_start + 1, m.char_end - m.char_start) AS trigger_words,
    m.factuality AS told_as,
    m.date_text,
    m.rule,
    r.uri
FROM v_events AS e
JOIN event_mentions AS m ON m.event_id = e.event_id
JOIN sentences AS n ON n.id = m.sentence_id
JOIN articles AS r ON r.id = m.article_id
LEFT JOIN sources AS o ON o.id = r.source_id
WHERE e.event_key = coalesce(
    (SELECT k.key FROM key_aliases AS k WHERE k.kind = 'event' AND k.old_key = :key),
    :key
)
ORDER BY r.published_start NULLS LAST, r.uri, m.char_start
