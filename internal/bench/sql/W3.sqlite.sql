-- JSON put together as text around what json_object makes: SQLite reads the JSON of an inner SELECT anew otherwise.
SELECT '{"municipalities":{"totalCount":' || count(*) || ',"edges":[' || coalesce(group_concat(
    '{"node":{"name":' || json_quote(a.name) || ',"relationships":{"totalCount":' || (
      (SELECT count(*) FROM relationships
       WHERE from_id = a.id AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day) +
      (SELECT count(*) FROM relationships
       WHERE to_id = a.id AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day)
    ) || ',"edges":' || (
      SELECT json_group_array(json_object('node', json_object(
        'type', e.type, 'other', json_object('name', o.name, 'kind', o.kind))) ORDER BY e.other_sort, e.id)
      FROM (
        SELECT id, type, other_id, other_sort FROM (
          SELECT id || 'o' AS id, type, to_id AS other_id, to_sort AS other_sort FROM relationships
          WHERE from_id = a.id AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day
          UNION ALL
          SELECT id || 'i', type, from_id, from_sort FROM relationships
          WHERE to_id = a.id AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day)
        ORDER BY other_sort, id LIMIT 10) e
      CROSS JOIN actors o ON o.id = e.other_id
    ) || '}}}', ',' ORDER BY a.name_sort, a.id), '') || ']}}'
FROM actors a WHERE a.kind = 'MUNICIPALITY' AND a.id IN (@ids)
