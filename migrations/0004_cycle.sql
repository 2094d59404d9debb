-- Every refresh cycle and what came of it; the report is the JSON that the API shows. `ordinal` grows with the cycle's
-- day and number.
CREATE TABLE cycle (
  id TEXT PRIMARY KEY,
  marketplace TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  state TEXT NOT NULL,
  report TEXT NOT NULL,
  UNIQUE (marketplace, ordinal)
) STRICT;
