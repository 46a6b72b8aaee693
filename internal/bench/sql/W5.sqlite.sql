SELECT json_object('relationships', json_object('edges', json_group_array(json_object('node', json_object(
  'id', r.id, 'type', r.type, 'label', CASE r.type {{labels}} END, 'inverseLabel', CASE r.type {{inverseLabels}} END,
  'from', json_object('id', f.id, 'name', f.name, 'kind', f.kind), 'to', json_object('id', t.id, 'name', t.name, 'kind', t.kind),
  'validFrom', r.valid_from, 'validTo', r.valid_to, 'ending', r.ending, 'note', coalesce(r.note ->> 'sv', r.note ->> 'en'),
  'status', r.status, 'visibility', r.visibility, 'reviewBy', r.review_by, 'confidence', r.confidence,
  'evidenceFor', r.evidence_for, 'evidenceAgainst', r.evidence_against, 'newestEvidence', r.newest_evidence,
  'origin', r.origin, 'version', r.version, 'revision', r.revision,
  'recordedAt', replace(substr(r.recorded_at, 1, 26), ' ', 'T') || 'Z', 'updatedAt', replace(substr(r.updated_at, 1, 26), ' ', 'T') || 'Z'))
  ORDER BY r.revision, r.id)))
FROM (
  SELECT * FROM relationships
  WHERE revision > @after AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day
  ORDER BY revision, id LIMIT 1000) r
CROSS JOIN actors f ON f.id = r.from_id
CROSS JOIN actors t ON t.id = r.to_id
