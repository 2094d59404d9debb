import { cycles, deadLetters, loads, me, models, readiness } from "../../api/questions";
import { useAnswer, type Asked } from "../../api/useAnswer";
import { Answered } from "../../parts/Answered";
import { Panel } from "../../parts/Panel";
import type { ViewShown } from "../../shell/ViewOf";
import { useWords } from "../../words/useWords";
import { CyclesTable } from "./CyclesTable";
import { HealthTable } from "./HealthTable";
import { LettersTable } from "./LettersTable";
import { LoadsTable } from "./LoadsTable";
import { ModelsTable } from "./ModelsTable";

/** What a role may not see is said, not shown as an error. */
function Allowed<Answer>({ asked, children }: { readonly asked: Asked<Answer>; readonly children: (body: Answer) => React.ReactNode }) {
  const words = useWords();
  const who = useAnswer(me).body;
  if (asked.problem?.status === 403) return <p className="about">{words.notForYou(who?.role ?? "–")}</p>;
  return <Answered asked={asked} rows={3}>{children}</Answered>;
}

export default function Operations({ here }: ViewShown) {
  const words = useWords();
  const health = useAnswer(readiness);
  const done = useAnswer(cycles);
  const read = useAnswer(loads(here.marketplaceId));
  const letters = useAnswer(deadLetters(here.marketplaceId));
  const known = useAnswer(models(here.marketplaceId));
  return (
    <>
      <h1>{words.operations}</h1>
      <Panel title={words.health} address={health.address}><Allowed asked={health}>{(body) => <HealthTable told={body} />}</Allowed></Panel>
      <Panel title={words.cycles} address={done.address}><Allowed asked={done}>{(body) => <CyclesTable cycles={body.cycles} />}</Allowed></Panel>
      <Panel title={words.loads} address={read.address}><Allowed asked={read}>{(body) => <LoadsTable loads={body.loads} />}</Allowed></Panel>
      <Panel title={words.deadLetters} address={letters.address}><Allowed asked={letters}>{(body) => <LettersTable letters={body.deadLetters} />}</Allowed></Panel>
      <Panel title={words.models} address={known.address}><Allowed asked={known}>{(body) => <ModelsTable models={body.models} />}</Allowed></Panel>
    </>
  );
}
