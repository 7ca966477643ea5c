SELECT DISTINCT
    v.event_id,
    v.actor_key,
    v.actor,
    v.recipient_key,
    v.recipient
FROM chosen
JOIN v_event_participants AS v ON v.event_id = chosen.id
WHERE v.actor_id IS NOT NULL
    AND v.recipient_id IS NOT NULL
