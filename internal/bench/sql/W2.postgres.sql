SELECT '{"municipalities":{"edges":[' || coalesce(string_agg('{"node":' || row_to_json(n) || '}', ',' ORDER BY population_sort DESC, id), '') || ']}}'
FROM (
  SELECT id, code, name, population, population_sort
  FROM actors WHERE kind = 'MUNICIPALITY' AND county_code = @county ORDER BY population_sort DESC, id LIMIT 100) m,
  LATERAL (SELECT code, name, population) n
