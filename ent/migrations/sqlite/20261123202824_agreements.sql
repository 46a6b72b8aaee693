-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_involvements" table
CREATE TABLE `new_involvements` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `valid_from` text NULL, `valid_to` text NULL, `ending` text NOT NULL, `valid_first` text NOT NULL, `valid_last` text NOT NULL, `note` json NULL, `status` text NOT NULL, `visibility` text NOT NULL, `review_by` text NULL, `type` text NOT NULL, `actor_sort` text NOT NULL, `solution_sort` text NOT NULL, `actor_id` text NOT NULL, `agreement_id` text NULL, `supplier_id` text NULL, `solution_id` text NOT NULL, `used_id` text NULL, `supplied_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `involvements_actors_involvements` FOREIGN KEY (`actor_id`) REFERENCES `actors` (`id`) ON DELETE NO ACTION, CONSTRAINT `involvements_agreements_involvements` FOREIGN KEY (`agreement_id`) REFERENCES `agreements` (`id`) ON DELETE SET NULL, CONSTRAINT `involvements_actors_supplier` FOREIGN KEY (`supplier_id`) REFERENCES `actors` (`id`) ON DELETE SET NULL, CONSTRAINT `involvements_solutions_involvements` FOREIGN KEY (`solution_id`) REFERENCES `solutions` (`id`) ON DELETE NO ACTION, CONSTRAINT `involvements_solutions_users` FOREIGN KEY (`used_id`) REFERENCES `solutions` (`id`) ON DELETE SET NULL, CONSTRAINT `involvements_solutions_suppliers` FOREIGN KEY (`supplied_id`) REFERENCES `solutions` (`id`) ON DELETE SET NULL);
-- copy rows from old table "involvements" to new temporary table "new_involvements"
INSERT INTO `new_involvements` (`id`, `origin`, `version`, `revision`, `recorded_at`, `updated_at`, `confidence`, `evidence_for`, `evidence_against`, `newest_evidence`, `valid_from`, `valid_to`, `ending`, `valid_first`, `valid_last`, `note`, `status`, `visibility`, `review_by`, `type`, `actor_sort`, `solution_sort`, `actor_id`, `supplier_id`, `solution_id`, `used_id`, `supplied_id`) SELECT `id`, `origin`, `version`, `revision`, `recorded_at`, `updated_at`, `confidence`, `evidence_for`, `evidence_against`, `newest_evidence`, `valid_from`, `valid_to`, `ending`, `valid_first`, `valid_last`, `note`, `status`, `visibility`, `review_by`, `type`, `actor_sort`, `solution_sort`, `actor_id`, `supplier_id`, `solution_id`, `used_id`, `supplied_id` FROM `involvements`;
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
-- create index "involvement_agreement_id_actor_sort_id" to table: "involvements"
CREATE INDEX `involvement_agreement_id_actor_sort_id` ON `involvements` (`agreement_id`, `actor_sort`, `id`);
-- create "new_relationships" table
CREATE TABLE `new_relationships` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `evidence_for` integer NOT NULL DEFAULT (0), `evidence_against` integer NOT NULL DEFAULT (0), `newest_evidence` text NULL, `valid_from` text NULL, `valid_to` text NULL, `ending` text NOT NULL, `valid_first` text NOT NULL, `valid_last` text NOT NULL, `note` json NULL, `status` text NOT NULL, `visibility` text NOT NULL, `review_by` text NULL, `type` text NOT NULL, `from_sort` text NOT NULL, `to_sort` text NOT NULL, `agreement_id` text NULL, `from_id` text NOT NULL, `to_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `relationships_agreements_relationships` FOREIGN KEY (`agreement_id`) REFERENCES `agreements` (`id`) ON DELETE SET NULL, CONSTRAINT `relationships_actors_from` FOREIGN KEY (`from_id`) REFERENCES `actors` (`id`) ON DELETE NO ACTION, CONSTRAINT `relationships_actors_to` FOREIGN KEY (`to_id`) REFERENCES `actors` (`id`) ON DELETE NO ACTION);
-- copy rows from old table "relationships" to new temporary table "new_relationships"
INSERT INTO `new_relationships` (`id`, `origin`, `version`, `revision`, `recorded_at`, `updated_at`, `confidence`, `evidence_for`, `evidence_against`, `newest_evidence`, `valid_from`, `valid_to`, `ending`, `valid_first`, `valid_last`, `note`, `status`, `visibility`, `review_by`, `type`, `from_sort`, `to_sort`, `from_id`, `to_id`) SELECT `id`, `origin`, `version`, `revision`, `recorded_at`, `updated_at`, `confidence`, `evidence_for`, `evidence_against`, `newest_evidence`, `valid_from`, `valid_to`, `ending`, `valid_first`, `valid_last`, `note`, `status`, `visibility`, `review_by`, `type`, `from_sort`, `to_sort`, `from_id`, `to_id` FROM `relationships`;
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
-- create index "relationship_agreement_id_to_sort_id" to table: "relationships"
CREATE INDEX `relationship_agreement_id_to_sort_id` ON `relationships` (`agreement_id`, `to_sort`, `id`);
-- create "agreements" table
CREATE TABLE `agreements` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `valid_from` text NULL, `valid_to` text NULL, `ending` text NOT NULL, `valid_first` text NOT NULL, `valid_last` text NOT NULL, `note` json NULL, `status` text NOT NULL, `visibility` text NOT NULL, `review_by` text NULL, `kind` text NOT NULL, `slug` text NOT NULL, `name` text NOT NULL, `name_fold` text NOT NULL, `name_sort` text NOT NULL, `number` text NULL, `area` text NULL, `extendable_to` text NULL, `url` text NULL, PRIMARY KEY (`id`));
-- create index "agreements_slug_key" to table: "agreements"
CREATE UNIQUE INDEX `agreements_slug_key` ON `agreements` (`slug`);
-- create index "agreement_revision_id" to table: "agreements"
CREATE INDEX `agreement_revision_id` ON `agreements` (`revision`, `id`);
-- create index "agreement_name_sort_id" to table: "agreements"
CREATE INDEX `agreement_name_sort_id` ON `agreements` (`name_sort`, `id`);
-- create index "agreement_valid_last_id" to table: "agreements"
CREATE INDEX `agreement_valid_last_id` ON `agreements` (`valid_last`, `id`);
-- create "agreement_parties" table
CREATE TABLE `agreement_parties` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `role` text NOT NULL, `kind` text NULL, `members_of` bool NOT NULL, `lots` json NOT NULL, `condition` json NULL, `valid_from` text NULL, `valid_to` text NULL, `valid_first` text NOT NULL, `valid_last` text NOT NULL, `status` text NOT NULL, `visibility` text NOT NULL, `actor_sort` text NOT NULL, `agreement_sort` text NOT NULL, `actor_id` text NULL, `agreement_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `agreement_parties_actors_agreement_parties` FOREIGN KEY (`actor_id`) REFERENCES `actors` (`id`) ON DELETE SET NULL, CONSTRAINT `agreement_parties_agreements_parties` FOREIGN KEY (`agreement_id`) REFERENCES `agreements` (`id`) ON DELETE NO ACTION);
-- create index "agreementparty_revision_id" to table: "agreement_parties"
CREATE INDEX `agreementparty_revision_id` ON `agreement_parties` (`revision`, `id`);
-- create index "agreementparty_agreement_id_actor_sort_id" to table: "agreement_parties"
CREATE INDEX `agreementparty_agreement_id_actor_sort_id` ON `agreement_parties` (`agreement_id`, `actor_sort`, `id`);
-- create index "agreementparty_actor_id_agreement_sort_id" to table: "agreement_parties"
CREATE INDEX `agreementparty_actor_id_agreement_sort_id` ON `agreement_parties` (`actor_id`, `agreement_sort`, `id`);
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
