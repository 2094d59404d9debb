-- The catalogue: things with permanent ids, and what was told of them when. Times are seconds since 1970, days are days
-- since 1970. A row is never changed and never deleted (but a marketplace's settings): a new telling is a new row.
CREATE TABLE marketplace (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  currency TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  week_start INTEGER NOT NULL,
  lag_hours INTEGER NOT NULL
) STRICT;

CREATE TABLE seller (
  id INTEGER PRIMARY KEY,
  marketplace INTEGER NOT NULL REFERENCES marketplace (id),
  key TEXT NOT NULL,
  UNIQUE (marketplace, key)
) STRICT;

CREATE TABLE seller_version (
  id INTEGER NOT NULL REFERENCES seller (id),
  learnt INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (id, learnt)
) STRICT, WITHOUT ROWID;

CREATE TABLE category (
  id INTEGER PRIMARY KEY,
  marketplace INTEGER NOT NULL REFERENCES marketplace (id),
  key TEXT NOT NULL,
  UNIQUE (marketplace, key)
) STRICT;

CREATE TABLE category_version (
  id INTEGER NOT NULL REFERENCES category (id),
  learnt INTEGER NOT NULL,
  name TEXT NOT NULL,
  parent INTEGER REFERENCES category (id),
  PRIMARY KEY (id, learnt)
) STRICT, WITHOUT ROWID;

CREATE TABLE product (
  id INTEGER PRIMARY KEY,
  marketplace INTEGER NOT NULL REFERENCES marketplace (id),
  key TEXT NOT NULL,
  UNIQUE (marketplace, key)
) STRICT;

CREATE TABLE product_version (
  id INTEGER NOT NULL REFERENCES product (id),
  learnt INTEGER NOT NULL,
  name TEXT NOT NULL,
  category INTEGER NOT NULL REFERENCES category (id),
  seller INTEGER NOT NULL REFERENCES seller (id),
  price INTEGER NOT NULL,
  created INTEGER NOT NULL,
  PRIMARY KEY (id, learnt)
) STRICT, WITHOUT ROWID;

CREATE TABLE price (
  marketplace INTEGER NOT NULL REFERENCES marketplace (id),
  product INTEGER NOT NULL REFERENCES product (id),
  from_day INTEGER NOT NULL,
  learnt INTEGER NOT NULL,
  price INTEGER NOT NULL,
  PRIMARY KEY (marketplace, product, from_day, learnt)
) STRICT, WITHOUT ROWID;

CREATE TABLE promotion (
  marketplace INTEGER NOT NULL REFERENCES marketplace (id),
  product INTEGER NOT NULL REFERENCES product (id),
  first_day INTEGER NOT NULL,
  learnt INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  discount REAL NOT NULL,
  PRIMARY KEY (marketplace, product, first_day, learnt)
) STRICT, WITHOUT ROWID;

CREATE TABLE holiday (
  marketplace INTEGER NOT NULL REFERENCES marketplace (id),
  day INTEGER NOT NULL,
  name TEXT NOT NULL,
  learnt INTEGER NOT NULL,
  PRIMARY KEY (marketplace, day, name)
) STRICT, WITHOUT ROWID;
