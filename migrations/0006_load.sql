-- Every load of a source: what it looked like (the JSON that the API shows), and whether it was let in. A held one waits
-- for an operator; where one is rejected, its source is read again from the position before it.
CREATE TABLE load (
  id INTEGER PRIMARY KEY,
  marketplace TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'held', 'rejected')),
  load TEXT NOT NULL,
  position_before BLOB NOT NULL
) STRICT;
CREATE INDEX load_by_state ON load (marketplace, state, id);
