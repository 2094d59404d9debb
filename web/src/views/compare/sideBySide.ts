import type { Shape } from "../../api/question";
import type { Measure } from "../../state/place";

type Model = Shape["ModelForecasts"]["models"][number];

export interface Side {
  readonly id: string;
  readonly name: string;
  /** One a model, in their order; null where it says nothing of this category. */
  readonly values: (number | null)[];
}

const valueOf = (row: Model["categories"][number], measure: Measure) => (measure === "units" ? row.forecast_units : row.forecast_amount);

/** Each category of the model that serves, as all models see it. */
export function sidesOf(models: readonly Model[], measure: Measure, most: number): Side[] {
  const known = models.map((model) => new Map(model.categories.map((row) => [row.category_id, valueOf(row, measure)])));
  const first = [...(models[0]?.categories ?? [])].sort((a, b) => (valueOf(b, measure) ?? 0) - (valueOf(a, measure) ?? 0));
  return first.slice(0, most).map((row) => ({
    id: String(row.category_id),
    name: row.category_name,
    values: known.map((rows) => rows.get(row.category_id) ?? null),
  }));
}
