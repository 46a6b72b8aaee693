-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_involvements" table
CREATE TABLE `new_involvements` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `valid_from` text NULL, `valid_to` text NULL, `ending` text NOT NULL, `valid_first` text NOT NULL, `valid_last` text NOT NULL, `note` json NULL, `status` text NOT NULL, `visibility` text NOT NULL, `review_by` text NULL, `type` text NOT NULL, `actor_sort` text NOT NULL, `solution_sort` text NOT NULL, `actor_id` text NOT NULL, `supplier_id` text NULL, `solution_id` text NOT NULL, `used_id` text NULL, `supplied_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `involvements_actors_involvements` FOREIGN KEY (`actor_id`) REFERENCES `actors` (`id`) ON DELETE NO ACTION, CONSTRAINT `involvements_actors_supplier` FOREIGN KEY (`supplier_id`) REFERENCES `actors` (`id`) ON DELETE SET NULL, CONSTRAINT `involvements_solutions_involvements` FOREIGN KEY (`solution_id`) REFERENCES `solutions` (`id`) ON DELETE NO ACTION, CONSTRAINT `involvements_solutions_users` FOREIGN KEY (`used_id`) REFERENCES `solutions` (`id`) ON DELETE SET NULL, CONSTRAINT `involvements_solutions_suppliers` FOREIGN KEY (`supplied_id`) REFERENCES `solutions` (`id`) ON DELETE SET NULL);
-- copy rows from old table "involvements" to new temporary table "new_involvements"
INSERT INTO `new_involvements` (`id`, `origin`, `version`, `revision`, `recorded_at`, `updated_at`, `confidence`, `valid_from`, `valid_to`, `ending`, `valid_first`, `valid_last`, `note`, `status`, `visibility`, `review_by`, `type`, `actor_sort`, `solution_sort`, `actor_id`, `supplier_id`, `solution_id`, `used_id`, `supplied_id`) SELECT `id`, `origin`, `version`, `revision`, `recorded_at`, `updated_at`, `confidence`, `valid_from`, `valid_to`, `ending`, `valid_first`, `valid_last`, `note`, `status`, `visibility`, `review_by`, `type`, `actor_sort`, `solution_sort`, `actor_id`, `supplier_id`, `solution_id`, `used_id`, `supplied_id` FROM `involvements`;
-- drop "involvements" table after copying rows
DROP TABLE `involvements`;
-- rename temporary table "new_involvements" to "involvements"
ALTER TABLE `new_involvements` RENAME TO `involvements`;
-- create index "involvement_revision_id" to table: "involvements"
CREATE INDEX `involvement_revision_id` ON `involvements` (`revision`, `id`);
-- create index "involvement_actor_id_solution_sort_id" to table: "involvements"
CREATE INDEX `involvement_actor_id_solution_sort_id` ON `involvements` (`actor_id`, `solution_sort`, `id`);
-- create index "involvement_solution_id_actor_sort_id" to table: "involvements"
CREATE INDEX `involvement_solution_id_actor_sort_id` ON `involvements` (`solution_id`, `actor_sort`, `id`);
-- create index "involvement_used_id_actor_sort_id" to table: "involvements"
CREATE INDEX `involvement_used_id_actor_sort_id` ON `involvements` (`used_id`, `actor_sort`, `id`);
-- create index "involvement_supplied_id_actor_sort_id" to table: "involvements"
CREATE INDEX `involvement_supplied_id_actor_sort_id` ON `involvements` (`supplied_id`, `actor_sort`, `id`);
-- create index "involvement_supplier_id" to table: "involvements"
CREATE INDEX `involvement_supplier_id` ON `involvements` (`supplier_id`);
-- create index "involvement_type_id" to table: "involvements"
CREATE INDEX `involvement_type_id` ON `involvements` (`type`, `id`);
-- create "new_relationships" table
CREATE TABLE `new_relationships` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `valid_from` text NULL, `valid_to` text NULL, `ending` text NOT NULL, `valid_first` text NOT NULL, `valid_last` text NOT NULL, `note` json NULL, `status` text NOT NULL, `visibility` text NOT NULL, `review_by` text NULL, `type` text NOT NULL, `from_sort` text NOT NULL, `to_sort` text NOT NULL, `from_id` text NOT NULL, `to_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `relationships_actors_from` FOREIGN KEY (`from_id`) REFERENCES `actors` (`id`) ON DELETE NO ACTION, CONSTRAINT `relationships_actors_to` FOREIGN KEY (`to_id`) REFERENCES `actors` (`id`) ON DELETE NO ACTION);
-- copy rows from old table "relationships" to new temporary table "new_relationships"
INSERT INTO `new_relationships` (`id`, `origin`, `version`, `revision`, `recorded_at`, `updated_at`, `confidence`, `valid_from`, `valid_to`, `ending`, `valid_first`, `valid_last`, `note`, `status`, `visibility`, `review_by`, `type`, `from_sort`, `to_sort`, `from_id`, `to_id`) SELECT `id`, `origin`, `version`, `revision`, `recorded_at`, `updated_at`, `confidence`, `valid_from`, `valid_to`, `ending`, `valid_first`, `valid_last`, `note`, `status`, `visibility`, `review_by`, `type`, `from_sort`, `to_sort`, `from_id`, `to_id` FROM `relationships`;
-- drop "relationships" table after copying rows
DROP TABLE `relationships`;
-- rename temporary table "new_relationships" to "relationships"
ALTER TABLE `new_relationships` RENAME TO `relationships`;
-- create index "relationship_revision_id" to table: "relationships"
CREATE INDEX `relationship_revision_id` ON `relationships` (`revision`, `id`);
-- create index "relationship_from_id_type" to table: "relationships"
CREATE INDEX `relationship_from_id_type` ON `relationships` (`from_id`, `type`);
-- create index "relationship_to_id_type" to table: "relationships"
CREATE INDEX `relationship_to_id_type` ON `relationships` (`to_id`, `type`);
-- create index "relationship_type_id" to table: "relationships"
CREATE INDEX `relationship_type_id` ON `relationships` (`type`, `id`);
-- create "new_solution_links" table
CREATE TABLE `new_solution_links` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `valid_from` text NULL, `valid_to` text NULL, `ending` text NOT NULL, `valid_first` text NOT NULL, `valid_last` text NOT NULL, `note` json NULL, `status` text NOT NULL, `visibility` text NOT NULL, `review_by` text NULL, `type` text NOT NULL, `from_sort` text NOT NULL, `to_sort` text NOT NULL, `from_id` text NOT NULL, `to_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `solution_links_solutions_from` FOREIGN KEY (`from_id`) REFERENCES `solutions` (`id`) ON DELETE NO ACTION, CONSTRAINT `solution_links_solutions_to` FOREIGN KEY (`to_id`) REFERENCES `solutions` (`id`) ON DELETE NO ACTION);
-- copy rows from old table "solution_links" to new temporary table "new_solution_links"
INSERT INTO `new_solution_links` (`id`, `origin`, `version`, `revision`, `recorded_at`, `updated_at`, `confidence`, `valid_from`, `valid_to`, `ending`, `valid_first`, `valid_last`, `note`, `status`, `visibility`, `review_by`, `type`, `from_sort`, `to_sort`, `from_id`, `to_id`) SELECT `id`, `origin`, `version`, `revision`, `recorded_at`, `updated_at`, `confidence`, `valid_from`, `valid_to`, `ending`, `valid_first`, `valid_last`, `note`, `status`, `visibility`, `review_by`, `type`, `from_sort`, `to_sort`, `from_id`, `to_id` FROM `solution_links`;
-- drop "solution_links" table after copying rows
DROP TABLE `solution_links`;
-- rename temporary table "new_solution_links" to "solution_links"
ALTER TABLE `new_solution_links` RENAME TO `solution_links`;
-- create index "solutionlink_revision_id" to table: "solution_links"
CREATE INDEX `solutionlink_revision_id` ON `solution_links` (`revision`, `id`);
-- create index "solutionlink_from_id_type" to table: "solution_links"
CREATE INDEX `solutionlink_from_id_type` ON `solution_links` (`from_id`, `type`);
-- create index "solutionlink_to_id_type" to table: "solution_links"
CREATE INDEX `solutionlink_to_id_type` ON `solution_links` (`to_id`, `type`);
-- create index "solutionlink_type_id" to table: "solution_links"
CREATE INDEX `solutionlink_type_id` ON `solution_links` (`type`, `id`);
-- create "alternatives" table
CREATE TABLE `alternatives` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `slug` text NOT NULL, `name` json NOT NULL, `name_fold` text NOT NULL, `name_sort` text NOT NULL, `editorial` bool NOT NULL, `description` json NOT NULL, `pros` json NOT NULL, `cons` json NOT NULL, `steps` json NOT NULL, `prerequisites` json NOT NULL, `size_bands` json NOT NULL, `min_parties` integer NOT NULL, PRIMARY KEY (`id`));
-- create index "alternatives_slug_key" to table: "alternatives"
CREATE UNIQUE INDEX `alternatives_slug_key` ON `alternatives` (`slug`);
-- create index "alternative_revision_id" to table: "alternatives"
CREATE INDEX `alternative_revision_id` ON `alternatives` (`revision`, `id`);
-- create index "alternative_name_sort_id" to table: "alternatives"
CREATE INDEX `alternative_name_sort_id` ON `alternatives` (`name_sort`, `id`);
-- create "collaboration_forms" table
CREATE TABLE `collaboration_forms` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `slug` text NOT NULL, `name` json NOT NULL, `name_fold` text NOT NULL, `name_sort` text NOT NULL, `editorial` bool NOT NULL, `basis` text NOT NULL, `legal_person` text NOT NULL, `participant_kinds` json NOT NULL, `min_parties` integer NOT NULL, `setup_effort` text NOT NULL, `description` json NOT NULL, `opportunities` json NOT NULL, `limitations` json NOT NULL, `legal_basis` json NULL, `responsibility` json NOT NULL, `procurement` json NOT NULL, `entry` json NOT NULL, `exit` json NOT NULL, `suits_when` json NOT NULL, `procurement_reasoned` bool NOT NULL, PRIMARY KEY (`id`));
-- create index "collaboration_forms_slug_key" to table: "collaboration_forms"
CREATE UNIQUE INDEX `collaboration_forms_slug_key` ON `collaboration_forms` (`slug`);
-- create index "collaborationform_revision_id" to table: "collaboration_forms"
CREATE INDEX `collaborationform_revision_id` ON `collaboration_forms` (`revision`, `id`);
-- create index "collaborationform_name_sort_id" to table: "collaboration_forms"
CREATE INDEX `collaborationform_name_sort_id` ON `collaboration_forms` (`name_sort`, `id`);
-- create "disseminations" table
CREATE TABLE `disseminations` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `slug` text NOT NULL, `kind` text NOT NULL, `status` text NOT NULL, `planned_for` text NULL, `channel` json NULL, `audience` json NULL, `note` json NULL, `study_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `disseminations_studies_disseminations` FOREIGN KEY (`study_id`) REFERENCES `studies` (`id`) ON DELETE NO ACTION);
-- create index "disseminations_slug_key" to table: "disseminations"
CREATE UNIQUE INDEX `disseminations_slug_key` ON `disseminations` (`slug`);
-- create index "dissemination_revision_id" to table: "disseminations"
CREATE INDEX `dissemination_revision_id` ON `disseminations` (`revision`, `id`);
-- create index "dissemination_study_id_slug" to table: "disseminations"
CREATE INDEX `dissemination_study_id_slug` ON `disseminations` (`study_id`, `slug`);
-- create "evidences" table
CREATE TABLE `evidences` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `kind` text NOT NULL, `slug` text NOT NULL, `title` text NOT NULL, `title_fold` text NOT NULL, `title_sort` text NOT NULL, `publisher` text NULL, `date` text NULL, `participants` json NOT NULL, `url` text NULL, `note` json NULL, `confidence` text NOT NULL, `study_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `evidences_studies_evidence` FOREIGN KEY (`study_id`) REFERENCES `studies` (`id`) ON DELETE SET NULL);
-- create index "evidences_slug_key" to table: "evidences"
CREATE UNIQUE INDEX `evidences_slug_key` ON `evidences` (`slug`);
-- create index "evidence_revision_id" to table: "evidences"
CREATE INDEX `evidence_revision_id` ON `evidences` (`revision`, `id`);
-- create index "evidence_title_sort_id" to table: "evidences"
CREATE INDEX `evidence_title_sort_id` ON `evidences` (`title_sort`, `id`);
-- create "evidence_links" table
CREATE TABLE `evidence_links` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `stance` text NOT NULL, `note` json NULL, `evidence_sort` text NOT NULL, `subject_id` text NULL, `evidence_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `evidence_links_evidences_links` FOREIGN KEY (`evidence_id`) REFERENCES `evidences` (`id`) ON DELETE NO ACTION);
-- create index "evidencelink_revision_id" to table: "evidence_links"
CREATE INDEX `evidencelink_revision_id` ON `evidence_links` (`revision`, `id`);
-- create index "evidencelink_subject_id_evidence_id_stance" to table: "evidence_links"
CREATE UNIQUE INDEX `evidencelink_subject_id_evidence_id_stance` ON `evidence_links` (`subject_id`, `evidence_id`, `stance`);
-- create index "evidencelink_evidence_id_id" to table: "evidence_links"
CREATE INDEX `evidencelink_evidence_id_id` ON `evidence_links` (`evidence_id`, `id`);
-- create "feedbacks" table
CREATE TABLE `feedbacks` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `round` integer NOT NULL, `stance` text NOT NULL, `giver` text NULL, `text` json NOT NULL, `outcome` text NULL, `change` json NULL, `date` text NULL, `proposal_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `feedbacks_proposals_feedback` FOREIGN KEY (`proposal_id`) REFERENCES `proposals` (`id`) ON DELETE NO ACTION);
-- create index "feedback_revision_id" to table: "feedbacks"
CREATE INDEX `feedback_revision_id` ON `feedbacks` (`revision`, `id`);
-- create index "feedback_proposal_id_round_id" to table: "feedbacks"
CREATE INDEX `feedback_proposal_id_round_id` ON `feedbacks` (`proposal_id`, `round`, `id`);
-- create "form_uses" table
CREATE TABLE `form_uses` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `valid_from` text NULL, `valid_to` text NULL, `ending` text NOT NULL, `valid_first` text NOT NULL, `valid_last` text NOT NULL, `note` json NULL, `status` text NOT NULL, `visibility` text NOT NULL, `review_by` text NULL, `actor_sort` text NOT NULL, `form_sort` text NOT NULL, `actor_id` text NOT NULL, `form_id` text NOT NULL, `relationship_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `form_uses_actors_form_uses` FOREIGN KEY (`actor_id`) REFERENCES `actors` (`id`) ON DELETE NO ACTION, CONSTRAINT `form_uses_collaboration_forms_uses` FOREIGN KEY (`form_id`) REFERENCES `collaboration_forms` (`id`) ON DELETE NO ACTION, CONSTRAINT `form_uses_relationships_relationship` FOREIGN KEY (`relationship_id`) REFERENCES `relationships` (`id`) ON DELETE SET NULL);
-- create index "formuse_revision_id" to table: "form_uses"
CREATE INDEX `formuse_revision_id` ON `form_uses` (`revision`, `id`);
-- create index "formuse_form_id_actor_sort_id" to table: "form_uses"
CREATE INDEX `formuse_form_id_actor_sort_id` ON `form_uses` (`form_id`, `actor_sort`, `id`);
-- create index "formuse_actor_id_form_sort_id" to table: "form_uses"
CREATE INDEX `formuse_actor_id_form_sort_id` ON `form_uses` (`actor_id`, `form_sort`, `id`);
-- create "handlings" table
CREATE TABLE `handlings` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `slug` text NOT NULL, `name` json NOT NULL, `name_fold` text NOT NULL, `name_sort` text NOT NULL, `editorial` bool NOT NULL, `description` json NOT NULL, `outcome` text NOT NULL, `outcome_note` json NULL, `example_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `handlings_actors_example` FOREIGN KEY (`example_id`) REFERENCES `actors` (`id`) ON DELETE SET NULL);
-- create index "handlings_slug_key" to table: "handlings"
CREATE UNIQUE INDEX `handlings_slug_key` ON `handlings` (`slug`);
-- create index "handling_revision_id" to table: "handlings"
CREATE INDEX `handling_revision_id` ON `handlings` (`revision`, `id`);
-- create index "handling_name_sort_id" to table: "handlings"
CREATE INDEX `handling_name_sort_id` ON `handlings` (`name_sort`, `id`);
-- create "needs" table
CREATE TABLE `needs` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `slug` text NOT NULL, `name` json NOT NULL, `name_fold` text NOT NULL, `name_sort` text NOT NULL, `editorial` bool NOT NULL, `description` json NOT NULL, PRIMARY KEY (`id`));
-- create index "needs_slug_key" to table: "needs"
CREATE UNIQUE INDEX `needs_slug_key` ON `needs` (`slug`);
-- create index "need_revision_id" to table: "needs"
CREATE INDEX `need_revision_id` ON `needs` (`revision`, `id`);
-- create index "need_name_sort_id" to table: "needs"
CREATE INDEX `need_name_sort_id` ON `needs` (`name_sort`, `id`);
-- create "obstacles" table
CREATE TABLE `obstacles` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `slug` text NOT NULL, `name` json NOT NULL, `name_fold` text NOT NULL, `name_sort` text NOT NULL, `editorial` bool NOT NULL, `category` text NOT NULL, `description` json NOT NULL, PRIMARY KEY (`id`));
-- create index "obstacles_slug_key" to table: "obstacles"
CREATE UNIQUE INDEX `obstacles_slug_key` ON `obstacles` (`slug`);
-- create index "obstacle_revision_id" to table: "obstacles"
CREATE INDEX `obstacle_revision_id` ON `obstacles` (`revision`, `id`);
-- create index "obstacle_name_sort_id" to table: "obstacles"
CREATE INDEX `obstacle_name_sort_id` ON `obstacles` (`name_sort`, `id`);
-- create "obstacle_mets" table
CREATE TABLE `obstacle_mets` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `valid_from` text NULL, `valid_to` text NULL, `ending` text NOT NULL, `valid_first` text NOT NULL, `valid_last` text NOT NULL, `note` json NULL, `status` text NOT NULL, `visibility` text NOT NULL, `review_by` text NULL, `outcome` text NOT NULL, `actor_sort` text NOT NULL, `obstacle_sort` text NOT NULL, `actor_id` text NOT NULL, `handling_id` text NULL, `obstacle_id` text NOT NULL, `relationship_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `obstacle_mets_actors_obstacles_met` FOREIGN KEY (`actor_id`) REFERENCES `actors` (`id`) ON DELETE NO ACTION, CONSTRAINT `obstacle_mets_handlings_met` FOREIGN KEY (`handling_id`) REFERENCES `handlings` (`id`) ON DELETE SET NULL, CONSTRAINT `obstacle_mets_obstacles_met` FOREIGN KEY (`obstacle_id`) REFERENCES `obstacles` (`id`) ON DELETE NO ACTION, CONSTRAINT `obstacle_mets_relationships_relationship` FOREIGN KEY (`relationship_id`) REFERENCES `relationships` (`id`) ON DELETE SET NULL);
-- create index "obstaclemet_revision_id" to table: "obstacle_mets"
CREATE INDEX `obstaclemet_revision_id` ON `obstacle_mets` (`revision`, `id`);
-- create index "obstaclemet_obstacle_id_actor_sort_id" to table: "obstacle_mets"
CREATE INDEX `obstaclemet_obstacle_id_actor_sort_id` ON `obstacle_mets` (`obstacle_id`, `actor_sort`, `id`);
-- create index "obstaclemet_actor_id_obstacle_sort_id" to table: "obstacle_mets"
CREATE INDEX `obstaclemet_actor_id_obstacle_sort_id` ON `obstacle_mets` (`actor_id`, `obstacle_sort`, `id`);
-- create index "obstaclemet_handling_id_actor_sort_id" to table: "obstacle_mets"
CREATE INDEX `obstaclemet_handling_id_actor_sort_id` ON `obstacle_mets` (`handling_id`, `actor_sort`, `id`);
-- create "patterns" table
CREATE TABLE `patterns` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `slug` text NOT NULL, `name` json NOT NULL, `name_fold` text NOT NULL, `name_sort` text NOT NULL, `editorial` bool NOT NULL, `context` json NOT NULL, `description` json NOT NULL, `consequences` json NOT NULL, PRIMARY KEY (`id`));
-- create index "patterns_slug_key" to table: "patterns"
CREATE UNIQUE INDEX `patterns_slug_key` ON `patterns` (`slug`);
-- create index "pattern_revision_id" to table: "patterns"
CREATE INDEX `pattern_revision_id` ON `patterns` (`revision`, `id`);
-- create index "pattern_name_sort_id" to table: "patterns"
CREATE INDEX `pattern_name_sort_id` ON `patterns` (`name_sort`, `id`);
-- create "principles" table
CREATE TABLE `principles` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `slug` text NOT NULL, `name` json NOT NULL, `name_fold` text NOT NULL, `name_sort` text NOT NULL, `editorial` bool NOT NULL, `explicitness` text NOT NULL, `description` json NOT NULL, `relationship_types` json NOT NULL, PRIMARY KEY (`id`));
-- create index "principles_slug_key" to table: "principles"
CREATE UNIQUE INDEX `principles_slug_key` ON `principles` (`slug`);
-- create index "principle_revision_id" to table: "principles"
CREATE INDEX `principle_revision_id` ON `principles` (`revision`, `id`);
-- create index "principle_name_sort_id" to table: "principles"
CREATE INDEX `principle_name_sort_id` ON `principles` (`name_sort`, `id`);
-- create "proposals" table
CREATE TABLE `proposals` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `slug` text NOT NULL, `name` json NOT NULL, `name_fold` text NOT NULL, `name_sort` text NOT NULL, `editorial` bool NOT NULL, `description` json NOT NULL, `put_forward` text NULL, `study_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `proposals_studies_proposals` FOREIGN KEY (`study_id`) REFERENCES `studies` (`id`) ON DELETE SET NULL);
-- create index "proposals_slug_key" to table: "proposals"
CREATE UNIQUE INDEX `proposals_slug_key` ON `proposals` (`slug`);
-- create index "proposal_revision_id" to table: "proposals"
CREATE INDEX `proposal_revision_id` ON `proposals` (`revision`, `id`);
-- create index "proposal_name_sort_id" to table: "proposals"
CREATE INDEX `proposal_name_sort_id` ON `proposals` (`name_sort`, `id`);
-- create "requirements" table
CREATE TABLE `requirements` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `slug` text NOT NULL, `name` json NOT NULL, `name_fold` text NOT NULL, `name_sort` text NOT NULL, `editorial` bool NOT NULL, `role_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `requirements_roles_requirements` FOREIGN KEY (`role_id`) REFERENCES `roles` (`id`) ON DELETE NO ACTION);
-- create index "requirements_slug_key" to table: "requirements"
CREATE UNIQUE INDEX `requirements_slug_key` ON `requirements` (`slug`);
-- create index "requirement_revision_id" to table: "requirements"
CREATE INDEX `requirement_revision_id` ON `requirements` (`revision`, `id`);
-- create index "requirement_name_sort_id" to table: "requirements"
CREATE INDEX `requirement_name_sort_id` ON `requirements` (`name_sort`, `id`);
-- create "roles" table
CREATE TABLE `roles` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `slug` text NOT NULL, `name` json NOT NULL, `name_fold` text NOT NULL, `name_sort` text NOT NULL, `editorial` bool NOT NULL, `description` json NOT NULL, PRIMARY KEY (`id`));
-- create index "roles_slug_key" to table: "roles"
CREATE UNIQUE INDEX `roles_slug_key` ON `roles` (`slug`);
-- create index "role_revision_id" to table: "roles"
CREATE INDEX `role_revision_id` ON `roles` (`revision`, `id`);
-- create index "role_name_sort_id" to table: "roles"
CREATE INDEX `role_name_sort_id` ON `roles` (`name_sort`, `id`);
-- create "role_takens" table
CREATE TABLE `role_takens` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `valid_from` text NULL, `valid_to` text NULL, `ending` text NOT NULL, `valid_first` text NOT NULL, `valid_last` text NOT NULL, `note` json NULL, `status` text NOT NULL, `visibility` text NOT NULL, `review_by` text NULL, `actor_sort` text NOT NULL, `role_sort` text NOT NULL, `actor_id` text NOT NULL, `role_id` text NOT NULL, `relationship_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `role_takens_actors_roles_taken` FOREIGN KEY (`actor_id`) REFERENCES `actors` (`id`) ON DELETE NO ACTION, CONSTRAINT `role_takens_roles_taken` FOREIGN KEY (`role_id`) REFERENCES `roles` (`id`) ON DELETE NO ACTION, CONSTRAINT `role_takens_relationships_relationship` FOREIGN KEY (`relationship_id`) REFERENCES `relationships` (`id`) ON DELETE SET NULL);
-- create index "roletaken_revision_id" to table: "role_takens"
CREATE INDEX `roletaken_revision_id` ON `role_takens` (`revision`, `id`);
-- create index "roletaken_role_id_actor_sort_id" to table: "role_takens"
CREATE INDEX `roletaken_role_id_actor_sort_id` ON `role_takens` (`role_id`, `actor_sort`, `id`);
-- create index "roletaken_actor_id_role_sort_id" to table: "role_takens"
CREATE INDEX `roletaken_actor_id_role_sort_id` ON `role_takens` (`actor_id`, `role_sort`, `id`);
-- create "situations" table
CREATE TABLE `situations` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `slug` text NOT NULL, `name` json NOT NULL, `name_fold` text NOT NULL, `name_sort` text NOT NULL, `editorial` bool NOT NULL, `description` json NOT NULL, PRIMARY KEY (`id`));
-- create index "situations_slug_key" to table: "situations"
CREATE UNIQUE INDEX `situations_slug_key` ON `situations` (`slug`);
-- create index "situation_revision_id" to table: "situations"
CREATE INDEX `situation_revision_id` ON `situations` (`revision`, `id`);
-- create index "situation_name_sort_id" to table: "situations"
CREATE INDEX `situation_name_sort_id` ON `situations` (`name_sort`, `id`);
-- create "studies" table
CREATE TABLE `studies` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `slug` text NOT NULL, `name` json NOT NULL, `name_fold` text NOT NULL, `name_sort` text NOT NULL, `editorial` bool NOT NULL, `status` text NOT NULL, `begins` text NULL, `ends` text NULL, `call` text NULL, `venture` text NULL, `grant_sek` integer NULL, `grant_note` json NULL, `purpose` json NOT NULL, `approach` json NULL, `expected_effects` json NULL, `coordinator_id` text NULL, `funder_id` text NULL, `project_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `studies_actors_coordinator` FOREIGN KEY (`coordinator_id`) REFERENCES `actors` (`id`) ON DELETE SET NULL, CONSTRAINT `studies_actors_funder` FOREIGN KEY (`funder_id`) REFERENCES `actors` (`id`) ON DELETE SET NULL, CONSTRAINT `studies_actors_project` FOREIGN KEY (`project_id`) REFERENCES `actors` (`id`) ON DELETE SET NULL);
-- create index "studies_slug_key" to table: "studies"
CREATE UNIQUE INDEX `studies_slug_key` ON `studies` (`slug`);
-- create index "study_revision_id" to table: "studies"
CREATE INDEX `study_revision_id` ON `studies` (`revision`, `id`);
-- create index "study_name_sort_id" to table: "studies"
CREATE INDEX `study_name_sort_id` ON `studies` (`name_sort`, `id`);
-- create "alternative_situations" table
CREATE TABLE `alternative_situations` (`alternative_id` text NOT NULL, `situation_id` text NOT NULL, PRIMARY KEY (`alternative_id`, `situation_id`), CONSTRAINT `alternative_situations_alternative_id` FOREIGN KEY (`alternative_id`) REFERENCES `alternatives` (`id`) ON DELETE CASCADE, CONSTRAINT `alternative_situations_situation_id` FOREIGN KEY (`situation_id`) REFERENCES `situations` (`id`) ON DELETE CASCADE);
-- create "alternative_needs" table
CREATE TABLE `alternative_needs` (`alternative_id` text NOT NULL, `need_id` text NOT NULL, PRIMARY KEY (`alternative_id`, `need_id`), CONSTRAINT `alternative_needs_alternative_id` FOREIGN KEY (`alternative_id`) REFERENCES `alternatives` (`id`) ON DELETE CASCADE, CONSTRAINT `alternative_needs_need_id` FOREIGN KEY (`need_id`) REFERENCES `needs` (`id`) ON DELETE CASCADE);
-- create "alternative_forms" table
CREATE TABLE `alternative_forms` (`alternative_id` text NOT NULL, `collaboration_form_id` text NOT NULL, PRIMARY KEY (`alternative_id`, `collaboration_form_id`), CONSTRAINT `alternative_forms_alternative_id` FOREIGN KEY (`alternative_id`) REFERENCES `alternatives` (`id`) ON DELETE CASCADE, CONSTRAINT `alternative_forms_collaboration_form_id` FOREIGN KEY (`collaboration_form_id`) REFERENCES `collaboration_forms` (`id`) ON DELETE CASCADE);
-- create "alternative_obstacles" table
CREATE TABLE `alternative_obstacles` (`alternative_id` text NOT NULL, `obstacle_id` text NOT NULL, PRIMARY KEY (`alternative_id`, `obstacle_id`), CONSTRAINT `alternative_obstacles_alternative_id` FOREIGN KEY (`alternative_id`) REFERENCES `alternatives` (`id`) ON DELETE CASCADE, CONSTRAINT `alternative_obstacles_obstacle_id` FOREIGN KEY (`obstacle_id`) REFERENCES `obstacles` (`id`) ON DELETE CASCADE);
-- create "handling_obstacles" table
CREATE TABLE `handling_obstacles` (`handling_id` text NOT NULL, `obstacle_id` text NOT NULL, PRIMARY KEY (`handling_id`, `obstacle_id`), CONSTRAINT `handling_obstacles_handling_id` FOREIGN KEY (`handling_id`) REFERENCES `handlings` (`id`) ON DELETE CASCADE, CONSTRAINT `handling_obstacles_obstacle_id` FOREIGN KEY (`obstacle_id`) REFERENCES `obstacles` (`id`) ON DELETE CASCADE);
-- create "obstacle_forms" table
CREATE TABLE `obstacle_forms` (`obstacle_id` text NOT NULL, `collaboration_form_id` text NOT NULL, PRIMARY KEY (`obstacle_id`, `collaboration_form_id`), CONSTRAINT `obstacle_forms_obstacle_id` FOREIGN KEY (`obstacle_id`) REFERENCES `obstacles` (`id`) ON DELETE CASCADE, CONSTRAINT `obstacle_forms_collaboration_form_id` FOREIGN KEY (`collaboration_form_id`) REFERENCES `collaboration_forms` (`id`) ON DELETE CASCADE);
-- create "obstacle_roles" table
CREATE TABLE `obstacle_roles` (`obstacle_id` text NOT NULL, `role_id` text NOT NULL, PRIMARY KEY (`obstacle_id`, `role_id`), CONSTRAINT `obstacle_roles_obstacle_id` FOREIGN KEY (`obstacle_id`) REFERENCES `obstacles` (`id`) ON DELETE CASCADE, CONSTRAINT `obstacle_roles_role_id` FOREIGN KEY (`role_id`) REFERENCES `roles` (`id`) ON DELETE CASCADE);
-- create "pattern_forms" table
CREATE TABLE `pattern_forms` (`pattern_id` text NOT NULL, `collaboration_form_id` text NOT NULL, PRIMARY KEY (`pattern_id`, `collaboration_form_id`), CONSTRAINT `pattern_forms_pattern_id` FOREIGN KEY (`pattern_id`) REFERENCES `patterns` (`id`) ON DELETE CASCADE, CONSTRAINT `pattern_forms_collaboration_form_id` FOREIGN KEY (`collaboration_form_id`) REFERENCES `collaboration_forms` (`id`) ON DELETE CASCADE);
-- create "pattern_obstacles" table
CREATE TABLE `pattern_obstacles` (`pattern_id` text NOT NULL, `obstacle_id` text NOT NULL, PRIMARY KEY (`pattern_id`, `obstacle_id`), CONSTRAINT `pattern_obstacles_pattern_id` FOREIGN KEY (`pattern_id`) REFERENCES `patterns` (`id`) ON DELETE CASCADE, CONSTRAINT `pattern_obstacles_obstacle_id` FOREIGN KEY (`obstacle_id`) REFERENCES `obstacles` (`id`) ON DELETE CASCADE);
-- create "pattern_observed_in" table
CREATE TABLE `pattern_observed_in` (`pattern_id` text NOT NULL, `actor_id` text NOT NULL, PRIMARY KEY (`pattern_id`, `actor_id`), CONSTRAINT `pattern_observed_in_pattern_id` FOREIGN KEY (`pattern_id`) REFERENCES `patterns` (`id`) ON DELETE CASCADE, CONSTRAINT `pattern_observed_in_actor_id` FOREIGN KEY (`actor_id`) REFERENCES `actors` (`id`) ON DELETE CASCADE);
-- create "principle_forms" table
CREATE TABLE `principle_forms` (`principle_id` text NOT NULL, `collaboration_form_id` text NOT NULL, PRIMARY KEY (`principle_id`, `collaboration_form_id`), CONSTRAINT `principle_forms_principle_id` FOREIGN KEY (`principle_id`) REFERENCES `principles` (`id`) ON DELETE CASCADE, CONSTRAINT `principle_forms_collaboration_form_id` FOREIGN KEY (`collaboration_form_id`) REFERENCES `collaboration_forms` (`id`) ON DELETE CASCADE);
-- create "principle_tensions" table
CREATE TABLE `principle_tensions` (`principle_id` text NOT NULL, `tension_id` text NOT NULL, PRIMARY KEY (`principle_id`, `tension_id`), CONSTRAINT `principle_tensions_principle_id` FOREIGN KEY (`principle_id`) REFERENCES `principles` (`id`) ON DELETE CASCADE, CONSTRAINT `principle_tensions_tension_id` FOREIGN KEY (`tension_id`) REFERENCES `principles` (`id`) ON DELETE CASCADE);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
