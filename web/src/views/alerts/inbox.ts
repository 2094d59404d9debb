// What a list of alerts is computed by.
import type { Alert } from "../../api/alerts";
import type { Shape } from "../../api/question";

/** Those that follow from another one of the list are told there. */
export function roots(alerts: readonly Alert[]): Alert[] {
  const ids = new Set(alerts.map(({ id }) => id));
  return alerts.filter(({ followsFrom }) => followsFrom === null || !ids.has(followsFrom));
}

export interface Subject {
  readonly view: "products" | "categories";
  readonly id: string;
}

/** The page of what an alert is about, where there is one: subjects are named as product:4711. */
export function subjectOf({ subject }: Pick<Alert, "subject">): Subject | null {
  const [, kind, id = ""] = /^(product|category):(.+)$/.exec(subject) ?? [];
  if (kind === undefined) return null;
  return { view: kind === "product" ? "products" : "categories", id };
}

/** All between two of a list, both included; one alone where the other is not in it. */
export function between(ids: readonly number[], from: number | null, to: number): number[] {
  const [start, end] = [from === null ? -1 : ids.indexOf(from), ids.indexOf(to)];
  return start < 0 || end < 0 ? [to] : ids.slice(Math.min(start, end), Math.max(start, end) + 1);
}

/** The summary counts what is unresolved by priority; of these, what nobody saw to yet is open. */
export function openIn({ open, acknowledged, snoozed }: Shape["AlertSummary"]): number {
  return open.P0 + open.P1 + open.P2 + open.P3 - acknowledged - snoozed;
}
