import type { Shape } from "../../api/question";
import { Table } from "../../parts/Table";
import { useWords } from "../../words/useWords";
import { StateWord } from "./StateWord";

export function HealthTable({ told }: { readonly told: Shape["Readiness"] }) {
  const words = useWords();
  if (told.flags.length === 0) return <p><StateWord state={told.status} /></p>;
  return (
    <Table title={words.health} rows={told.flags} keyOf={(flag) => flag.name} columns={[
      { name: words.state, isText: true, of: (flag) => <StateWord state={flag.condition} /> },
      { name: words.what, isText: true, of: (flag) => flag.name },
      { name: words.reason, isText: true, isWide: true, of: (flag) => flag.detail },
    ]} />
  );
}
