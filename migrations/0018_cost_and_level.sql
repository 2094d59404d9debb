-- What a unit of a product costs its seller, and how many units were there: null where the source does not tell. What was
-- told before this has neither until it is told anew.
ALTER TABLE product_version ADD COLUMN cost INTEGER;
ALTER TABLE stock ADD COLUMN level INTEGER;
