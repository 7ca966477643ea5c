-- name: unconfirmed
-- help: Events that are alleged and that no article asserts, with how many sources allege and who denies them.
-- example: eventsdb query unconfirmed --type AID
-- param type text?: Only events of this PLOVER type, such as AID.
-- param actor name?: Only events this actor takes part in (any of its names, or its key).
-- param since start-date?: Only events first reported on or after this date.
-- if :since
-- Only articles since that day tell of what was first reported since: a short list, unless there are very many.
WITH recent AS (
    SELECT r.id FROM articles AS r WHERE r.published_start >= :since LIMIT 5000
),
told AS (
    SELECT m.event_id FROM recent AS r CROSS JOIN event_mentions AS m WHERE m.article_id = r.id
)
-- end if
SELECT
    e.first_published AS first_report,
    e.date_edtf AS date,
    e.event_type AS type,
    e.event_mode AS mode,
    e.actors,
    e.recipients,
    e.location AS place,
    e.alleged_by,
    e.denied_by,
    e.deniers,
    e.summary,
    e.event_key AS key
FROM
    -- if :actor
    (
        SELECT DISTINCT p.event_id
        FROM event_participants AS p
        WHERE p.actor_id IN (
            SELECT actor_id FROM actor_aliases WHERE folded = :actor
            UNION SELECT id FROM actors WHERE key = :actor
        )
            AND (p.event_id IN (SELECT event_id FROM told) OR (SELECT count(*) FROM recent) = 5000) -- if :since
    ) AS part
    CROSS JOIN
    -- end if
    v_events AS e
WHERE e.factuality = 'alleged'
    AND e.event_id = part.event_id         -- if :actor
    AND e.event_type = upper(:type)        -- if :type
    AND e.first_published >= :since        -- if :since
ORDER BY e.first_published NULLS LAST, e.date_start NULLS LAST, e.event_key
