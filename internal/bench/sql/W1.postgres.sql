SELECT '{"actor":' || row_to_json(a) || '}'
FROM (SELECT id, kind, slug, name, status, website FROM actors WHERE id = @id) a
