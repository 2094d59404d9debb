-- What people call products, each for themselves. A seller is named by its key; '' are the operators, who share theirs.
CREATE TABLE product_tag (
  marketplace TEXT NOT NULL,
  seller TEXT NOT NULL,
  tag TEXT NOT NULL,
  product INTEGER NOT NULL,
  PRIMARY KEY (marketplace, seller, tag, product)
) STRICT, WITHOUT ROWID;
