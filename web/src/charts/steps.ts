/** One bar of a waterfall: from where to where it reaches, as parts of the whole width. */
export interface Step {
  readonly name: string;
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

/** Each bar begins where the one before it ends; all of them and the sum fit into 0 to 1. */
export function stepsOf(parts: readonly { name: string; value: number }[]): { steps: Step[]; sum: Step; zero: number } {
  const ends: number[] = [];
  let reached = 0;
  for (const { value } of parts) ends.push(reached += value);
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const width = most - least || 1;
  const at = (value: number) => (value - least) / width;
  const steps = parts.map(({ name, value }, index) => ({ name, value, from: at(index === 0 ? 0 : (ends[index - 1] ?? 0)), to: at(ends[index] ?? 0) }));
  return { steps, sum: { name: "", value: reached, from: at(0), to: at(reached) }, zero: at(0) };
}
