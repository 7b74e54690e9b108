-- The words of statements. They follow from the log like the projections, but are filled behind the commits, by one server at a time, and are filled again
-- where the log or the way words are made is another. No column is sampled for statistics: what was erased would stay in the samples.

-- One row, which whoever fills the index has locked.
CREATE TABLE search_mark (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  -- Up to where words can be found.
  revision bigint NOT NULL,
  -- Of the last erasure that took words out, and up to where none that was taken out is left in the tables.
  erased bigint NOT NULL,
  cleared bigint NOT NULL,
  format integer NOT NULL,
  log_id text COLLATE "C" NOT NULL
);
INSERT INTO search_mark (revision, erased, cleared, format, log_id) VALUES (0, 0, 0, 0, '');

-- A version of a statement by its words. The text has them all in order, with a space before and after each; it is asked where words must follow each other.
CREATE TABLE search_words (
  revision bigint NOT NULL,
  rev_from bigint NOT NULL,
  -- Null: there are more words than fit, and the text alone is asked.
  words tsvector,
  text text COLLATE "C" NOT NULL,
  PRIMARY KEY (revision, rev_from)
);
ALTER TABLE search_words ALTER COLUMN words SET STATISTICS 0, ALTER COLUMN text SET STATISTICS 0;
-- Without a list of what is still to be sorted in, through which each search would have to go.
CREATE INDEX search_words_words ON search_words USING gin (words) WITH (fastupdate = off);
CREATE INDEX search_words_large ON search_words (revision) WHERE words IS NULL;
