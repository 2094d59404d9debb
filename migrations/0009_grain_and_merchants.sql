-- How finely a marketplace's source tells its sales (0 instant, 1 day, 2 week), and which measures it has. A seller may
-- count its days in a zone of its own ('' is the marketplace's) and begin its weeks on a day of its own.
ALTER TABLE marketplace ADD COLUMN grain INTEGER NOT NULL DEFAULT 0;
ALTER TABLE marketplace ADD COLUMN has_units INTEGER NOT NULL DEFAULT 1;
ALTER TABLE marketplace ADD COLUMN has_amount INTEGER NOT NULL DEFAULT 1;
ALTER TABLE seller_version ADD COLUMN time_zone TEXT NOT NULL DEFAULT '';
ALTER TABLE seller_version ADD COLUMN week_start INTEGER;
