-- The entry that erased this one. Then bytes are what stands in the payload's place, and salt is empty.
ALTER TABLE payload ADD COLUMN erased_revision INTEGER;
-- Verifying and moving look at what was erased.
CREATE INDEX payload_erased ON payload (erased_revision) WHERE erased_revision IS NOT NULL;

-- The ids under which the log went on, each from its first entry.
CREATE TABLE epochs (
  first_revision INTEGER PRIMARY KEY,
  log_id TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO epochs (first_revision, log_id) SELECT 1, log_id FROM log;
