-- JSON put together as text: json_build_object and json_agg take half as long again, and put white space in.
SELECT '{"municipalities":{"edges":[' || coalesce(string_agg(
    '{"node":{"name":' || to_json(a.name) || ',"involvements":{"edges":[' || r.edges || ']}}}', ',' ORDER BY a.name_sort, a.id), '') || ']}}'
FROM actors a, LATERAL (
  SELECT coalesce(string_agg(
    '{"node":{"type":"' || i.type || '","solution":{"name":' || to_json(s.name) || ',"owner":' ||
      CASE WHEN o.id IS NULL THEN 'null' ELSE '{"name":' || to_json(o.name) || '}' END || '}}}',
    ',' ORDER BY i.solution_sort, i.id), '') AS edges
  FROM (
    SELECT id, type, solution_id, solution_sort FROM involvements
    WHERE actor_id = a.id AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day
    ORDER BY solution_sort, id LIMIT 50) i
  JOIN solutions s ON s.id = i.solution_id
  LEFT JOIN actors o ON o.id = s.owner_id) r
WHERE a.kind = 'MUNICIPALITY' AND a.id IN (@ids)
