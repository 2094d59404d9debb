import { useState } from "react";
import { act } from "../../api/ask";
import { startCycle } from "../../api/deeds";
import { cycles } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Panel } from "../../parts/Panel";
import { useWords } from "../../words/useWords";
import { useActing } from "../../parts/Acting";
import { Allowed, useMayAct } from "../../parts/Allowed";
import { CyclesTable } from "./CyclesTable";
import { RunningCycle } from "./RunningCycle";

export function CyclesPanel({ marketplace }: { readonly marketplace: string }) {
  const words = useWords();
  const asked = useAnswer(cycles);
  const mayAct = useMayAct();
  const acting = useActing(asked.again);
  // One that was just started is not in the list at once.
  const [started, setStarted] = useState<string | null>(null);
  const running = started ?? asked.body?.cycles.find((one) => one.state === "running")?.id;
  const onEnd = () => { setStarted(null); asked.again(); };
  const refresh = () => {
    acting.offer({
      name: words.refreshNow, question: words.refreshAsk(marketplace), why: words.refreshWhy,
      run: async () => {
        const { id } = await act(startCycle(marketplace));
        setStarted(id);
        return words.refreshStarted(id);
      },
    });
  };
  return (
    <Panel title={words.cycles} address={asked.address} actions={mayAct && <button type="button" className="plain" disabled={running !== undefined} onClick={refresh}>{words.refreshNow}</button>}>
      {acting.shown}
      {running && <RunningCycle key={running} id={running} onEnd={onEnd} />}
      <Allowed asked={asked}>{(body) => <CyclesTable cycles={body.cycles} />}</Allowed>
    </Panel>
  );
}
