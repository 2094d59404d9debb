-- Stages gain `shadow`: scored beside the champion, kept, and not serving. SQLite cannot change a CHECK in place.
CREATE TABLE model_version_with_shadow (
  version TEXT PRIMARY KEY,
  marketplace TEXT NOT NULL,
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('candidate', 'shadow', 'champion', 'archived')),
  cycle TEXT NOT NULL,
  data_cut INTEGER NOT NULL,
  config_digest TEXT NOT NULL,
  metrics TEXT NOT NULL,
  parent TEXT NOT NULL,
  trained_at INTEGER NOT NULL,
  size INTEGER NOT NULL,
  blob BLOB,
  UNIQUE (cycle, kind)
) STRICT;
INSERT INTO model_version_with_shadow SELECT version, marketplace, kind, number, stage, cycle, data_cut, config_digest,
  metrics, parent, trained_at, size, blob FROM model_version;
DROP TABLE model_version;
ALTER TABLE model_version_with_shadow RENAME TO model_version;
CREATE INDEX model_version_by_marketplace ON model_version (marketplace, number);

-- Which version serves, decision by decision; `cycle` is empty where a person decided.
CREATE TABLE model_decision (
  id INTEGER PRIMARY KEY,
  marketplace TEXT NOT NULL,
  cycle TEXT NOT NULL,
  data_cut INTEGER NOT NULL,
  decided_at INTEGER NOT NULL,
  act TEXT NOT NULL,
  serves TEXT NOT NULL,
  instead_of TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX model_decision_by_marketplace ON model_decision (marketplace, id);
CREATE UNIQUE INDEX model_decision_by_cycle ON model_decision (cycle) WHERE cycle <> '';

-- How far off was what a table had promised of a finished period, and what others would have promised: JSON by name.
CREATE TABLE promise_score (
  marketplace TEXT NOT NULL,
  first_day INTEGER NOT NULL,
  days INTEGER NOT NULL,
  promised_by TEXT NOT NULL,
  version TEXT NOT NULL,
  errors TEXT NOT NULL,
  PRIMARY KEY (marketplace, first_day)
) STRICT;
