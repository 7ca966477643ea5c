-- name: network
-- help: Who is named with whom: an edge list by sentences that name both, for Gephi, igraph or networkx.
-- example: eventsdb query network --min-weight 2 -o network.csv
-- param min_weight integer = 1: Only pairs that share at least so many sentences.
-- param actor name?: Only the pairs of this actor (any of its names, or its key).
-- param kind choice(person, organization, government, armed_group, media, group)?: Only actors of this kind.
WITH named AS (
    SELECT DISTINCT m.actor_id, m.article_id, m.sentence_id
    FROM actor_mentions AS m
    JOIN actors AS a ON a.id = m.actor_id
    WHERE 1 = 1
        AND a.kind = :kind    -- if :kind
        -- if :actor
        AND m.sentence_id IN (
            SELECT s.sentence_id
            FROM actor_mentions AS s
            WHERE s.actor_id IN (
                SELECT actor_id FROM actor_aliases WHERE folded = :actor
                UNION SELECT id FROM actors WHERE key = :actor
            )
        )
        -- end if
)
SELECT
    a.name AS source,
    b.name AS target,
    count(*) AS weight,
    count(DISTINCT x.article_id) AS articles,
    a.kind AS source_kind,
    b.kind AS target_kind,
    a.key AS source_key,
    b.key AS target_key
FROM named AS x
JOIN named AS y ON y.sentence_id = x.sentence_id AND y.actor_id <> x.actor_id
JOIN actors AS a ON a.id = x.actor_id
JOIN actors AS b ON b.id = y.actor_id
WHERE a.key < b.key
    -- if :actor
    AND (:actor IN (a.key, b.key)
        OR a.id IN (SELECT actor_id FROM actor_aliases WHERE folded = :actor)
        OR b.id IN (SELECT actor_id FROM actor_aliases WHERE folded = :actor))
    -- end if
GROUP BY a.id, b.id, a.name, b.name, a.kind, b.kind, a.key, b.key
HAVING count(*) >= :min_weight
ORDER BY weight DESC, a.name, b.name, a.key, b.key
