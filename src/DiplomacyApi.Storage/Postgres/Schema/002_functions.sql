-- What the texts that both databases run call by SQLite's names.

-- The members of a JSON array as texts.
CREATE FUNCTION json_each(text) RETURNS TABLE (value text) LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS 'SELECT member FROM json_array_elements_text($1::json) AS members (member)';

-- Where a text begins in another, from 1; 0: nowhere.
CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT strpos($1, $2)';
