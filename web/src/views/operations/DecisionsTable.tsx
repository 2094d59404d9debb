import type { Shape } from "../../api/question";
import { Table } from "../../parts/Table";
import { useNumbers, useWords } from "../../words/useWords";

export function DecisionsTable({ decisions }: { readonly decisions: Shape["Models"]["decisions"] }) {
  const [words, numbers] = [useWords(), useNumbers()];
  return (
    <Table title={words.decisions} rows={decisions} keyOf={(one) => `${one.at} ${one.cycle} ${one.serves} ${one.decision}`} columns={[
      { name: words.when, isText: true, of: (one) => numbers.moment(one.at) },
      { name: words.what, isText: true, of: (one) => one.decision },
      { name: words.serves, isText: true, of: (one) => one.serves },
      { name: words.reason, isText: true, isWide: true, of: (one) => one.reason },
    ]} />
  );
}
