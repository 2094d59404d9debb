import { useEffect, useState } from "react";
import { ask } from "./ask";
import { Problem } from "./problem";
import type { Question } from "./question";
import { useEdition } from "../state/edition";

/** While a newer question is asked the last answer stays, so that nothing jumps; `isCurrent` tells whether it is of this question. */
export interface Asked<Answer> {
  readonly body: Answer | null;
  readonly problem: Problem | null;
  readonly isCurrent: boolean;
  readonly isFoundOut: boolean;
  readonly address: string;
  readonly again: () => void;
}

const kKept = 60;
const kLongestWait = 30;
const kept = new Map<string, unknown>();

function keep(key: string, body: unknown): void {
  kept.delete(key);
  kept.set(key, body);
  const oldest = kept.keys().next().value;
  if (kept.size > kKept && oldest !== undefined) kept.delete(oldest);
}

interface Held<Answer> {
  key: string;
  body: Answer | null;
  problem: Problem | null;
  isFoundOut: boolean;
}

/** What `find` finds for `key`; asked once, and again when a new table is shown, or when the server said when to. */
export function useFound<Answer>(key: string | null, address: string, find: (signal: AbortSignal, onWaiting: () => void) => Promise<Answer>): Asked<Answer> {
  const edition = useEdition();
  const [times, setTimes] = useState(0);
  const [held, setHeld] = useState<Held<Answer>>({ key: "", body: null, problem: null, isFoundOut: false });
  const whole = key === null ? null : `${edition} ${times} ${key}`;
  const known = whole === null ? undefined : (kept.get(whole) as Answer | undefined);
  useEffect(() => {
    if (whole === null || kept.has(whole)) return;
    const running = new AbortController();
    const hold = (change: Partial<Held<Answer>>) => { if (!running.signal.aborted) setHeld((before) => ({ ...before, isFoundOut: false, ...change })); };
    find(running.signal, () => { hold({ isFoundOut: true }); }).then(
      (body) => { keep(whole, body); hold({ key: whole, body, problem: null }); },
      (error: unknown) => { hold({ key: whole, problem: error instanceof Problem ? error : new Problem({ title: String(error) }) }); },
    );
    return () => { running.abort(); };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `whole` names what `find` finds
  }, [whole]);
  const isHeld = held.key === whole;
  const problem = known === undefined && isHeld ? held.problem : null;
  const again = () => { setTimes((before) => before + 1); };
  useEffect(() => {
    if (!problem?.retryAfter) return;
    const timer = setTimeout(again, Math.min(problem.retryAfter, kLongestWait) * 1000);
    return () => { clearTimeout(timer); };
  }, [problem]);
  return {
    body: known ?? held.body,
    problem,
    isCurrent: known !== undefined || (isHeld && held.problem === null),
    isFoundOut: held.isFoundOut && !isHeld,
    address,
    again,
  };
}

/** null asks nothing. */
export function useAnswer<Answer>(question: Question<Answer> | null): Asked<Answer> {
  const asked: Question<Answer> = question ?? { address: "" };
  return useFound(question && asked.address, asked.address, async (signal, onWaiting) => (await ask(asked, signal, onWaiting)).body);
}
