-- +goose Up
-- create "agreements" table
CREATE TABLE "agreements" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "valid_from" character varying NULL, "valid_to" character varying NULL, "ending" character varying NOT NULL, "valid_first" character varying NOT NULL, "valid_last" character varying NOT NULL, "note" jsonb NULL, "status" character varying NOT NULL, "visibility" character varying NOT NULL, "review_by" character varying NULL, "kind" character varying NOT NULL, "slug" character varying NOT NULL, "name" character varying NOT NULL, "name_fold" character varying NOT NULL, "name_sort" character varying NOT NULL, "number" character varying NULL, "area" character varying NULL, "extendable_to" character varying NULL, "url" character varying NULL, PRIMARY KEY ("id"));
-- create index "agreements_slug_key" to table: "agreements"
CREATE UNIQUE INDEX "agreements_slug_key" ON "agreements" ("slug");
-- create index "agreement_revision_id" to table: "agreements"
CREATE INDEX "agreement_revision_id" ON "agreements" ("revision", "id");
-- create index "agreement_name_sort_id" to table: "agreements"
CREATE INDEX "agreement_name_sort_id" ON "agreements" ("name_sort", "id");
-- create index "agreement_valid_last_id" to table: "agreements"
CREATE INDEX "agreement_valid_last_id" ON "agreements" ("valid_last", "id");
-- create "agreement_parties" table
CREATE TABLE "agreement_parties" ("id" character varying NOT NULL, "origin" character varying NOT NULL, "version" bigint NOT NULL, "revision" bigint NOT NULL, "recorded_at" timestamptz NOT NULL, "updated_at" timestamptz NOT NULL, "confidence" character varying NOT NULL, "role" character varying NOT NULL, "kind" character varying NULL, "members_of" boolean NOT NULL, "lots" jsonb NOT NULL, "condition" jsonb NULL, "valid_from" character varying NULL, "valid_to" character varying NULL, "valid_first" character varying NOT NULL, "valid_last" character varying NOT NULL, "status" character varying NOT NULL, "visibility" character varying NOT NULL, "actor_sort" character varying NOT NULL, "agreement_sort" character varying NOT NULL, "actor_id" character varying NULL, "agreement_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "agreement_parties_actors_agreement_parties" FOREIGN KEY ("actor_id") REFERENCES "actors" ("id") ON DELETE SET NULL, CONSTRAINT "agreement_parties_agreements_parties" FOREIGN KEY ("agreement_id") REFERENCES "agreements" ("id") ON DELETE NO ACTION);
-- create index "agreementparty_revision_id" to table: "agreement_parties"
CREATE INDEX "agreementparty_revision_id" ON "agreement_parties" ("revision", "id");
-- create index "agreementparty_agreement_id_actor_sort_id" to table: "agreement_parties"
CREATE INDEX "agreementparty_agreement_id_actor_sort_id" ON "agreement_parties" ("agreement_id", "actor_sort", "id");
-- create index "agreementparty_actor_id_agreement_sort_id" to table: "agreement_parties"
CREATE INDEX "agreementparty_actor_id_agreement_sort_id" ON "agreement_parties" ("actor_id", "agreement_sort", "id");
-- modify "involvements" table
ALTER TABLE "involvements" ADD COLUMN "agreement_id" character varying NULL, ADD CONSTRAINT "involvements_agreements_involvements" FOREIGN KEY ("agreement_id") REFERENCES "agreements" ("id") ON DELETE SET NULL;
-- create index "involvement_agreement_id_actor_sort_id" to table: "involvements"
CREATE INDEX "involvement_agreement_id_actor_sort_id" ON "involvements" ("agreement_id", "actor_sort", "id");
-- modify "relationships" table
ALTER TABLE "relationships" ADD COLUMN "agreement_id" character varying NULL, ADD CONSTRAINT "relationships_agreements_relationships" FOREIGN KEY ("agreement_id") REFERENCES "agreements" ("id") ON DELETE SET NULL;
-- create index "relationship_agreement_id_to_sort_id" to table: "relationships"
CREATE INDEX "relationship_agreement_id_to_sort_id" ON "relationships" ("agreement_id", "to_sort", "id");
