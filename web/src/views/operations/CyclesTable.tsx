import type { Shape } from "../../api/question";
import { Table } from "../../parts/Table";
import { useNumbers, useWords } from "../../words/useWords";
import { StateWord } from "./StateWord";

type Cycle = Shape["Cycle"];

const secondsOf = ({ timings }: Cycle) => timings.reduce((sum, one) => sum + one.seconds, 0);
const longestOf = ({ timings }: Cycle) => timings.reduce<Cycle["timings"][number] | null>((most, one) => (most && most.seconds >= one.seconds ? most : one), null);

export function CyclesTable({ cycles }: { readonly cycles: readonly Cycle[] }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const longest = (cycle: Cycle) => {
    const step = longestOf(cycle);
    return step && `${step.step} ${numbers.took(step.seconds)}`;
  };
  return (
    <Table title={words.cycles} rows={cycles} keyOf={(cycle) => cycle.id} columns={[
      { name: words.state, isText: true, of: (cycle) => <StateWord state={cycle.state} /> },
      { name: words.what, isText: true, of: (cycle) => <a href={`/api/v1/cycles/${encodeURIComponent(cycle.id)}`}>{cycle.id}</a> },
      { name: words.started, isText: true, of: (cycle) => numbers.moment(cycle.started) },
      { name: words.startedBy, isText: true, of: (cycle) => cycle.startedBy },
      { name: words.took, of: (cycle) => numbers.took(secondsOf(cycle)) },
      { name: words.slowestStep, of: longest },
      { name: words.rows, of: (cycle) => numbers.whole(cycle.rowsIn) },
      { name: words.rejected, of: (cycle) => numbers.whole(cycle.rowsRejected) },
      { name: words.reason, isText: true, isWide: true, of: (cycle) => cycle.problem ?? cycle.decision },
    ]} />
  );
}
