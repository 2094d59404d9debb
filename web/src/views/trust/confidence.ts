import type { Shape } from "../../api/question";

type Row = Shape["Coverage"]["coverage"][number];

export interface Tenth {
  readonly from: number;
  readonly predictions: number;
  /** How sure they were on average, and how often they came true. */
  readonly promised: number;
  readonly happened: number;
}
export interface LevelConfidence {
  readonly level: string;
  readonly predictions: number;
  readonly tenths: readonly Tenth[];
}

/** Over all frames and horizons of a level: tenth by tenth how sure predictions were, and how many came true. */
export function confidenceByLevel(rows: readonly Row[]): LevelConfidence[] {
  const levels = [...new Set(rows.map((row) => row.level))];
  return levels.flatMap((level) => {
    const told = rows.filter((row) => row.level === level).flatMap((row) => row.confidenceScore.tenths);
    const starts = [...new Set(told.map((tenth) => tenth.from))].sort((a, b) => a - b);
    const tenths = starts.map((from) => {
      const same = told.filter((tenth) => tenth.from === from);
      const sum = (of: "predictions" | "promised" | "happened") => same.reduce((total, tenth) => total + tenth[of], 0);
      const predictions = sum("predictions");
      return { from, predictions, promised: sum("promised") / predictions, happened: sum("happened") / predictions };
    }).filter((tenth) => tenth.predictions > 0);
    const predictions = tenths.reduce((total, tenth) => total + tenth.predictions, 0);
    return predictions > 0 ? [{ level, predictions, tenths }] : [];
  });
}
