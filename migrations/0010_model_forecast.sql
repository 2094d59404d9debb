-- What each model by itself says of a table's categories, so that models can be compared: of the table that serves only.
CREATE TABLE model_forecast (
  marketplace TEXT NOT NULL,
  lookback_days INTEGER NOT NULL,
  cycle TEXT NOT NULL,
  made INTEGER NOT NULL,
  forecasts BLOB NOT NULL,
  PRIMARY KEY (marketplace, lookback_days)
) STRICT;
