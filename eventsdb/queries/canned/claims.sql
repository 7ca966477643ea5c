-- name: claims
-- help: Who says what: claims by speaker, by type or about an event, in the order they were published.
-- example: eventsdb query claims --speaker "Sergueï Lavrov" --type denial
-- param speaker name?: Only claims of this actor (any of its names).
-- param type choice(statement, accusation, denial, pledge, demand, threat)?: Only claims of this type.
-- param event text?: Only claims about the event with this key, or one superseded since.
-- param since start-date?: Only claims published on or after this date.
-- param until end-date?: Only claims published on or before this date.
SELECT
    c.published AS date,
    coalesce(c.speaker, c.speaker_text) AS speaker,
    c.claim_type AS type,
    c.cue,
    c.text,
    c.event_summary AS about,
    c.source,
    c.article_title AS article,
    c.claim_key AS key,
    c.event_key
FROM
    -- if :speaker
    (
        SELECT actor_id FROM actor_aliases WHERE folded = :speaker
        UNION SELECT id FROM actors WHERE key = :speaker
    ) AS named
    CROSS JOIN
    -- end if
    v_claims AS c
WHERE 1 = 1
    AND c.speaker_id = named.actor_id     -- if :speaker
    AND c.claim_type = :type              -- if :type
    -- if :since or :until
    AND c.article_id IN (
        SELECT r.id
        FROM articles AS r
        WHERE 1 = 1
            AND r.id = c.article_id            -- if :speaker
            AND r.published_end >= :since      -- if :since
            AND r.published_start <= :until    -- if :until
    )
    -- end if
    -- if :event
    AND c.event_id = (
        SELECT e.id FROM events AS e
        WHERE e.key = coalesce(
            (SELECT k.key FROM key_aliases AS k WHERE k.kind = 'event' AND k.old_key = :event),
            :event
        )
    )
    -- end if
ORDER BY c.published_start NULLS LAST, c.article_uri, c.char_start, c.claim_key
