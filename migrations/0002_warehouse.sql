-- Where each marketplace's warehouse was imported from.
CREATE TABLE warehouse (
  marketplace TEXT PRIMARY KEY,
  folder TEXT NOT NULL
) STRICT;
