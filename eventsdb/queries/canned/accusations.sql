-- name: accusations
-- help: Accusations, each beside the denials of the same event or that contradict it.
-- example: eventsdb query accusations --against "Corée du Nord"
-- param by name?: Only accusations by this actor (any of its names, or its key).
-- param against name?: Only accusations addressed to this actor, or about what it is said to have done.
-- param since start-date?: Only accusations published on or after this date.
-- param until end-date?: Only accusations published on or before this date.
WITH accused AS (
    SELECT id
    FROM actors
    WHERE 1 = 1
        -- if :against
        AND id IN (
            SELECT actor_id FROM actor_aliases WHERE folded = :against
            UNION SELECT id FROM actors WHERE key = :against
        )
        -- end if
),
accusation AS (
    SELECT c.id, c.event_id
    FROM
        -- if :by
        (
            SELECT actor_id FROM actor_aliases WHERE folded = :by
            UNION SELECT id FROM actors WHERE key = :by
        ) AS accuser
        CROSS JOIN
        -- end if
        claims AS c
    WHERE c.claim_type = 'accusation'
        AND c.speaker_id = accuser.actor_id    -- if :by
        -- if :since or :until
        AND c.article_id IN (
            SELECT r.id
            FROM articles AS r
            WHERE 1 = 1
                AND r.id = c.article_id            -- if :by or :against
                AND r.published_end >= :since      -- if :since
                AND r.published_start <= :until    -- if :until
        )
        -- end if
        -- if :against
        AND c.id IN (
            SELECT x.id FROM claims AS x WHERE x.addressee_id IN (SELECT id FROM accused)
            UNION
            SELECT x.id
            FROM event_participants AS p
            JOIN claims AS x ON x.event_id = p.event_id
            WHERE p.role = 'actor' AND p.actor_id IN (SELECT id FROM accused)
        )
        -- end if
),
answer AS (
    SELECT a.id, d.id AS denial_id
    FROM accusation AS a
    JOIN claims AS d ON d.event_id = a.event_id
    WHERE d.claim_type = 'denial'
    UNION
    SELECT a.id, k.claim_id
    FROM accusation AS a
    JOIN claim_links AS k ON k.related_claim_id = a.id
    WHERE k.relation = 'contradicts'
    UNION
    SELECT a.id, k.related_claim_id
    FROM accusation AS a
    JOIN claim_links AS k ON k.claim_id = a.id
    WHERE k.relation = 'contradicts'
)
SELECT
    c.published AS date,
    coalesce(c.speaker, c.speaker_text) AS accuser,
    -- The deed an accusation is about may be itself an accusation: then who acts in it is who accuses.
    coalesce(c.addressee, (
        SELECT nullif(e.actors, '') FROM v_events AS e
        WHERE e.event_id = c.event_id AND e.event_type <> 'ACCUSE'
    )) AS accused,
    c.text AS accusation,
    c.source,
    coalesce(s.name, d.speaker_text) AS denied_by,
    d.text AS denial,
    r.published AS denial_published,
    o.name AS denial_source,
    c.event_summary AS about,
    c.claim_key AS key,
    d.key AS denial_key,
    c.event_key
FROM accusation AS a
JOIN v_claims AS c ON c.claim_id = a.id
LEFT JOIN answer AS w ON w.id = a.id
LEFT JOIN claims AS d ON d.id = w.denial_id
LEFT JOIN actors AS s ON s.id = d.speaker_id
LEFT JOIN articles AS r ON r.id = d.article_id
LEFT JOIN sources AS o ON o.id = r.source_id
ORDER BY c.published_start NULLS LAST, c.article_uri, c.char_start, r.published_start, d.key
