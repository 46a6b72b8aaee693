SELECT '{"relationships":{"edges":[' || coalesce(string_agg('{"node":' || row_to_json(n) || '}', ',' ORDER BY n.revision, n.id), '') || ']}}'
FROM (
  SELECT r.id, r.type, CASE r.type {{labels}} END AS label, CASE r.type {{inverseLabels}} END AS "inverseLabel",
    ('{"id":"' || f.id || '","name":' || to_json(f.name) || ',"kind":"' || f.kind || '"}')::json AS "from",
    ('{"id":"' || t.id || '","name":' || to_json(t.name) || ',"kind":"' || t.kind || '"}')::json AS "to",
    r.valid_from AS "validFrom", r.valid_to AS "validTo", r.ending, coalesce(r.note ->> 'sv', r.note ->> 'en') AS note,
    r.status, r.visibility, r.review_by AS "reviewBy", r.confidence,
    r.evidence_for AS "evidenceFor", r.evidence_against AS "evidenceAgainst", r.newest_evidence AS "newestEvidence",
    r.origin, r.version, r.revision,
    to_char(r.recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "recordedAt", to_char(r.updated_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "updatedAt"
  FROM (
    SELECT * FROM relationships
    WHERE revision > @after AND visibility = 'PUBLIC' AND status <> 'WITHDRAWN' AND valid_first <= @day AND valid_last >= @day
    ORDER BY revision, id LIMIT 1000) r
  JOIN actors f ON f.id = r.from_id
  JOIN actors t ON t.id = r.to_id) n
