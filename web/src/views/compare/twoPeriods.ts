import type { PeriodNumbers } from "../../api/periods";
import type { Measure } from "../../state/place";

export interface Pair {
  readonly id: string;
  readonly name: string;
  readonly now: number | null;
  readonly beside: number | null;
}

/** Each category of either period, the largest of the first before the others; what was not sold at all then is zero. */
export function pairsOf(first: PeriodNumbers, second: PeriodNumbers, measure: Measure): Pair[] {
  const ids = [...new Set([...first.rows.keys(), ...second.rows.keys()])];
  const at = (period: PeriodNumbers, id: string) => {
    const row = period.rows.get(id);
    return row ? row[measure] : 0;
  };
  return ids
    .map((id) => ({ id, name: first.rows.get(id)?.name ?? second.rows.get(id)?.name ?? id, now: at(first, id), beside: at(second, id) }))
    .sort((a, b) => (b.now ?? 0) - (a.now ?? 0) || (b.beside ?? 0) - (a.beside ?? 0));
}
