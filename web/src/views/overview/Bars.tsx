import type { ReactNode } from "react";
import { moveWithArrows } from "../../parts/moveWithArrows";

export interface BarRow {
  readonly key: string;
  /** From 0 to 1, of the largest. */
  readonly length: number;
  readonly name: ReactNode;
  readonly value: string;
  readonly more?: ReactNode;
  readonly detail?: string;
}

/** Rows whose background is as long as they are large. */
export function Bars({ rows }: { readonly rows: readonly BarRow[] }) {
  return (
    <ol className="bars" onKeyDown={moveWithArrows}>
      {rows.map(({ key, length, name, value, more, detail }) => (
        <li key={key}>
          <span className="bar" style={{ width: `${(Math.max(0, Math.min(1, length)) * 100).toFixed(1)}%` }} aria-hidden="true" />
          <span className="bar-name">{name}{detail && <small>{detail}</small>}</span>
          <span className="bar-more">{more}</span>
          <span className="bar-value">{value}</span>
        </li>
      ))}
    </ol>
  );
}
