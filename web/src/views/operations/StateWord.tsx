const kBad = new Set(["failed", "degraded", "rejected", "held", "down"]);

/** A state, by its word and by colour. */
export function StateWord({ state }: { readonly state: string }) {
  return <span className={kBad.has(state) ? "state bad" : "state"}>{state}</span>;
}
