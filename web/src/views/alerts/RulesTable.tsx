import type { AlertRule } from "../../api/alerts";
import { Table } from "../../parts/Table";
import { useNumbers, useWords } from "../../words/useWords";

/** What may be raised, of whom, and when. */
export function RulesTable({ rules }: { readonly rules: readonly AlertRule[] }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const limit = ({ threshold, unit, condition }: AlertRule) => (threshold === null ? <code>{condition}</code> : `${numbers.upTo2(threshold)} ${unit}`);
  return (
    <Table title={words.watched} rows={rules} keyOf={({ name }) => name} columns={[
      { name: words.rule, isText: true, of: ({ name }) => <a href={`/runbooks/${name}`}>{name}</a> },
      { name: words.audience, isText: true, of: ({ audience }) => words[audience] },
      { name: words.priority, isText: true, of: ({ priority }) => priority },
      { name: words.what, isText: true, isWide: true, of: ({ description }) => <span lang="en">{description}</span> },
      { name: words.condition, isText: true, isWide: true, of: (rule) => <span lang="en">{limit(rule)}</span> },
    ]} />
  );
}
