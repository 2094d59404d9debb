-- Trained models: what they were made from, how good they were, and where they stand. The blob is opaque here.
CREATE TABLE model_version (
  version TEXT PRIMARY KEY,
  marketplace TEXT NOT NULL,
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('candidate', 'champion', 'archived')),
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
CREATE INDEX model_version_by_marketplace ON model_version (marketplace, number);
