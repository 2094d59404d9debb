import type { Shape } from "../../api/question";
import type { Measure } from "../../state/place";

type Body = Shape["BestCategories"];

export interface Kept {
  readonly id: string;
  readonly name: string;
  readonly expected: number | null;
  readonly happened: number | null;
  /** Whether what was sold lies in the range of 80 %; null where that is not known: ranges are of units. */
  readonly isInRange: boolean | null;
}
export interface Kepts {
  readonly rows: readonly Kept[];
  readonly total: { readonly expected: number | null; readonly happened: number | null };
  /** The sum of all errors over all that was sold; null where nothing was. */
  readonly error: number | null;
  readonly inRange: number | null;
}

type Row = Body["categories"][number];

function keptOf(row: Row, measure: Measure): Kept {
  const units = row.actual?.units ?? null;
  const [low, high] = [row.lo80 ?? null, row.hi80 ?? null];
  return {
    id: String(row.categoryId), name: row.categoryName ?? "",
    expected: (measure === "units" ? row.expectedUnits : row.expectedAmount) ?? null,
    happened: row.actual?.[measure] ?? null,
    isInRange: units === null || low === null || high === null ? null : units >= low && units <= high,
  };
}

/** What had been promised, beside what happened. */
export function keptsOf(bodies: readonly Body[], measure: Measure): Kepts {
  const rows = bodies.flatMap((body) => body.categories).map((row) => keptOf(row, measure));
  const measured = rows.filter((row) => row.expected !== null && row.happened !== null);
  const sold = measured.reduce((sum, row) => sum + Math.abs(row.happened ?? 0), 0);
  const missed = measured.reduce((sum, row) => sum + Math.abs((row.happened ?? 0) - (row.expected ?? 0)), 0);
  const ranged = rows.filter((row) => row.isInRange !== null);
  const [first] = bodies;
  return {
    rows,
    total: { expected: (measure === "units" ? first?.totalExpectedUnits : first?.totalExpectedAmount) ?? null, happened: first?.actual?.[measure] ?? null },
    error: sold > 0 ? missed / sold : null,
    inRange: ranged.length > 0 ? ranged.filter((row) => row.isInRange).length / ranged.length : null,
  };
}
