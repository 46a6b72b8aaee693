-- +goose Up
-- A relationship as each of its two actors sees it, and a membership once more in the lists of members and of groups.
-- Exactly one of actor_id, group_id and member_id is set; the parts where it is NULL are skipped by both databases.
CREATE VIEW relationship_ends AS
SELECT r.id || 'o' AS id, 'OUT' AS direction, r.type, r.type || '>' AS label,
  r.from_id AS actor_id, CAST(NULL AS VARCHAR) AS group_id, CAST(NULL AS VARCHAR) AS member_id,
  r.to_id AS other_id, r.to_sort AS other_sort, r.id AS relationship_id, r.confidence,
  r.valid_from, r.valid_to, r.ending, r.valid_first, r.valid_last, r.note, r.status, r.visibility, r.review_by
FROM relationships r
UNION ALL
SELECT r.id || 'i' AS id, 'IN' AS direction, r.type, r.type || '<' AS label,
  r.to_id AS actor_id, CAST(NULL AS VARCHAR) AS group_id, CAST(NULL AS VARCHAR) AS member_id,
  r.from_id AS other_id, r.from_sort AS other_sort, r.id AS relationship_id, r.confidence,
  r.valid_from, r.valid_to, r.ending, r.valid_first, r.valid_last, r.note, r.status, r.visibility, r.review_by
FROM relationships r
UNION ALL
SELECT r.id || 'm' AS id, 'IN' AS direction, r.type, r.type || '<' AS label,
  CAST(NULL AS VARCHAR) AS actor_id, r.to_id AS group_id, CAST(NULL AS VARCHAR) AS member_id,
  r.from_id AS other_id, r.from_sort AS other_sort, r.id AS relationship_id, r.confidence,
  r.valid_from, r.valid_to, r.ending, r.valid_first, r.valid_last, r.note, r.status, r.visibility, r.review_by
FROM relationships r WHERE r.type = 'MEMBER_OF'
UNION ALL
SELECT r.id || 'g' AS id, 'OUT' AS direction, r.type, r.type || '>' AS label,
  CAST(NULL AS VARCHAR) AS actor_id, CAST(NULL AS VARCHAR) AS group_id, r.from_id AS member_id,
  r.to_id AS other_id, r.to_sort AS other_sort, r.id AS relationship_id, r.confidence,
  r.valid_from, r.valid_to, r.ending, r.valid_first, r.valid_last, r.note, r.status, r.visibility, r.review_by
FROM relationships r WHERE r.type = 'MEMBER_OF';
-- A link as each of its two solutions sees it.
CREATE VIEW solution_link_ends AS
SELECT r.id || 'o' AS id, 'OUT' AS direction, r.type, r.type || '>' AS label,
  r.from_id AS solution_id, r.to_id AS other_id, r.to_sort AS other_sort, r.id AS link_id, r.confidence,
  r.valid_from, r.valid_to, r.ending, r.valid_first, r.valid_last, r.note, r.status, r.visibility, r.review_by
FROM solution_links r
UNION ALL
SELECT r.id || 'i' AS id, 'IN' AS direction, r.type, r.type || '<' AS label,
  r.to_id AS solution_id, r.from_id AS other_id, r.from_sort AS other_sort, r.id AS link_id, r.confidence,
  r.valid_from, r.valid_to, r.ending, r.valid_first, r.valid_last, r.note, r.status, r.visibility, r.review_by
FROM solution_links r;
