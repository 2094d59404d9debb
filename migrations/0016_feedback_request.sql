-- What was sent under an idempotency key, as a fingerprint: the key is taken for the same once more, for nothing else.
-- Empty: kept before that was written down.
ALTER TABLE feedback ADD COLUMN request TEXT NOT NULL DEFAULT '';
