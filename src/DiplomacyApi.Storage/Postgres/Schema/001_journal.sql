-- The log. Nothing here is ever updated but the row of its head and, by an erasure, a payload; everything in projections.sql can be thrown away and
-- derived from it again. Times are ticks (100 ns) since 1970-01-01 UTC. Texts are compared by their bytes, whatever the database's own collation.
-- Columns stand in the order of their widths, so that no row is padded.

-- One row. Whoever writes locks it first, reads the head under the lock, and moves it in the commit that adds the entries: revisions have no gaps, and their
-- order is that of the commits.
CREATE TABLE log (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  created_time bigint NOT NULL,
  -- 0 in an empty log; with the hash that its first entry is chained to.
  head_revision bigint NOT NULL,
  head_time bigint,
  -- Raised by whatever changes more than the entries after the head: other nodes forget what they keep then.
  rewritten bigint NOT NULL DEFAULT 0,
  schema integer NOT NULL,
  -- Whether the log takes writes (0), was moved away (1) or is being moved here (2).
  state integer NOT NULL DEFAULT 0,
  rules_version integer NOT NULL,
  -- The script by which the projections were made, as its hash.
  projections text COLLATE "C" NOT NULL,
  log_id text COLLATE "C" NOT NULL,
  head_hash bytea NOT NULL
);

CREATE TABLE journal (
  revision bigint PRIMARY KEY,
  record_time bigint NOT NULL,
  kind integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  recorder text COLLATE "C" NOT NULL,
  request_id text COLLATE "C",
  commitment bytea NOT NULL,
  hash bytea NOT NULL
);

-- A repeated request finds its first answer.
CREATE INDEX journal_request ON journal (recorder, request_id) WHERE request_id IS NOT NULL;

-- Apart from the journal, so that words can be erased while the chain still verifies. It names no foreign key: to check one would write to the entry's row.
CREATE TABLE payload (
  revision bigint PRIMARY KEY,
  -- The entry that erased this one. Then bytes are what stands in the payload's place, and salt is empty.
  erased_revision bigint,
  salt bytea NOT NULL,
  bytes bytea NOT NULL,
  request_hash bytea
);
-- No samples of them are taken for statistics, in which erased words would stay.
ALTER TABLE payload ALTER COLUMN salt SET STATISTICS 0, ALTER COLUMN bytes SET STATISTICS 0, ALTER COLUMN request_hash SET STATISTICS 0;
-- Verifying and moving look at what was erased.
CREATE INDEX payload_erased ON payload (erased_revision) WHERE erased_revision IS NOT NULL;

-- The ids under which the log went on, each from its first entry.
CREATE TABLE epochs (
  first_revision bigint PRIMARY KEY,
  log_id text COLLATE "C" NOT NULL UNIQUE
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the journal is only added to, and % is not', lower(TG_OP) USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER journal_is_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payload_is_not_deleted BEFORE DELETE OR TRUNCATE ON payload FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An erasure puts something in the payload's place, or takes away the hash of a request that held it.
CREATE TRIGGER payload_is_only_erased BEFORE UPDATE ON payload FOR EACH ROW
WHEN (NOT (new.revision = old.revision AND new.request_hash IS NULL
  AND (new.erased_revision IS NOT NULL AND new.salt = ''
    OR new.salt = old.salt AND new.bytes = old.bytes AND new.erased_revision IS NOT DISTINCT FROM old.erased_revision)))
EXECUTE FUNCTION refuse_change();
