SELECT
    e.id,
    e.key,
    e.event_type AS type,
    e.event_mode AS mode,
    t.quad_class,
    coalesce(m.score, t.score) AS score,
    e.factuality,
    e.date_start AS first_day,
    e.date_end AS last_day,
    e.date_edtf AS edtf,
    e.summary,
    (SELECT count(DISTINCT n.article_id) FROM event_mentions AS n WHERE n.event_id = e.id) AS articles,
    l.key AS place_key,
    l.name AS place,
    l.kind AS place_kind,
    l.latitude,
    l.longitude
FROM chosen
JOIN events AS e ON e.id = chosen.id
JOIN event_types AS t ON t.code = e.event_type
LEFT JOIN event_modes AS m ON m.event_type = e.event_type AND m.code = e.event_mode
LEFT JOIN locations AS l ON l.id = e.location_id
