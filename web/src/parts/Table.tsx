import type { ReactNode } from "react";
import { useWords } from "../words/useWords";

export interface Column<Row> {
  readonly name: string;
  readonly of: (row: Row) => ReactNode;
  /** Of words and not of numbers: to the left. */
  readonly isText?: boolean;
  /** Wide enough for a sentence. */
  readonly isWide?: boolean;
}
interface Shown<Row> {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  /** On a phone each row is a list of its cells; a table of few short ones needs not be. */
  readonly stacks?: boolean;
}

/** A plain table; where there are no rows, it says so. */
export function Table<Row>({ title, rows, keyOf, columns, stacks = true }: Shown<Row>) {
  const words = useWords();
  const classOf = ({ isText, isWide }: Column<Row>) => `${isText ? "text" : ""} ${isWide ? "wide" : ""}`;
  if (rows.length === 0) return <p className="about">{words.none}</p>;
  return (
    <div className="scrolled" tabIndex={0} role="group" aria-label={title}>
      <table className={stacks ? "numbers stacking" : "numbers"}>
        <thead><tr>{columns.map((column) => <th key={column.name} scope="col" className={classOf(column)}>{column.name}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => <tr key={keyOf(row)}>{columns.map((column) => <td key={column.name} className={classOf(column)} data-name={column.name}>{column.of(row)}</td>)}</tr>)}
        </tbody>
      </table>
    </div>
  );
}
