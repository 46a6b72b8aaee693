-- JSON put together as text: json_build_object and json_agg take half as long again, and put white space in.
SELECT '{"municipalities":{"totalCount":' || count(*) || ',"edges":[' || coalesce(string_agg(
    '{"node":{"name":' || to_json(a.name) || ',"relationships":{"totalCount":' || r.total || ',"edges":[' || r.edges || ']}}}',
    ',' ORDER BY a.name_sort, a.id), '') || ']}}'
FROM actors a, LATERAL (
  SELECT coalesce(max(e.total), 0) AS total, coalesce(string_agg(
    '{"node":{"type":"' || e.type || '","other":{"name":' || to_json(o.name) || ',"kind":"' || o.kind || '"}}}',
    ',' ORDER BY e.other_sort, e.id), '') AS edges
  FROM (
    SELECT id, type, other_id, other_sort, count(*) OVER () AS total FROM (
      SELECT id || 'o' AS id, type, to_id AS other_id, to_sort AS other_sort FROM relationships
      WHERE from_id = a.id AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day
      UNION ALL
      SELECT id || 'i', type, from_id, from_sort FROM relationships
      WHERE to_id = a.id AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day) u
    ORDER BY other_sort, id LIMIT 10) e
  JOIN actors o ON o.id = e.other_id) r
WHERE a.kind = 'MUNICIPALITY' AND a.id IN (@ids)
