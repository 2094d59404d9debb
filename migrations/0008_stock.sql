-- Whether a product could be bought, from a day on until its next row; a row is what was known from `learnt` on.
CREATE TABLE stock (
  marketplace INTEGER NOT NULL REFERENCES marketplace (id),
  product INTEGER NOT NULL REFERENCES product (id),
  from_day INTEGER NOT NULL,
  learnt INTEGER NOT NULL,
  in_stock INTEGER NOT NULL CHECK (in_stock IN (0, 1)),
  PRIMARY KEY (marketplace, product, from_day, learnt)
) STRICT, WITHOUT ROWID;
