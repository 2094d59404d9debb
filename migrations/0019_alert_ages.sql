-- Alerts by when they were raised, for summaries, and by when they ended, to be forgotten.
CREATE INDEX alert_by_raised ON alert (raised_at);
CREATE INDEX alert_by_end ON alert (resolved_at);
