-- Keys and sessions. Of their secrets only SHA-256 is kept: they are 256 random bits, which nobody can guess from it.
CREATE TABLE credential (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('key', 'session')),
  digest BLOB NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  seller TEXT NOT NULL,
  tier TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT;

-- Refresh tokens that descend from one exchange of a credential: the reuse of an old one revokes them all.
CREATE TABLE token_family (
  id TEXT PRIMARY KEY,
  credential TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  why TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX token_family_by_end ON token_family (expires_at);
CREATE TABLE refresh_token (
  digest BLOB PRIMARY KEY,
  family TEXT NOT NULL REFERENCES token_family (id) ON DELETE CASCADE,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX refresh_token_by_family ON refresh_token (family);

-- Every administrative act. Rows are added, and neither changed nor deleted.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  role TEXT NOT NULL,
  act TEXT NOT NULL,
  resource TEXT NOT NULL,
  detail TEXT NOT NULL,
  outcome INTEGER NOT NULL,
  request_id TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
