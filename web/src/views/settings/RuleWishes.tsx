import type { AlertRule, Preference } from "../../api/alerts";
import type { Problem } from "../../api/problem";
import { Table } from "../../parts/Table";
import { useNumbers, useWords } from "../../words/useWords";
import { ErrorAt } from "./Field";
import { kThreshold } from "./wishes";

interface Shown {
  readonly before: Preference;
  readonly rules: readonly AlertRule[];
  readonly problem: Problem | null;
}

/** Rule by rule: from what on it is told, and whether at all. An empty threshold is the table's. */
export function RuleWishes({ before, rules, problem }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  return (
    <>
      <Table title={words.thresholds} rows={rules} keyOf={({ name }) => name} columns={[
        { name: words.rule, isText: true, of: ({ name }) => <a href={`/runbooks/${name}`}>{name}</a> },
        { name: words.what, isText: true, isWide: true, of: ({ description }) => <span lang="en">{description}</span> },
        { name: words.threshold, isText: true, of: (rule) => rule.threshold !== null && (
          <span className="limit">
            <input name={kThreshold + rule.name} type="number" min="0" step="any" inputMode="decimal" aria-label={words.thresholdOf(rule.name)}
              placeholder={String(rule.threshold)} defaultValue={before.thresholds[rule.name]} />
            <small><span lang="en">{rule.unit}</span>, {words.usually(numbers.upTo2(rule.threshold))}</small>
          </span>
        ) },
        { name: words.mute, isText: true, of: ({ name }) => <input type="checkbox" name="mutedRules" value={name} aria-label={words.muteRule(name)} defaultChecked={before.mutedRules.includes(name)} /> },
      ]} />
      <ErrorAt name="thresholds" problem={problem} />
      <ErrorAt name="mutedRules" problem={problem} />
    </>
  );
}
