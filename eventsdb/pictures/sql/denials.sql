-- name: denials
-- help: Denials, each with the claims it answers, if any: of the same event, or that it contradicts.
-- param actor name?: Only where this actor speaks, is addressed, or takes part in what is denied.
-- param since start-date?: Only denials published on or after this date.
-- param until end-date?: Only denials published on or before this date.
WITH denial AS (
    SELECT c.id, c.event_id
    FROM claims AS c
    JOIN articles AS r ON r.id = c.article_id
    WHERE c.claim_type = 'denial'
        AND r.published_end >= :since      -- if :since
        AND r.published_start <= :until    -- if :until
        -- if :actor
        AND c.id IN (
            SELECT x.id
            FROM claims AS x
            WHERE x.speaker_id IN (
                SELECT actor_id FROM actor_aliases WHERE folded = :actor
                UNION SELECT id FROM actors WHERE key = :actor
            ) OR x.addressee_id IN (
                SELECT actor_id FROM actor_aliases WHERE folded = :actor
                UNION SELECT id FROM actors WHERE key = :actor
            ) OR x.event_id IN (
                SELECT p.event_id
                FROM event_participants AS p
                WHERE p.actor_id IN (
                    SELECT actor_id FROM actor_aliases WHERE folded = :actor
                    UNION SELECT id FROM actors WHERE key = :actor
                )
            )
        )
        -- end if
)
SELECT d.id AS denial_id, NULL AS claim_id
FROM denial AS d
UNION
SELECT d.id, c.id
FROM denial AS d
JOIN claims AS c ON c.event_id = d.event_id
WHERE c.claim_type <> 'denial'
UNION
SELECT d.id, k.related_claim_id
FROM denial AS d
JOIN claim_links AS k ON k.claim_id = d.id
WHERE k.relation = 'contradicts'
UNION
SELECT d.id, k.claim_id
FROM denial AS d
JOIN claim_links AS k ON k.related_claim_id = d.id
WHERE k.relation = 'contradicts'
ORDER BY 1, 2
