-- What a category sold in a whole month, from before its sales are known day by day; a row is what was known from
-- `learnt` on.
CREATE TABLE month_of_sales (
  marketplace INTEGER NOT NULL REFERENCES marketplace (id),
  category INTEGER NOT NULL REFERENCES category (id),
  first_day INTEGER NOT NULL,
  learnt INTEGER NOT NULL,
  units INTEGER NOT NULL,
  PRIMARY KEY (marketplace, category, first_day, learnt)
) STRICT, WITHOUT ROWID;
