import { useState, type KeyboardEvent } from "react";
import { nextMarked, type Mark } from "./marks";
import type { TrendPoint } from "../api/trend";

export interface Reading {
  readonly index: number | null;
  readonly setIndex: (index: number | null) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Which point is read: the one under the pointer, or the one that keys lead to. Without a mark, a page is a week. */
export function useReading(points: readonly TrendPoint[], marks: readonly Mark[], show: (index: number) => void): Reading {
  const [index, setIndex] = useState<number | null>(null);
  const last = points.length - 1;
  const onKeyDown = (event: KeyboardEvent) => {
    const from = index ?? points.findLastIndex((point) => point.sold !== null);
    const page = (step: 1 | -1) => (marks.length > 0 ? nextMarked(points, marks, from, step) : from + 7 * step);
    const moves: Partial<Record<string, () => number>> = {
      ArrowRight: () => from + 1, ArrowUp: () => from + 1, ArrowLeft: () => from - 1, ArrowDown: () => from - 1,
      Home: () => 0, End: () => last, PageDown: () => page(1), PageUp: () => page(-1),
    };
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const to = Math.min(last, Math.max(0, move()));
    setIndex(to);
    show(to);
  };
  return { index, setIndex, onKeyDown };
}
