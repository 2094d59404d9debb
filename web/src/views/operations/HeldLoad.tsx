import { Table } from "../../parts/Table";
import { useNumbers, useWords } from "../../words/useWords";
import { comparedTraits, type Load } from "./profile";

interface Shown {
  readonly load: Load;
  readonly before: Load | null;
  readonly onAccept?: (load: Load) => void;
  readonly onReject?: (load: Load) => void;
}

/** A load that waits for a decision: what looks broken in it, and how it differs from the one before. */
export function HeldLoad({ load, before, onAccept, onReject }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const title = words.heldLoad(numbers.moment(load.readAt));
  return (
    <article className="held" aria-label={title}>
      <h3>{title}</h3>
      <p className="about">{load.source}</p>
      <ul>{load.findings.map((finding) => <li key={finding.code}>{finding.message}</li>)}</ul>
      <Table stacks={false} title={title} rows={comparedTraits(load, before, words, numbers)} keyOf={(row) => row.name} columns={[
        { name: words.what, isText: true, of: (row) => row.name },
        { name: words.thisLoad, of: (row) => row.now },
        { name: words.loadBefore, of: (row) => row.before },
        { name: words.change, of: (row) => row.change !== null && numbers.change(row.change) },
      ]} />
      {onAccept && onReject && (
        <p className="answers">
          <button type="button" className="button" onClick={() => { onAccept(load); }}>{words.accept}</button>
          <button type="button" className="button" onClick={() => { onReject(load); }}>{words.reject}</button>
        </p>
      )}
    </article>
  );
}
