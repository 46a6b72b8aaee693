-- +goose Up
-- create "actors" table
CREATE TABLE `actors` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `kind` text NOT NULL, `slug` text NOT NULL, `name` text NOT NULL, `name_en` text NULL, `name_fold` text NOT NULL, `name_sort` text NOT NULL, `aliases` json NOT NULL, `identifiers` json NOT NULL, `organisation_number` text NULL, `website` text NULL, `status` text NOT NULL, `note` json NULL, `code` text NULL, `county_code` text NULL, `county` text NULL, `seat` text NULL, `population` integer NULL, `population_year` integer NULL, `population_sort` integer NOT NULL, `skr_group` text NULL, `skr_group_year` integer NULL, `latitude` real NULL, `longitude` real NULL, `letter` text NULL, `form` text NULL, `purpose` json NULL, `founded` text NULL, `ended` text NULL, `products` json NOT NULL, `categories` json NOT NULL, `country` text NULL, `region_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `actors_actors_municipalities` FOREIGN KEY (`region_id`) REFERENCES `actors` (`id`) ON DELETE SET NULL);
-- create index "actors_slug_key" to table: "actors"
CREATE UNIQUE INDEX `actors_slug_key` ON `actors` (`slug`);
-- create index "actors_code_key" to table: "actors"
CREATE UNIQUE INDEX `actors_code_key` ON `actors` (`code`);
-- create index "actor_revision_id" to table: "actors"
CREATE INDEX `actor_revision_id` ON `actors` (`revision`, `id`);
-- create index "actor_kind_name_sort_id" to table: "actors"
CREATE INDEX `actor_kind_name_sort_id` ON `actors` (`kind`, `name_sort`, `id`);
-- create index "actor_kind_population_sort_id" to table: "actors"
CREATE INDEX `actor_kind_population_sort_id` ON `actors` (`kind`, `population_sort`, `id`);
-- create index "actor_name_sort_id" to table: "actors"
CREATE INDEX `actor_name_sort_id` ON `actors` (`name_sort`, `id`);
-- create index "actor_region_id_id" to table: "actors"
CREATE INDEX `actor_region_id_id` ON `actors` (`region_id`, `id`);
-- create index "actor_organisation_number" to table: "actors"
CREATE INDEX `actor_organisation_number` ON `actors` (`organisation_number`);
-- create "changes" table
CREATE TABLE `changes` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `position` integer NOT NULL, `subject_id` text NOT NULL, `operation` text NOT NULL, `revision_id` integer NOT NULL, CONSTRAINT `changes_revisions_changes` FOREIGN KEY (`revision_id`) REFERENCES `revisions` (`id`) ON DELETE NO ACTION);
-- create index "change_revision_id_position" to table: "changes"
CREATE UNIQUE INDEX `change_revision_id_position` ON `changes` (`revision_id`, `position`);
-- create index "change_subject_id" to table: "changes"
CREATE INDEX `change_subject_id` ON `changes` (`subject_id`);
-- create "citations" table
CREATE TABLE `citations` (`id` text NOT NULL, `position` integer NOT NULL, `remark` text NULL, `subject_id` text NULL, `source_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `citations_sources_source` FOREIGN KEY (`source_id`) REFERENCES `sources` (`id`) ON DELETE NO ACTION);
-- create index "citation_subject_id_position" to table: "citations"
CREATE UNIQUE INDEX `citation_subject_id_position` ON `citations` (`subject_id`, `position`);
-- create index "citation_source_id" to table: "citations"
CREATE INDEX `citation_source_id` ON `citations` (`source_id`);
-- create "identifiers" table
CREATE TABLE `identifiers` (`id` text NOT NULL, `scheme` text NOT NULL, `value` text NOT NULL, `actor_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `identifiers_actors_actor` FOREIGN KEY (`actor_id`) REFERENCES `actors` (`id`) ON DELETE NO ACTION);
-- create index "identifier_scheme_value" to table: "identifiers"
CREATE UNIQUE INDEX `identifier_scheme_value` ON `identifiers` (`scheme`, `value`);
-- create index "identifier_actor_id" to table: "identifiers"
CREATE INDEX `identifier_actor_id` ON `identifiers` (`actor_id`);
-- create "involvements" table
CREATE TABLE `involvements` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `valid_from` text NULL, `valid_to` text NULL, `ending` text NOT NULL, `valid_first` text NOT NULL, `valid_last` text NOT NULL, `note` json NULL, `status` text NOT NULL, `visibility` text NOT NULL, `review_by` text NULL, `type` text NOT NULL, `actor_sort` text NOT NULL, `solution_sort` text NOT NULL, `actor_id` text NOT NULL, `supplier_id` text NULL, `solution_id` text NOT NULL, `used_id` text NULL, `supplied_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `involvements_actors_involvements` FOREIGN KEY (`actor_id`) REFERENCES `actors` (`id`) ON DELETE NO ACTION, CONSTRAINT `involvements_actors_supplier` FOREIGN KEY (`supplier_id`) REFERENCES `actors` (`id`) ON DELETE SET NULL, CONSTRAINT `involvements_solutions_involvements` FOREIGN KEY (`solution_id`) REFERENCES `solutions` (`id`) ON DELETE NO ACTION, CONSTRAINT `involvements_solutions_users` FOREIGN KEY (`used_id`) REFERENCES `solutions` (`id`) ON DELETE SET NULL, CONSTRAINT `involvements_solutions_suppliers` FOREIGN KEY (`supplied_id`) REFERENCES `solutions` (`id`) ON DELETE SET NULL);
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
-- create "relationships" table
CREATE TABLE `relationships` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `valid_from` text NULL, `valid_to` text NULL, `ending` text NOT NULL, `valid_first` text NOT NULL, `valid_last` text NOT NULL, `note` json NULL, `status` text NOT NULL, `visibility` text NOT NULL, `review_by` text NULL, `type` text NOT NULL, `from_sort` text NOT NULL, `to_sort` text NOT NULL, `from_id` text NOT NULL, `to_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `relationships_actors_from` FOREIGN KEY (`from_id`) REFERENCES `actors` (`id`) ON DELETE NO ACTION, CONSTRAINT `relationships_actors_to` FOREIGN KEY (`to_id`) REFERENCES `actors` (`id`) ON DELETE NO ACTION);
-- create index "relationship_revision_id" to table: "relationships"
CREATE INDEX `relationship_revision_id` ON `relationships` (`revision`, `id`);
-- create index "relationship_from_id_type" to table: "relationships"
CREATE INDEX `relationship_from_id_type` ON `relationships` (`from_id`, `type`);
-- create index "relationship_to_id_type" to table: "relationships"
CREATE INDEX `relationship_to_id_type` ON `relationships` (`to_id`, `type`);
-- create index "relationship_type_id" to table: "relationships"
CREATE INDEX `relationship_type_id` ON `relationships` (`type`, `id`);
-- create "revisions" table
CREATE TABLE `revisions` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `recorded_at` datetime NOT NULL, `origin` text NOT NULL, `fingerprint` text NULL);
-- create "search_documents" table
CREATE TABLE `search_documents` (`id` text NOT NULL, `kind` text NOT NULL, `name_fold` text NOT NULL, `name_plain` text NOT NULL, `name_sort` text NOT NULL, PRIMARY KEY (`id`));
-- create "search_terms" table
CREATE TABLE `search_terms` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `stem` text NOT NULL, `weight` integer NOT NULL, `document_id` text NOT NULL, CONSTRAINT `search_terms_search_documents_terms` FOREIGN KEY (`document_id`) REFERENCES `search_documents` (`id`) ON DELETE CASCADE);
-- create index "searchterm_stem_document_id" to table: "search_terms"
CREATE UNIQUE INDEX `searchterm_stem_document_id` ON `search_terms` (`stem`, `document_id`);
-- create index "searchterm_document_id" to table: "search_terms"
CREATE INDEX `searchterm_document_id` ON `search_terms` (`document_id`);
-- create "solutions" table
CREATE TABLE `solutions` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `kind` text NOT NULL, `slug` text NOT NULL, `name` text NOT NULL, `name_fold` text NOT NULL, `name_sort` text NOT NULL, `area` text NOT NULL, `licence` text NULL, `url` text NULL, `description` json NOT NULL, `owner_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `solutions_actors_owner` FOREIGN KEY (`owner_id`) REFERENCES `actors` (`id`) ON DELETE SET NULL);
-- create index "solutions_slug_key" to table: "solutions"
CREATE UNIQUE INDEX `solutions_slug_key` ON `solutions` (`slug`);
-- create index "solution_revision_id" to table: "solutions"
CREATE INDEX `solution_revision_id` ON `solutions` (`revision`, `id`);
-- create index "solution_name_sort_id" to table: "solutions"
CREATE INDEX `solution_name_sort_id` ON `solutions` (`name_sort`, `id`);
-- create index "solution_owner_id" to table: "solutions"
CREATE INDEX `solution_owner_id` ON `solutions` (`owner_id`);
-- create "solution_links" table
CREATE TABLE `solution_links` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `confidence` text NOT NULL, `valid_from` text NULL, `valid_to` text NULL, `ending` text NOT NULL, `valid_first` text NOT NULL, `valid_last` text NOT NULL, `note` json NULL, `status` text NOT NULL, `visibility` text NOT NULL, `review_by` text NULL, `type` text NOT NULL, `from_sort` text NOT NULL, `to_sort` text NOT NULL, `from_id` text NOT NULL, `to_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `solution_links_solutions_from` FOREIGN KEY (`from_id`) REFERENCES `solutions` (`id`) ON DELETE NO ACTION, CONSTRAINT `solution_links_solutions_to` FOREIGN KEY (`to_id`) REFERENCES `solutions` (`id`) ON DELETE NO ACTION);
-- create index "solutionlink_revision_id" to table: "solution_links"
CREATE INDEX `solutionlink_revision_id` ON `solution_links` (`revision`, `id`);
-- create index "solutionlink_from_id_type" to table: "solution_links"
CREATE INDEX `solutionlink_from_id_type` ON `solution_links` (`from_id`, `type`);
-- create index "solutionlink_to_id_type" to table: "solution_links"
CREATE INDEX `solutionlink_to_id_type` ON `solution_links` (`to_id`, `type`);
-- create index "solutionlink_type_id" to table: "solution_links"
CREATE INDEX `solutionlink_type_id` ON `solution_links` (`type`, `id`);
-- create "sources" table
CREATE TABLE `sources` (`id` text NOT NULL, `origin` text NOT NULL, `version` integer NOT NULL, `revision` integer NOT NULL, `recorded_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `kind` text NOT NULL, `title` text NOT NULL, `title_fold` text NOT NULL, `title_sort` text NOT NULL, `publisher` text NULL, `year` integer NULL, `url` text NULL, `licence` text NULL, PRIMARY KEY (`id`));
-- create index "source_revision_id" to table: "sources"
CREATE INDEX `source_revision_id` ON `sources` (`revision`, `id`);
-- create index "source_title_sort_id" to table: "sources"
CREATE INDEX `source_title_sort_id` ON `sources` (`title_sort`, `id`);
-- create index "source_kind_title_sort_id" to table: "sources"
CREATE INDEX `source_kind_title_sort_id` ON `sources` (`kind`, `title_sort`, `id`);
