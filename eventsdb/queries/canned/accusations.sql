-- name: accusations
-- help: Accusations, each beside the denials of the same event or that contradict it.
-- example: eventsdb query accusations --against "Corée du Nord"
-- param by name?: Only accusations by this actor (any of its names, or its key).
-- param against name?: Only accusations addressed to this actor, or about an event it takes part in.
-- param since start-date?: Only accusations published on or after this date.
-- param until end-date?: Only accusations published on or before this date.
SELECT
    c.published AS date,
    coalesce(c.speaker, c.speaker_text) AS accuser,
    c.addressee AS accused,
    c.text AS accusation,
    c.source,
    coalesce(d.speaker, d.speaker_text) AS denied_by,
    d.text AS denial,
    d.published AS denial_published,
    d.source AS denial_source,
    c.event_summary AS about,
    c.claim_key AS key,
    d.claim_key AS denial_key,
    c.event_key
FROM v_claims AS c
LEFT JOIN v_claims AS d
    ON d.claim_type = 'denial'
    AND d.claim_id IN (
        SELECT x.id FROM claims AS x WHERE x.event_id = c.event_id
        UNION
        SELECT k.claim_id FROM claim_links AS k
        WHERE k.related_claim_id = c.claim_id AND k.relation = 'contradicts'
        UNION
        SELECT k.related_claim_id FROM claim_links AS k
        WHERE k.claim_id = c.claim_id AND k.relation = 'contradicts'
    )
WHERE c.claim_type = 'accusation'
    AND c.published_end >= :since         -- if :since
    AND c.published_start <= :until       -- if :until
    -- if :by
    AND c.speaker_id IN (
        SELECT actor_id FROM actor_aliases WHERE folded = :by
        UNION SELECT id FROM actors WHERE key = :by
    )
    -- end if
    -- if :against
    AND c.claim_id IN (
        SELECT x.id
        FROM claims AS x
        LEFT JOIN event_participants AS p ON p.event_id = x.event_id
        JOIN actors AS a ON a.id = x.addressee_id OR (a.id = p.actor_id AND p.role = 'actor')
        WHERE a.key = :against
            OR a.id IN (SELECT actor_id FROM actor_aliases WHERE folded = :against)
    )
    -- end if
ORDER BY c.published_start NULLS LAST, c.article_id, c.char_start, d.published_start, d.claim_id
