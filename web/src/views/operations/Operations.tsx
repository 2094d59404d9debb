import { readiness } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Panel } from "../../parts/Panel";
import type { ViewShown } from "../../shell/ViewOf";
import { useWords } from "../../words/useWords";
import { Allowed, MayOnlyLook } from "../../parts/Allowed";
import { AlertLettersPanel } from "./AlertLettersPanel";
import { CyclesPanel } from "./CyclesPanel";
import { HealthTable } from "./HealthTable";
import { LettersPanel } from "./LettersPanel";
import { LoadsPanel } from "./LoadsPanel";
import { ModelsPanel } from "./ModelsPanel";

export default function Operations({ here }: ViewShown) {
  const words = useWords();
  const health = useAnswer(readiness);
  const marketplace = here.marketplaceId;
  return (
    <>
      <h1>{words.operations}</h1>
      <MayOnlyLook />
      <Panel title={words.health} address={health.address}><Allowed asked={health}>{(body) => <HealthTable told={body} />}</Allowed></Panel>
      <CyclesPanel marketplace={marketplace} />
      <LoadsPanel marketplace={marketplace} />
      <LettersPanel marketplace={marketplace} />
      <ModelsPanel marketplace={marketplace} />
      <AlertLettersPanel />
    </>
  );
}
