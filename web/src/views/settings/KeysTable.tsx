import type { Key } from "../../api/keys";
import { Table } from "../../parts/Table";
import { useNumbers, useWords } from "../../words/useWords";

interface Shown {
  readonly keys: readonly Key[];
  readonly onRevoke: (key: Key) => void;
}

export function KeysTable({ keys, onRevoke }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  return (
    <Table title={words.apiKeys} rows={keys} keyOf={({ id }) => id} columns={[
      { name: words.keyName, isText: true, of: ({ name }) => name },
      { name: words.role, isText: true, of: ({ role, sellerId }) => [role, sellerId].filter(Boolean).join(" ") },
      { name: words.scopes, isText: true, isWide: true, of: ({ scopes }) => <small>{scopes.join(", ")}</small> },
      { name: words.made, isText: true, of: ({ createdAt }) => numbers.day(createdAt) },
      { name: words.expires, isText: true, of: ({ expiresAt }) => (expiresAt ? numbers.day(expiresAt) : "–") },
      { name: words.state, isText: true, of: ({ revokedAt }) => <span className={revokedAt ? "state bad" : "state"}>{revokedAt ? words.revoked : words.valid}</span> },
      { name: words.act, isText: true, of: (key) => !key.revokedAt && <button type="button" className="plain" aria-label={`${words.revoke} ${key.name}`} onClick={() => { onRevoke(key); }}>{words.revoke}</button> },
    ]} />
  );
}
