-- What somebody should know, from when it became true until it no longer is. Of what one rule says of one subject there
-- is one alert at a time.
CREATE TABLE alert (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  rule TEXT NOT NULL,
  marketplace TEXT NOT NULL,
  subject TEXT NOT NULL,
  seller TEXT NOT NULL,
  state TEXT NOT NULL,
  priority TEXT NOT NULL,
  raised_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  resolved_at INTEGER,
  json TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX alert_once ON alert (rule, marketplace, subject, seller) WHERE resolved_at IS NULL;
CREATE INDEX alert_of_subject ON alert (rule, marketplace, subject, seller, id);
CREATE INDEX alert_by_seller ON alert (marketplace, seller, id);

-- What people are still to be told, was told, or could not be told.
CREATE TABLE letter (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  recipient TEXT NOT NULL,
  channel TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  problem TEXT NOT NULL DEFAULT '',
  written_at INTEGER NOT NULL,
  done_at INTEGER,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX letter_by_due ON letter (due_at) WHERE state = 'waiting';
CREATE INDEX letter_by_recipient ON letter (recipient, written_at);

-- What people want to be told, and from where on.
CREATE TABLE preference (
  person TEXT PRIMARY KEY,
  changed_at INTEGER NOT NULL,
  json TEXT NOT NULL
) STRICT;
