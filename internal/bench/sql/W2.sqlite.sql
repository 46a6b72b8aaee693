SELECT json_object('municipalities', json_object('edges',
  json_group_array(json_object('node', json_object('code', code, 'name', name, 'population', population)) ORDER BY population_sort DESC, id)))
FROM (
  SELECT id, code, name, population, population_sort
  FROM actors WHERE kind = 'MUNICIPALITY' AND county_code = @county ORDER BY population_sort DESC, id LIMIT 100)
