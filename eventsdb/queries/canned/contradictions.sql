-- name: contradictions
-- help: Claims that contradict each other, side by side.
-- example: eventsdb query contradictions --event e5qv3k2hpr7wd
-- param event text?: Only claims about the event with this key, or one superseded since.
-- param speaker name?: Only where this actor is on one side (any of its names, or its key).
-- param since start-date?: Only where the later claim was published on or after this date.
SELECT
    a.published AS date,
    coalesce(a.speaker, a.speaker_text) AS speaker,
    a.claim_type AS type,
    a.text,
    a.source,
    b.published AS contradicted_published,
    coalesce(b.speaker, b.speaker_text) AS contradicted_speaker,
    b.claim_type AS contradicted_type,
    b.text AS contradicted_text,
    b.source AS contradicted_source,
    coalesce(a.event_summary, b.event_summary) AS about,
    coalesce(a.event_key, b.event_key) AS event_key,
    a.claim_key AS key,
    b.claim_key AS contradicted_key
FROM claim_links AS k
JOIN v_claims AS a ON a.claim_id = k.claim_id
JOIN v_claims AS b ON b.claim_id = k.related_claim_id
WHERE k.relation = 'contradicts'
    AND a.published_end >= :since    -- if :since
    -- if :event
    AND :event IN (
        a.event_key,
        b.event_key,
        (SELECT y.old_key FROM key_aliases AS y
         WHERE y.kind = 'event' AND y.old_key = :event AND y.key IN (a.event_key, b.event_key))
    )
    -- end if
    -- if :speaker
    AND (a.speaker_id IN (SELECT actor_id FROM actor_aliases WHERE folded = :speaker)
        OR b.speaker_id IN (SELECT actor_id FROM actor_aliases WHERE folded = :speaker)
        OR :speaker IN (a.speaker_key, b.speaker_key))
    -- end if
ORDER BY a.published_start NULLS LAST, a.claim_key, b.claim_key
