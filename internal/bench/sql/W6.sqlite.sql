-- JSON put together as text around what json_object makes: SQLite reads the JSON of an inner SELECT anew otherwise.
SELECT '{"actor":{"name":' || json_quote(a.name) || ',"relationships":{"edges":[' || coalesce((
    SELECT group_concat('{"node":{"type":"' || e.type || '","other":{"name":' || json_quote(o.name) || ',"relationships":{"edges":' || (
        SELECT json_group_array(json_object('node', json_object(
          'type', x.type, 'other', json_object('name', p.name, 'kind', p.kind))) ORDER BY x.other_sort, x.id)
        FROM (
          SELECT id, type, other_id, other_sort FROM (
            SELECT id || 'o' AS id, type, to_id AS other_id, to_sort AS other_sort FROM relationships
            WHERE from_id = o.id AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day
            UNION ALL
            SELECT id || 'i', type, from_id, from_sort FROM relationships
            WHERE to_id = o.id AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day)
          ORDER BY other_sort, id LIMIT 25) x
        CROSS JOIN actors p ON p.id = x.other_id
      ) || '}}}}', ',' ORDER BY e.other_sort, e.id)
    FROM (
      SELECT id, type, other_id, other_sort FROM (
        SELECT id || 'o' AS id, type, to_id AS other_id, to_sort AS other_sort FROM relationships
        WHERE from_id = a.id AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day
        UNION ALL
        SELECT id || 'i', type, from_id, from_sort FROM relationships
        WHERE to_id = a.id AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day)
      ORDER BY other_sort, id LIMIT 25) e
    CROSS JOIN actors o ON o.id = e.other_id), '') || ']}}}'
FROM actors a WHERE a.id = @id
