-- JSON put together as text: json_build_object and json_agg take half as long again, and put white space in.
SELECT '{"actor":{"name":' || to_json(a.name) || ',"relationships":{"edges":[' || one.edges || ']}}}'
FROM actors a, LATERAL (
  SELECT coalesce(string_agg(
    '{"node":{"type":"' || e.type || '","other":{"name":' || to_json(o.name) || ',"relationships":{"edges":[' || two.edges || ']}}}}',
    ',' ORDER BY e.other_sort, e.id), '') AS edges
  FROM (
    SELECT id, type, other_id, other_sort FROM (
      SELECT id || 'o' AS id, type, to_id AS other_id, to_sort AS other_sort FROM relationships
      WHERE from_id = a.id AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day
      UNION ALL
      SELECT id || 'i', type, from_id, from_sort FROM relationships
      WHERE to_id = a.id AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day) u
    ORDER BY other_sort, id LIMIT 25) e
  JOIN actors o ON o.id = e.other_id, LATERAL (
    SELECT coalesce(string_agg(
      '{"node":{"type":"' || x.type || '","other":{"name":' || to_json(p.name) || ',"kind":"' || p.kind || '"}}}',
      ',' ORDER BY x.other_sort, x.id), '') AS edges
    FROM (
      SELECT id, type, other_id, other_sort FROM (
        SELECT id || 'o' AS id, type, to_id AS other_id, to_sort AS other_sort FROM relationships
        WHERE from_id = o.id AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day
        UNION ALL
        SELECT id || 'i', type, from_id, from_sort FROM relationships
        WHERE to_id = o.id AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day) u
      ORDER BY other_sort, id LIMIT 25) x
    JOIN actors p ON p.id = x.other_id) two) one
WHERE a.id = @id
