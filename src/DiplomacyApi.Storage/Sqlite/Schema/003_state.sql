-- Whether the log takes writes (0), was moved away (1) or is being moved here (2).
ALTER TABLE log ADD COLUMN state INTEGER NOT NULL DEFAULT 0;
-- The script by which the projections were made, as its hash. They have no migrations: another script makes them anew.
ALTER TABLE log ADD COLUMN projections TEXT NOT NULL DEFAULT '';
-- What an entry changed is derived, and is kept with the other projections.
ALTER TABLE payload DROP COLUMN changes;
