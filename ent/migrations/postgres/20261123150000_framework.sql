-- +goose Up
-- modify "solution_links" table
ALTER TABLE "solution_links" ADD COLUMN "evidence_for" bigint NOT NULL DEFAULT 0, ADD COLUMN "evidence_against" bigint NOT NULL DEFAULT 0, ADD COLUMN "newest_evidence" character varying NULL;
-- create "alternatives" table
CREATE TABLE "alternatives" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "evidence_for" bigint NOT NULL DEFAULT 0, "evidence_against" bigint NOT NULL DEFAULT 0, "newest_evidence" character varying NULL, "slug" character varying NOT NULL, "name" jsonb NOT NULL, "name_fold" character varying NOT NULL, "name_sort" character varying NOT NULL, "editorial" boolean NOT NULL, "description" jsonb NOT NULL, "pros" jsonb NOT NULL, "cons" jsonb NOT NULL, "steps" jsonb NOT NULL, "prerequisites" jsonb NOT NULL, "size_bands" jsonb NOT NULL, "min_parties" bigint NOT NULL, PRIMARY KEY ("id"));
-- create index "alternatives_slug_key" to table: "alternatives"
CREATE UNIQUE INDEX "alternatives_slug_key" ON "alternatives" ("slug");
-- create index "alternative_revision_id" to table: "alternatives"
CREATE INDEX "alternative_revision_id" ON "alternatives" ("revision", "id");
-- create index "alternative_name_sort_id" to table: "alternatives"
CREATE INDEX "alternative_name_sort_id" ON "alternatives" ("name_sort", "id");
-- modify "involvements" table
ALTER TABLE "involvements" ADD COLUMN "evidence_for" bigint NOT NULL DEFAULT 0, ADD COLUMN "evidence_against" bigint NOT NULL DEFAULT 0, ADD COLUMN "newest_evidence" character varying NULL;
-- create "collaboration_forms" table
CREATE TABLE "collaboration_forms" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "evidence_for" bigint NOT NULL DEFAULT 0, "evidence_against" bigint NOT NULL DEFAULT 0, "newest_evidence" character varying NULL, "slug" character varying NOT NULL, "name" jsonb NOT NULL, "name_fold" character varying NOT NULL, "name_sort" character varying NOT NULL, "editorial" boolean NOT NULL, "basis" character varying NOT NULL, "legal_person" character varying NOT NULL, "participant_kinds" jsonb NOT NULL, "min_parties" bigint NOT NULL, "setup_effort" character varying NOT NULL, "description" jsonb NOT NULL, "opportunities" jsonb NOT NULL, "limitations" jsonb NOT NULL, "legal_basis" jsonb NULL, "responsibility" jsonb NOT NULL, "procurement" jsonb NOT NULL, "entry" jsonb NOT NULL, "exit" jsonb NOT NULL, "suits_when" jsonb NOT NULL, "procurement_reasoned" boolean NOT NULL, PRIMARY KEY ("id"));
-- create index "collaboration_forms_slug_key" to table: "collaboration_forms"
CREATE UNIQUE INDEX "collaboration_forms_slug_key" ON "collaboration_forms" ("slug");
-- create index "collaborationform_revision_id" to table: "collaboration_forms"
CREATE INDEX "collaborationform_revision_id" ON "collaboration_forms" ("revision", "id");
-- create index "collaborationform_name_sort_id" to table: "collaboration_forms"
CREATE INDEX "collaborationform_name_sort_id" ON "collaboration_forms" ("name_sort", "id");
-- create "alternative_forms" table
CREATE TABLE "alternative_forms" ("alternative_id" character varying NOT NULL, "collaboration_form_id" character varying NOT NULL, PRIMARY KEY ("alternative_id", "collaboration_form_id"), CONSTRAINT "alternative_forms_alternative_id" FOREIGN KEY ("alternative_id") REFERENCES "alternatives" ("id") ON DELETE CASCADE, CONSTRAINT "alternative_forms_collaboration_form_id" FOREIGN KEY ("collaboration_form_id") REFERENCES "collaboration_forms" ("id") ON DELETE CASCADE);
-- create "needs" table
CREATE TABLE "needs" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "evidence_for" bigint NOT NULL DEFAULT 0, "evidence_against" bigint NOT NULL DEFAULT 0, "newest_evidence" character varying NULL, "slug" character varying NOT NULL, "name" jsonb NOT NULL, "name_fold" character varying NOT NULL, "name_sort" character varying NOT NULL, "editorial" boolean NOT NULL, "description" jsonb NOT NULL, PRIMARY KEY ("id"));
-- create index "needs_slug_key" to table: "needs"
CREATE UNIQUE INDEX "needs_slug_key" ON "needs" ("slug");
-- create index "need_revision_id" to table: "needs"
CREATE INDEX "need_revision_id" ON "needs" ("revision", "id");
-- create index "need_name_sort_id" to table: "needs"
CREATE INDEX "need_name_sort_id" ON "needs" ("name_sort", "id");
-- create "alternative_needs" table
CREATE TABLE "alternative_needs" ("alternative_id" character varying NOT NULL, "need_id" character varying NOT NULL, PRIMARY KEY ("alternative_id", "need_id"), CONSTRAINT "alternative_needs_alternative_id" FOREIGN KEY ("alternative_id") REFERENCES "alternatives" ("id") ON DELETE CASCADE, CONSTRAINT "alternative_needs_need_id" FOREIGN KEY ("need_id") REFERENCES "needs" ("id") ON DELETE CASCADE);
-- create "obstacles" table
CREATE TABLE "obstacles" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "evidence_for" bigint NOT NULL DEFAULT 0, "evidence_against" bigint NOT NULL DEFAULT 0, "newest_evidence" character varying NULL, "slug" character varying NOT NULL, "name" jsonb NOT NULL, "name_fold" character varying NOT NULL, "name_sort" character varying NOT NULL, "editorial" boolean NOT NULL, "category" character varying NOT NULL, "description" jsonb NOT NULL, PRIMARY KEY ("id"));
-- create index "obstacles_slug_key" to table: "obstacles"
CREATE UNIQUE INDEX "obstacles_slug_key" ON "obstacles" ("slug");
-- create index "obstacle_revision_id" to table: "obstacles"
CREATE INDEX "obstacle_revision_id" ON "obstacles" ("revision", "id");
-- create index "obstacle_name_sort_id" to table: "obstacles"
CREATE INDEX "obstacle_name_sort_id" ON "obstacles" ("name_sort", "id");
-- create "alternative_obstacles" table
CREATE TABLE "alternative_obstacles" ("alternative_id" character varying NOT NULL, "obstacle_id" character varying NOT NULL, PRIMARY KEY ("alternative_id", "obstacle_id"), CONSTRAINT "alternative_obstacles_alternative_id" FOREIGN KEY ("alternative_id") REFERENCES "alternatives" ("id") ON DELETE CASCADE, CONSTRAINT "alternative_obstacles_obstacle_id" FOREIGN KEY ("obstacle_id") REFERENCES "obstacles" ("id") ON DELETE CASCADE);
-- create "situations" table
CREATE TABLE "situations" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "evidence_for" bigint NOT NULL DEFAULT 0, "evidence_against" bigint NOT NULL DEFAULT 0, "newest_evidence" character varying NULL, "slug" character varying NOT NULL, "name" jsonb NOT NULL, "name_fold" character varying NOT NULL, "name_sort" character varying NOT NULL, "editorial" boolean NOT NULL, "description" jsonb NOT NULL, PRIMARY KEY ("id"));
-- create index "situations_slug_key" to table: "situations"
CREATE UNIQUE INDEX "situations_slug_key" ON "situations" ("slug");
-- create index "situation_revision_id" to table: "situations"
CREATE INDEX "situation_revision_id" ON "situations" ("revision", "id");
-- create index "situation_name_sort_id" to table: "situations"
CREATE INDEX "situation_name_sort_id" ON "situations" ("name_sort", "id");
-- create "alternative_situations" table
CREATE TABLE "alternative_situations" ("alternative_id" character varying NOT NULL, "situation_id" character varying NOT NULL, PRIMARY KEY ("alternative_id", "situation_id"), CONSTRAINT "alternative_situations_alternative_id" FOREIGN KEY ("alternative_id") REFERENCES "alternatives" ("id") ON DELETE CASCADE, CONSTRAINT "alternative_situations_situation_id" FOREIGN KEY ("situation_id") REFERENCES "situations" ("id") ON DELETE CASCADE);
-- create "studies" table
CREATE TABLE "studies" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "slug" character varying NOT NULL, "name" jsonb NOT NULL, "name_fold" character varying NOT NULL, "name_sort" character varying NOT NULL, "editorial" boolean NOT NULL, "status" character varying NOT NULL, "begins" character varying NULL, "ends" character varying NULL, "call" character varying NULL, "venture" character varying NULL, "grant_sek" bigint NULL, "grant_note" jsonb NULL, "purpose" jsonb NOT NULL, "approach" jsonb NULL, "expected_effects" jsonb NULL, "coordinator_id" character varying NULL, "funder_id" character varying NULL, "project_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "studies_actors_coordinator" FOREIGN KEY ("coordinator_id") REFERENCES "actors" ("id") ON DELETE SET NULL, CONSTRAINT "studies_actors_funder" FOREIGN KEY ("funder_id") REFERENCES "actors" ("id") ON DELETE SET NULL, CONSTRAINT "studies_actors_project" FOREIGN KEY ("project_id") REFERENCES "actors" ("id") ON DELETE SET NULL);
-- create index "studies_slug_key" to table: "studies"
CREATE UNIQUE INDEX "studies_slug_key" ON "studies" ("slug");
-- create index "study_revision_id" to table: "studies"
CREATE INDEX "study_revision_id" ON "studies" ("revision", "id");
-- create index "study_name_sort_id" to table: "studies"
CREATE INDEX "study_name_sort_id" ON "studies" ("name_sort", "id");
-- create "disseminations" table
CREATE TABLE "disseminations" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "slug" character varying NOT NULL, "kind" character varying NOT NULL, "status" character varying NOT NULL, "planned_for" character varying NULL, "channel" jsonb NULL, "audience" jsonb NULL, "note" jsonb NULL, "study_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "disseminations_studies_disseminations" FOREIGN KEY ("study_id") REFERENCES "studies" ("id") ON DELETE NO ACTION);
-- create index "disseminations_slug_key" to table: "disseminations"
CREATE UNIQUE INDEX "disseminations_slug_key" ON "disseminations" ("slug");
-- create index "dissemination_revision_id" to table: "disseminations"
CREATE INDEX "dissemination_revision_id" ON "disseminations" ("revision", "id");
-- create index "dissemination_study_id_slug" to table: "disseminations"
CREATE INDEX "dissemination_study_id_slug" ON "disseminations" ("study_id", "slug");
-- create "evidences" table
CREATE TABLE "evidences" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "kind" character varying NOT NULL, "slug" character varying NOT NULL, "title" character varying NOT NULL, "title_fold" character varying NOT NULL, "title_sort" character varying NOT NULL, "publisher" character varying NULL, "date" character varying NULL, "participants" jsonb NOT NULL, "url" character varying NULL, "note" jsonb NULL, "confidence" character varying NOT NULL, "study_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "evidences_studies_evidence" FOREIGN KEY ("study_id") REFERENCES "studies" ("id") ON DELETE SET NULL);
-- create index "evidences_slug_key" to table: "evidences"
CREATE UNIQUE INDEX "evidences_slug_key" ON "evidences" ("slug");
-- create index "evidence_revision_id" to table: "evidences"
CREATE INDEX "evidence_revision_id" ON "evidences" ("revision", "id");
-- create index "evidence_title_sort_id" to table: "evidences"
CREATE INDEX "evidence_title_sort_id" ON "evidences" ("title_sort", "id");
-- create "evidence_links" table
CREATE TABLE "evidence_links" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "stance" character varying NOT NULL, "note" jsonb NULL, "evidence_sort" character varying NOT NULL, "subject_id" character varying NULL, "evidence_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "evidence_links_evidences_links" FOREIGN KEY ("evidence_id") REFERENCES "evidences" ("id") ON DELETE NO ACTION);
-- create index "evidencelink_revision_id" to table: "evidence_links"
CREATE INDEX "evidencelink_revision_id" ON "evidence_links" ("revision", "id");
-- create index "evidencelink_subject_id_evidence_id_stance" to table: "evidence_links"
CREATE UNIQUE INDEX "evidencelink_subject_id_evidence_id_stance" ON "evidence_links" ("subject_id", "evidence_id", "stance");
-- create index "evidencelink_evidence_id_id" to table: "evidence_links"
CREATE INDEX "evidencelink_evidence_id_id" ON "evidence_links" ("evidence_id", "id");
-- create "proposals" table
CREATE TABLE "proposals" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "evidence_for" bigint NOT NULL DEFAULT 0, "evidence_against" bigint NOT NULL DEFAULT 0, "newest_evidence" character varying NULL, "slug" character varying NOT NULL, "name" jsonb NOT NULL, "name_fold" character varying NOT NULL, "name_sort" character varying NOT NULL, "editorial" boolean NOT NULL, "description" jsonb NOT NULL, "put_forward" character varying NULL, "study_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "proposals_studies_proposals" FOREIGN KEY ("study_id") REFERENCES "studies" ("id") ON DELETE SET NULL);
-- create index "proposals_slug_key" to table: "proposals"
CREATE UNIQUE INDEX "proposals_slug_key" ON "proposals" ("slug");
-- create index "proposal_revision_id" to table: "proposals"
CREATE INDEX "proposal_revision_id" ON "proposals" ("revision", "id");
-- create index "proposal_name_sort_id" to table: "proposals"
CREATE INDEX "proposal_name_sort_id" ON "proposals" ("name_sort", "id");
-- create "feedbacks" table
CREATE TABLE "feedbacks" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "round" bigint NOT NULL, "stance" character varying NOT NULL, "giver" character varying NULL, "text" jsonb NOT NULL, "outcome" character varying NULL, "change" jsonb NULL, "date" character varying NULL, "proposal_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "feedbacks_proposals_feedback" FOREIGN KEY ("proposal_id") REFERENCES "proposals" ("id") ON DELETE NO ACTION);
-- create index "feedback_revision_id" to table: "feedbacks"
CREATE INDEX "feedback_revision_id" ON "feedbacks" ("revision", "id");
-- create index "feedback_proposal_id_round_id" to table: "feedbacks"
CREATE INDEX "feedback_proposal_id_round_id" ON "feedbacks" ("proposal_id", "round", "id");
-- modify "relationships" table
ALTER TABLE "relationships" ADD COLUMN "evidence_for" bigint NOT NULL DEFAULT 0, ADD COLUMN "evidence_against" bigint NOT NULL DEFAULT 0, ADD COLUMN "newest_evidence" character varying NULL;
-- create "form_uses" table
CREATE TABLE "form_uses" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "evidence_for" bigint NOT NULL DEFAULT 0, "evidence_against" bigint NOT NULL DEFAULT 0, "newest_evidence" character varying NULL, "valid_from" character varying NULL, "valid_to" character varying NULL, "ending" character varying NOT NULL, "valid_first" character varying NOT NULL, "valid_last" character varying NOT NULL, "note" jsonb NULL, "status" character varying NOT NULL, "visibility" character varying NOT NULL, "review_by" character varying NULL, "actor_sort" character varying NOT NULL, "form_sort" character varying NOT NULL, "actor_id" character varying NOT NULL, "form_id" character varying NOT NULL, "relationship_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "form_uses_actors_form_uses" FOREIGN KEY ("actor_id") REFERENCES "actors" ("id") ON DELETE NO ACTION, CONSTRAINT "form_uses_collaboration_forms_uses" FOREIGN KEY ("form_id") REFERENCES "collaboration_forms" ("id") ON DELETE NO ACTION, CONSTRAINT "form_uses_relationships_relationship" FOREIGN KEY ("relationship_id") REFERENCES "relationships" ("id") ON DELETE SET NULL);
-- create index "formuse_revision_id" to table: "form_uses"
CREATE INDEX "formuse_revision_id" ON "form_uses" ("revision", "id");
-- create index "formuse_form_id_actor_sort_id" to table: "form_uses"
CREATE INDEX "formuse_form_id_actor_sort_id" ON "form_uses" ("form_id", "actor_sort", "id");
-- create index "formuse_actor_id_form_sort_id" to table: "form_uses"
CREATE INDEX "formuse_actor_id_form_sort_id" ON "form_uses" ("actor_id", "form_sort", "id");
-- create "handlings" table
CREATE TABLE "handlings" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "evidence_for" bigint NOT NULL DEFAULT 0, "evidence_against" bigint NOT NULL DEFAULT 0, "newest_evidence" character varying NULL, "slug" character varying NOT NULL, "name" jsonb NOT NULL, "name_fold" character varying NOT NULL, "name_sort" character varying NOT NULL, "editorial" boolean NOT NULL, "description" jsonb NOT NULL, "outcome" character varying NOT NULL, "outcome_note" jsonb NULL, "example_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "handlings_actors_example" FOREIGN KEY ("example_id") REFERENCES "actors" ("id") ON DELETE SET NULL);
-- create index "handlings_slug_key" to table: "handlings"
CREATE UNIQUE INDEX "handlings_slug_key" ON "handlings" ("slug");
-- create index "handling_revision_id" to table: "handlings"
CREATE INDEX "handling_revision_id" ON "handlings" ("revision", "id");
-- create index "handling_name_sort_id" to table: "handlings"
CREATE INDEX "handling_name_sort_id" ON "handlings" ("name_sort", "id");
-- create "handling_obstacles" table
CREATE TABLE "handling_obstacles" ("handling_id" character varying NOT NULL, "obstacle_id" character varying NOT NULL, PRIMARY KEY ("handling_id", "obstacle_id"), CONSTRAINT "handling_obstacles_handling_id" FOREIGN KEY ("handling_id") REFERENCES "handlings" ("id") ON DELETE CASCADE, CONSTRAINT "handling_obstacles_obstacle_id" FOREIGN KEY ("obstacle_id") REFERENCES "obstacles" ("id") ON DELETE CASCADE);
-- create "obstacle_forms" table
CREATE TABLE "obstacle_forms" ("obstacle_id" character varying NOT NULL, "collaboration_form_id" character varying NOT NULL, PRIMARY KEY ("obstacle_id", "collaboration_form_id"), CONSTRAINT "obstacle_forms_obstacle_id" FOREIGN KEY ("obstacle_id") REFERENCES "obstacles" ("id") ON DELETE CASCADE, CONSTRAINT "obstacle_forms_collaboration_form_id" FOREIGN KEY ("collaboration_form_id") REFERENCES "collaboration_forms" ("id") ON DELETE CASCADE);
-- create "obstacle_mets" table
CREATE TABLE "obstacle_mets" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "evidence_for" bigint NOT NULL DEFAULT 0, "evidence_against" bigint NOT NULL DEFAULT 0, "newest_evidence" character varying NULL, "valid_from" character varying NULL, "valid_to" character varying NULL, "ending" character varying NOT NULL, "valid_first" character varying NOT NULL, "valid_last" character varying NOT NULL, "note" jsonb NULL, "status" character varying NOT NULL, "visibility" character varying NOT NULL, "review_by" character varying NULL, "outcome" character varying NOT NULL, "actor_sort" character varying NOT NULL, "obstacle_sort" character varying NOT NULL, "actor_id" character varying NOT NULL, "handling_id" character varying NULL, "obstacle_id" character varying NOT NULL, "relationship_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "obstacle_mets_actors_obstacles_met" FOREIGN KEY ("actor_id") REFERENCES "actors" ("id") ON DELETE NO ACTION, CONSTRAINT "obstacle_mets_handlings_met" FOREIGN KEY ("handling_id") REFERENCES "handlings" ("id") ON DELETE SET NULL, CONSTRAINT "obstacle_mets_obstacles_met" FOREIGN KEY ("obstacle_id") REFERENCES "obstacles" ("id") ON DELETE NO ACTION, CONSTRAINT "obstacle_mets_relationships_relationship" FOREIGN KEY ("relationship_id") REFERENCES "relationships" ("id") ON DELETE SET NULL);
-- create index "obstaclemet_revision_id" to table: "obstacle_mets"
CREATE INDEX "obstaclemet_revision_id" ON "obstacle_mets" ("revision", "id");
-- create index "obstaclemet_obstacle_id_actor_sort_id" to table: "obstacle_mets"
CREATE INDEX "obstaclemet_obstacle_id_actor_sort_id" ON "obstacle_mets" ("obstacle_id", "actor_sort", "id");
-- create index "obstaclemet_actor_id_obstacle_sort_id" to table: "obstacle_mets"
CREATE INDEX "obstaclemet_actor_id_obstacle_sort_id" ON "obstacle_mets" ("actor_id", "obstacle_sort", "id");
-- create index "obstaclemet_handling_id_actor_sort_id" to table: "obstacle_mets"
CREATE INDEX "obstaclemet_handling_id_actor_sort_id" ON "obstacle_mets" ("handling_id", "actor_sort", "id");
-- create "roles" table
CREATE TABLE "roles" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "evidence_for" bigint NOT NULL DEFAULT 0, "evidence_against" bigint NOT NULL DEFAULT 0, "newest_evidence" character varying NULL, "slug" character varying NOT NULL, "name" jsonb NOT NULL, "name_fold" character varying NOT NULL, "name_sort" character varying NOT NULL, "editorial" boolean NOT NULL, "description" jsonb NOT NULL, PRIMARY KEY ("id"));
-- create index "roles_slug_key" to table: "roles"
CREATE UNIQUE INDEX "roles_slug_key" ON "roles" ("slug");
-- create index "role_revision_id" to table: "roles"
CREATE INDEX "role_revision_id" ON "roles" ("revision", "id");
-- create index "role_name_sort_id" to table: "roles"
CREATE INDEX "role_name_sort_id" ON "roles" ("name_sort", "id");
-- create "obstacle_roles" table
CREATE TABLE "obstacle_roles" ("obstacle_id" character varying NOT NULL, "role_id" character varying NOT NULL, PRIMARY KEY ("obstacle_id", "role_id"), CONSTRAINT "obstacle_roles_obstacle_id" FOREIGN KEY ("obstacle_id") REFERENCES "obstacles" ("id") ON DELETE CASCADE, CONSTRAINT "obstacle_roles_role_id" FOREIGN KEY ("role_id") REFERENCES "roles" ("id") ON DELETE CASCADE);
-- create "patterns" table
CREATE TABLE "patterns" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "evidence_for" bigint NOT NULL DEFAULT 0, "evidence_against" bigint NOT NULL DEFAULT 0, "newest_evidence" character varying NULL, "slug" character varying NOT NULL, "name" jsonb NOT NULL, "name_fold" character varying NOT NULL, "name_sort" character varying NOT NULL, "editorial" boolean NOT NULL, "context" jsonb NOT NULL, "description" jsonb NOT NULL, "consequences" jsonb NOT NULL, PRIMARY KEY ("id"));
-- create index "patterns_slug_key" to table: "patterns"
CREATE UNIQUE INDEX "patterns_slug_key" ON "patterns" ("slug");
-- create index "pattern_revision_id" to table: "patterns"
CREATE INDEX "pattern_revision_id" ON "patterns" ("revision", "id");
-- create index "pattern_name_sort_id" to table: "patterns"
CREATE INDEX "pattern_name_sort_id" ON "patterns" ("name_sort", "id");
-- create "pattern_forms" table
CREATE TABLE "pattern_forms" ("pattern_id" character varying NOT NULL, "collaboration_form_id" character varying NOT NULL, PRIMARY KEY ("pattern_id", "collaboration_form_id"), CONSTRAINT "pattern_forms_pattern_id" FOREIGN KEY ("pattern_id") REFERENCES "patterns" ("id") ON DELETE CASCADE, CONSTRAINT "pattern_forms_collaboration_form_id" FOREIGN KEY ("collaboration_form_id") REFERENCES "collaboration_forms" ("id") ON DELETE CASCADE);
-- create "pattern_observed_in" table
CREATE TABLE "pattern_observed_in" ("pattern_id" character varying NOT NULL, "actor_id" character varying NOT NULL, PRIMARY KEY ("pattern_id", "actor_id"), CONSTRAINT "pattern_observed_in_pattern_id" FOREIGN KEY ("pattern_id") REFERENCES "patterns" ("id") ON DELETE CASCADE, CONSTRAINT "pattern_observed_in_actor_id" FOREIGN KEY ("actor_id") REFERENCES "actors" ("id") ON DELETE CASCADE);
-- create "pattern_obstacles" table
CREATE TABLE "pattern_obstacles" ("pattern_id" character varying NOT NULL, "obstacle_id" character varying NOT NULL, PRIMARY KEY ("pattern_id", "obstacle_id"), CONSTRAINT "pattern_obstacles_pattern_id" FOREIGN KEY ("pattern_id") REFERENCES "patterns" ("id") ON DELETE CASCADE, CONSTRAINT "pattern_obstacles_obstacle_id" FOREIGN KEY ("obstacle_id") REFERENCES "obstacles" ("id") ON DELETE CASCADE);
-- create "principles" table
CREATE TABLE "principles" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "evidence_for" bigint NOT NULL DEFAULT 0, "evidence_against" bigint NOT NULL DEFAULT 0, "newest_evidence" character varying NULL, "slug" character varying NOT NULL, "name" jsonb NOT NULL, "name_fold" character varying NOT NULL, "name_sort" character varying NOT NULL, "editorial" boolean NOT NULL, "explicitness" character varying NOT NULL, "description" jsonb NOT NULL, "relationship_types" jsonb NOT NULL, PRIMARY KEY ("id"));
-- create index "principles_slug_key" to table: "principles"
CREATE UNIQUE INDEX "principles_slug_key" ON "principles" ("slug");
-- create index "principle_revision_id" to table: "principles"
CREATE INDEX "principle_revision_id" ON "principles" ("revision", "id");
-- create index "principle_name_sort_id" to table: "principles"
CREATE INDEX "principle_name_sort_id" ON "principles" ("name_sort", "id");
-- create "principle_forms" table
CREATE TABLE "principle_forms" ("principle_id" character varying NOT NULL, "collaboration_form_id" character varying NOT NULL, PRIMARY KEY ("principle_id", "collaboration_form_id"), CONSTRAINT "principle_forms_principle_id" FOREIGN KEY ("principle_id") REFERENCES "principles" ("id") ON DELETE CASCADE, CONSTRAINT "principle_forms_collaboration_form_id" FOREIGN KEY ("collaboration_form_id") REFERENCES "collaboration_forms" ("id") ON DELETE CASCADE);
-- create "principle_tensions" table
CREATE TABLE "principle_tensions" ("principle_id" character varying NOT NULL, "tension_id" character varying NOT NULL, PRIMARY KEY ("principle_id", "tension_id"), CONSTRAINT "principle_tensions_principle_id" FOREIGN KEY ("principle_id") REFERENCES "principles" ("id") ON DELETE CASCADE, CONSTRAINT "principle_tensions_tension_id" FOREIGN KEY ("tension_id") REFERENCES "principles" ("id") ON DELETE CASCADE);
-- create "requirements" table
CREATE TABLE "requirements" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "evidence_for" bigint NOT NULL DEFAULT 0, "evidence_against" bigint NOT NULL DEFAULT 0, "newest_evidence" character varying NULL, "slug" character varying NOT NULL, "name" jsonb NOT NULL, "name_fold" character varying NOT NULL, "name_sort" character varying NOT NULL, "editorial" boolean NOT NULL, "role_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "requirements_roles_requirements" FOREIGN KEY ("role_id") REFERENCES "roles" ("id") ON DELETE NO ACTION);
-- create index "requirements_slug_key" to table: "requirements"
CREATE UNIQUE INDEX "requirements_slug_key" ON "requirements" ("slug");
-- create index "requirement_revision_id" to table: "requirements"
CREATE INDEX "requirement_revision_id" ON "requirements" ("revision", "id");
-- create index "requirement_name_sort_id" to table: "requirements"
CREATE INDEX "requirement_name_sort_id" ON "requirements" ("name_sort", "id");
-- create "role_takens" table
CREATE TABLE "role_takens" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "evidence_for" bigint NOT NULL DEFAULT 0, "evidence_against" bigint NOT NULL DEFAULT 0, "newest_evidence" character varying NULL, "valid_from" character varying NULL, "valid_to" character varying NULL, "ending" character varying NOT NULL, "valid_first" character varying NOT NULL, "valid_last" character varying NOT NULL, "note" jsonb NULL, "status" character varying NOT NULL, "visibility" character varying NOT NULL, "review_by" character varying NULL, "actor_sort" character varying NOT NULL, "role_sort" character varying NOT NULL, "actor_id" character varying NOT NULL, "role_id" character varying NOT NULL, "relationship_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "role_takens_actors_roles_taken" FOREIGN KEY ("actor_id") REFERENCES "actors" ("id") ON DELETE NO ACTION, CONSTRAINT "role_takens_roles_taken" FOREIGN KEY ("role_id") REFERENCES "roles" ("id") ON DELETE NO ACTION, CONSTRAINT "role_takens_relationships_relationship" FOREIGN KEY ("relationship_id") REFERENCES "relationships" ("id") ON DELETE SET NULL);
-- create index "roletaken_revision_id" to table: "role_takens"
CREATE INDEX "roletaken_revision_id" ON "role_takens" ("revision", "id");
-- create index "roletaken_role_id_actor_sort_id" to table: "role_takens"
CREATE INDEX "roletaken_role_id_actor_sort_id" ON "role_takens" ("role_id", "actor_sort", "id");
-- create index "roletaken_actor_id_role_sort_id" to table: "role_takens"
CREATE INDEX "roletaken_actor_id_role_sort_id" ON "role_takens" ("actor_id", "role_sort", "id");
