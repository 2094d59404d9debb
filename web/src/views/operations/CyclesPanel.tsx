import { act } from "../../api/ask";
import { startCycle } from "../../api/deeds";
import { cycles } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Panel } from "../../parts/Panel";
import { useWords } from "../../words/useWords";
import { useActing } from "./Acting";
import { Allowed, useMayAct } from "./Allowed";
import { CyclesTable } from "./CyclesTable";
import { RunningCycle } from "./RunningCycle";

export function CyclesPanel({ marketplace }: { readonly marketplace: string }) {
  const words = useWords();
  const asked = useAnswer(cycles);
  const mayAct = useMayAct();
  const acting = useActing(asked.again);
  const running = asked.body?.cycles.find((one) => one.state === "running");
  const refresh = () => {
    acting.offer({
      name: words.refreshNow, question: words.refreshAsk(marketplace), why: words.refreshWhy,
      run: async () => words.refreshStarted((await act(startCycle(marketplace))).id),
    });
  };
  return (
    <Panel title={words.cycles} address={asked.address} actions={mayAct && <button type="button" className="plain" disabled={running !== undefined} onClick={refresh}>{words.refreshNow}</button>}>
      {acting.shown}
      {running && <RunningCycle key={running.id} id={running.id} onEnd={asked.again} />}
      <Allowed asked={asked}>{(body) => <CyclesTable cycles={body.cycles} />}</Allowed>
    </Panel>
  );
}
