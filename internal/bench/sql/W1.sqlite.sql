SELECT json_object('actor', json_object('id', id, 'kind', kind, 'slug', slug, 'name', name, 'status', status, 'website', website))
FROM actors WHERE id = @id
