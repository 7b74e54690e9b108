-- What follows from the log. A row was current from rev_from to before rev_until; closing that range, and cutting a segment, are the only updates.
-- 9223372036854775807 stands for no end. Columns stand in the order of their widths, so that no row is padded.

CREATE TABLE actors (
  rev_from bigint NOT NULL,
  rev_until bigint NOT NULL,
  type integer NOT NULL,
  name text COLLATE "C" NOT NULL,
  replaced_by text COLLATE "C" NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (name, rev_from)
);

-- What an actor can be found by, folded, the roles it ever held included; kind is the MatchKind. A name may be longer than a key in order can be.
CREATE TABLE actor_names (
  rev_from bigint NOT NULL,
  rev_until bigint NOT NULL,
  kind integer NOT NULL,
  folded text COLLATE "C" NOT NULL,
  actor text COLLATE "C" NOT NULL,
  text text COLLATE "C" NOT NULL
);
CREATE INDEX actor_names_folded ON actor_names USING hash (folded);
-- Names and aliases that begin with what is typed.
CREATE INDEX actor_names_beginning ON actor_names (substr(folded, 1, 200)) WHERE kind IN (3, 4);
-- An actor's update closes its names.
CREATE INDEX actor_names_of ON actor_names (actor, rev_until);

-- The words of names and aliases, and each of these whole, for those of which only a part, or nearly that, is typed.
CREATE TABLE actor_words (
  rev_from bigint NOT NULL,
  rev_until bigint NOT NULL,
  word text COLLATE "C" NOT NULL,
  actor text COLLATE "C" NOT NULL,
  text text COLLATE "C" NOT NULL
);
CREATE INDEX actor_words_word ON actor_words USING hash (word);
-- An actor's update closes its words.
CREATE INDEX actor_words_of ON actor_words (actor, rev_until);
-- Near spellings begin alike and are about as long.
CREATE INDEX actor_words_near ON actor_words (substr(word, 1, 1), length(word));

CREATE TABLE affiliations (
  from_time bigint NOT NULL,
  until_time bigint NOT NULL,
  rev_from bigint NOT NULL,
  rev_until bigint NOT NULL,
  place integer NOT NULL,
  speaks_for boolean NOT NULL,
  body text COLLATE "C" NOT NULL,
  actor text COLLATE "C" NOT NULL,
  PRIMARY KEY (body, actor, place, rev_from)
);
-- An actor's update closes its affiliations.
CREATE INDEX affiliations_of ON affiliations (actor, rev_until);

CREATE TABLE negotiations (
  rev_from bigint NOT NULL,
  rev_until bigint NOT NULL,
  name text COLLATE "C" NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (name, rev_from)
);

-- A statement as it stood from one revision to another: the payload of its entry, or what a correction put in its place,
-- followed by what is told of it besides.
CREATE TABLE statements (
  revision bigint NOT NULL,
  rev_from bigint NOT NULL,
  rev_until bigint NOT NULL,
  said_from bigint NOT NULL,
  said_until bigint NOT NULL,
  -- Actors and negotiations are the revisions that first recorded them; 0: none.
  negotiation bigint NOT NULL,
  speaker bigint NOT NULL,
  act_kind integer NOT NULL,
  attribution integer NOT NULL,
  form integer NOT NULL,
  release integer NOT NULL,
  -- What corrections have made of it, and the statement that a duplicate counts as.
  standing integer NOT NULL,
  duplicate_of text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  recorder text COLLATE "C" NOT NULL,
  -- Lists in one column, each member between separators, so that one is found whole.
  principals text COLLATE "C" NOT NULL,
  addressees text COLLATE "C" NOT NULL,
  languages text COLLATE "C" NOT NULL,
  outlets text COLLATE "C" NOT NULL,
  replaced bytea,
  overlay bytea,
  PRIMARY KEY (revision, rev_from)
);
-- GetStatement.
CREATE UNIQUE INDEX statements_name ON statements (name, rev_from);
-- ListStatements and the timeline of one negotiation.
CREATE INDEX statements_negotiation ON statements (negotiation, revision);
-- The conditions of all negotiations, of which there are few: who withholds until others act.
CREATE INDEX statements_conditions ON statements (name) WHERE act_kind = 7;
-- The promises of all negotiations, which a read with a lens folds one after the other.
CREATE INDEX statements_promises ON statements (name) WHERE act_kind = 2;

CREATE TABLE corrections (
  revision bigint NOT NULL,
  statement text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  PRIMARY KEY (statement, revision)
);
-- Corrections of corrections name them.
CREATE UNIQUE INDEX corrections_name ON corrections (name);

CREATE TABLE attachments (
  revision bigint NOT NULL,
  statement text COLLATE "C" NOT NULL,
  PRIMARY KEY (statement, revision)
);

CREATE TABLE erasures (
  revision bigint NOT NULL,
  statement text COLLATE "C" NOT NULL,
  PRIMARY KEY (statement, revision)
);

-- The demands, promises and meetings whose status an erasure moved: their segments are derived again as if the erased had never been said, and do not tell.
CREATE TABLE moved (
  revision bigint NOT NULL,
  subject text COLLATE "C" NOT NULL,
  PRIMARY KEY (revision, subject)
);
-- Expectations.
CREATE INDEX moved_of ON moved (subject, revision);

-- What an entry changed in the status of obligations, as of its record time: a message with what its changes have in common, and then what each has
-- besides.
CREATE TABLE changes (
  revision bigint PRIMARY KEY,
  bytes bytea NOT NULL
);

-- Which statements refer to a demand, meeting or statement. A duplicate refers to the one kept, and the other way round;
-- that link is never current, it only leads from one to the other.
CREATE TABLE refs (
  rev_from bigint NOT NULL,
  rev_until bigint NOT NULL,
  duplicate integer NOT NULL,
  subject text COLLATE "C" NOT NULL,
  statement text COLLATE "C" NOT NULL,
  PRIMARY KEY (subject, statement, rev_from, duplicate)
);

CREATE TABLE makers (
  revision bigint NOT NULL,
  made text COLLATE "C" NOT NULL,
  statement text COLLATE "C" NOT NULL,
  PRIMARY KEY (made, statement)
);

-- What held of an obligation (kind 1: part is the item), a demand (2), a promise (3: part is its statement) or a meeting (4),
-- from one seen-instant to another; and when a demand was last spoken of (5: since).
-- Most acts end a segment that had no end, and change nothing else of it. Its row is not written again then: it is cut, once. Before the revision
-- cut_rev it had no end, and from then on it ends at until_time. 0: it has ended at until_time from rev_from on.
CREATE TABLE segments (
  from_time bigint NOT NULL,
  until_time bigint NOT NULL,
  rev_from bigint NOT NULL,
  rev_until bigint NOT NULL,
  cut_rev bigint NOT NULL,
  since bigint NOT NULL,
  -- The due asked; of a promise its own, of a meeting its date.
  due_from bigint,
  due_until bigint,
  -- The due promised.
  promised_from bigint,
  promised_until bigint,
  -- As of statements.
  negotiation bigint NOT NULL,
  kind integer NOT NULL,
  state integer NOT NULL,
  -- Of a promise: the promise's own kind.
  obligation_kind integer NOT NULL,
  subject text COLLATE "C" NOT NULL,
  part text COLLATE "C" NOT NULL,
  debtor text COLLATE "C" NOT NULL,
  demand text COLLATE "C" NOT NULL,
  creditors text COLLATE "C" NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (kind, subject, part, debtor, from_time, rev_from)
);
-- Pages, newest first. All that tells whether a segment holds is in it, so that those that do not are passed over without their rows. When a demand was
-- last spoken of is no page of its own.
CREATE INDEX segments_since ON segments (kind, since DESC, subject, part, debtor, until_time, rev_until, cut_rev) WHERE kind IN (1, 2, 3, 4);
-- Of a page as of a time, what was seen before it is said to have been: all else that holds was opened by then, and the page begins there.
CREATE INDEX segments_early ON segments (kind, since DESC, subject, part, debtor) WHERE kind IN (1, 2, 3, 4) AND from_time < since;
-- What holds of one subject: among what is current by when it ends, and what was current later than a revision.
CREATE INDEX segments_of ON segments (subject, kind, rev_until, until_time, cut_rev, state);
-- What of one subject had no end at a revision and was cut later.
CREATE INDEX segments_cut ON segments (subject, kind, cut_rev) WHERE cut_rev > 0;
-- What is owed or contested, which is little of all there is.
CREATE INDEX segments_owed ON segments (since DESC, subject, part, debtor) WHERE kind = 1 AND state IN (1, 2, 3, 6);
-- Whose due is the next to pass: of what is owed when it passes, so that what was answered before is not looked at each time.
CREATE INDEX segments_due ON segments (due_until) WHERE kind = 1 AND state IN (1, 2, 3) AND rev_until = 9223372036854775807 AND from_time <= due_until AND until_time > due_until;
CREATE INDEX segments_promised ON segments (promised_until) WHERE kind = 1 AND state IN (1, 2, 3) AND rev_until = 9223372036854775807 AND from_time <= promised_until AND until_time > promised_until;

-- No samples are taken for statistics of what has words in it: they would stay there when they are erased.
ALTER TABLE statements ALTER COLUMN replaced SET STATISTICS 0, ALTER COLUMN overlay SET STATISTICS 0;
ALTER TABLE segments ALTER COLUMN bytes SET STATISTICS 0;
ALTER TABLE changes ALTER COLUMN bytes SET STATISTICS 0;
