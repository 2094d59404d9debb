-- What people think of predictions, as they were when it was said. Amounts are in millionths of a unit.
CREATE TABLE feedback (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  marketplace TEXT NOT NULL,
  cycle TEXT NOT NULL,
  level INTEGER NOT NULL,
  key TEXT NOT NULL,
  frame TEXT NOT NULL,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  predicted_units INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  expected_units INTEGER,
  comment TEXT NOT NULL,
  idempotency_key TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX feedback_once ON feedback (by, idempotency_key) WHERE idempotency_key <> '';
