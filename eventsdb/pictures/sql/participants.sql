SELECT
    p.event_id,
    p.role,
    a.name,
    a.key
FROM event_participants AS p
JOIN actors AS a ON a.id = p.actor_id
WHERE p.event_id IN (:ids)
ORDER BY p.event_id, p.role, a.name, a.key
