import { useEffect, useEffectEvent, useState } from "react";
import { ask } from "../../api/ask";
import type { Shape } from "../../api/question";
import { cycle } from "../../api/questions";
import { useNumbers, useWords } from "../../words/useWords";

const kLookEvery = 1000;

/** How far a cycle is, looked at while it runs. */
export function RunningCycle({ id, onEnd }: { readonly id: string; readonly onEnd: () => void }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const [seen, setSeen] = useState<Shape["Cycle"] | null>(null);
  const end = useEffectEvent(onEnd);
  useEffect(() => {
    const running = new AbortController();
    const look = () => {
      ask(cycle(id), running.signal).then(({ body }) => {
        setSeen(body);
        if (body.state === "running") timer = setTimeout(look, kLookEvery);
        else end();
      }, () => {
        // What is not there yet, or cannot be reached now, is asked for again; where nobody looks any more, nothing is.
        if (!running.signal.aborted) timer = setTimeout(look, kLookEvery);
      });
    };
    let timer = setTimeout(look, 0);
    return () => { running.abort(); clearTimeout(timer); };
  }, [id]);
  return (
    <p className="running" role="status">
      <progress value={seen?.progress ?? 0} aria-label={id} />
      <span>{words.running(id, seen?.step ?? "", numbers.percent(seen?.progress ?? 0))}</span>
    </p>
  );
}
