-- The log. Nothing here is ever updated; everything in projections.sql can be thrown away and derived from it again.
-- Times are ticks (100 ns) since 1970-01-01 UTC.
PRAGMA application_id = 1145655372;

CREATE TABLE log (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  log_id TEXT NOT NULL,
  created_time INTEGER NOT NULL,
  rules_version INTEGER NOT NULL
) STRICT;

CREATE TABLE journal (
  revision INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  id TEXT NOT NULL,
  record_time INTEGER NOT NULL,
  recorder TEXT NOT NULL,
  request_id TEXT,
  commitment BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;

-- A repeated request finds its first answer.
CREATE INDEX journal_request ON journal (recorder, request_id) WHERE request_id IS NOT NULL;

CREATE TRIGGER journal_is_not_updated BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never updated'); END;
CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never deleted from'); END;

-- Apart from the journal, so that words can be erased while the chain still verifies. Changes are those of the first answer.
CREATE TABLE payload (
  revision INTEGER PRIMARY KEY REFERENCES journal (revision),
  salt BLOB NOT NULL,
  bytes BLOB NOT NULL,
  request_hash BLOB,
  changes BLOB
) STRICT;
