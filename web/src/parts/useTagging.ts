import { useState } from "react";
import { act } from "../api/ask";
import { Problem } from "../api/problem";
import { changeTags } from "../api/tags";

const kAtOnce = 1000;

export interface Tagging {
  readonly problem: Problem | null;
  /** Whether it was done. */
  readonly change: (ids: readonly number[], how: { add?: string[]; remove?: string[] }) => Promise<boolean>;
}

/** Gives products tags and takes them away, as many at once as the server takes. */
export function useTagging(marketplace: string): Tagging {
  const [problem, setProblem] = useState<Problem | null>(null);
  const change: Tagging["change"] = async (ids, how) => {
    try {
      for (let first = 0; first < ids.length; first += kAtOnce) await act(changeTags(marketplace, ids.slice(first, first + kAtOnce), how));
      setProblem(null);
      return true;
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem({ title: String(error) }));
      return false;
    }
  };
  return { problem, change };
}
