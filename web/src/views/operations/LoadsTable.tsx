import type { Shape } from "../../api/question";
import { Table } from "../../parts/Table";
import { useNumbers, useWords } from "../../words/useWords";
import { StateWord } from "./StateWord";

export function LoadsTable({ loads }: { readonly loads: Shape["Loads"]["loads"] }) {
  const [words, numbers] = [useWords(), useNumbers()];
  return (
    <Table title={words.loads} rows={loads} keyOf={(load) => String(load.id)} columns={[
      { name: words.state, isText: true, of: (load) => <StateWord state={load.state} /> },
      { name: words.when, isText: true, of: (load) => numbers.moment(load.readAt) },
      { name: words.origin, isText: true, of: (load) => load.source },
      { name: words.reason, isText: true, isWide: true, of: (load) => load.findings.map((finding) => finding.message).join(" ") },
    ]} />
  );
}
