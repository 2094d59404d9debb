-- Which periods of which tables were scored for what they had said of certainty: each once. `runs` holds what was
-- foreseen and what came of some of the forecasts, for the widths of the next intervals.
CREATE TABLE coverage_period (
  marketplace TEXT NOT NULL,
  cut INTEGER NOT NULL,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  frame TEXT NOT NULL,
  promised_by TEXT NOT NULL,
  version TEXT NOT NULL,
  runs BLOB NOT NULL,
  PRIMARY KEY (marketplace, cut, first_day, last_day)
) STRICT;
CREATE INDEX coverage_period_by_end ON coverage_period (marketplace, last_day);

-- The sums over these periods: how many intervals there were, how many held, and chances by tenth.
CREATE TABLE coverage_held (
  marketplace TEXT NOT NULL,
  level INTEGER NOT NULL,
  category INTEGER NOT NULL,
  frame TEXT NOT NULL,
  band INTEGER NOT NULL,
  held BLOB NOT NULL,
  PRIMARY KEY (marketplace, level, category, frame, band)
) STRICT;
