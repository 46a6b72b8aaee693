-- JSON put together as text around what json_object makes: SQLite reads the JSON of an inner SELECT anew otherwise.
SELECT '{"municipalities":{"edges":[' || coalesce(group_concat(
    '{"node":{"name":' || json_quote(a.name) || ',"involvements":{"edges":' || (
      SELECT json_group_array(json_object('node', json_object('type', i.type, 'solution', json_object(
        'name', s.name, 'owner', CASE WHEN o.id IS NOT NULL THEN json_object('name', o.name) END))) ORDER BY i.solution_sort, i.id)
      FROM (
        SELECT id, type, solution_id, solution_sort FROM involvements
        WHERE actor_id = a.id AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day
        ORDER BY solution_sort, id LIMIT 50) i
      CROSS JOIN solutions s ON s.id = i.solution_id
      LEFT JOIN actors o ON o.id = s.owner_id
    ) || '}}}', ',' ORDER BY a.name_sort, a.id), '') || ']}}'
FROM actors a WHERE a.kind = 'MUNICIPALITY' AND a.id IN (@ids)
