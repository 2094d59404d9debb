import { act } from "../../api/ask";
import { promote, rollBack, unpin } from "../../api/deeds";
import type { Shape } from "../../api/question";
import { models } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Panel } from "../../parts/Panel";
import { useWords } from "../../words/useWords";
import { useActing } from "../../parts/Acting";
import { Allowed, useMayAct } from "../../parts/Allowed";
import { DecisionsTable } from "./DecisionsTable";
import { ModelsTable } from "./ModelsTable";

type Decision = Shape["Decision"];

/** Chosen by somebody, and not by a cycle; cycles that keep it since do not change that. */
const isChosenByHand = (newestFirst: readonly Decision[]) => newestFirst.find((one) => one.decision !== "kept")?.decision === "chosen";

export function ModelsPanel({ marketplace }: { readonly marketplace: string }) {
  const words = useWords();
  const asked = useAnswer(models(marketplace));
  const mayAct = useMayAct() ?? false;
  const acting = useActing(asked.again);
  const told = async (deed: Parameters<typeof act<Decision>>[0]) => words.willServe((await act(deed)).serves);
  const offerPromotion = (version: string) => {
    acting.offer({ name: words.promote, question: words.promoteAsk(version), why: words.promoteWhy, run: () => told(promote(version)) });
  };
  const offerRollback = () => {
    acting.offer({ name: words.rollBack, question: words.rollBackAsk, why: words.promoteWhy, run: () => told(rollBack(marketplace)) });
  };
  const offerUnpin = () => {
    acting.offer({ name: words.unpin, question: words.unpinAsk, why: words.unpinWhy, run: async () => { await act(unpin(marketplace)); return words.unpinned; } });
  };
  const decisions = asked.body?.decisions ?? [];
  const mayRollBack = decisions.some((one) => one.insteadOf !== null);
  return (
    <Panel title={words.models} address={asked.address} actions={mayAct && (
      <>
        {isChosenByHand(decisions) && <button type="button" className="plain" onClick={offerUnpin}>{words.unpin}</button>}
        {mayRollBack && <button type="button" className="plain" onClick={offerRollback}>{words.rollBack}</button>}
      </>
    )}>
      {acting.shown}
      <Allowed asked={asked}>
        {(body) => (
          <>
            <ModelsTable models={body.models} onPromote={mayAct ? offerPromotion : null} />
            <h3>{words.decisions}</h3>
            <DecisionsTable decisions={body.decisions} />
          </>
        )}
      </Allowed>
    </Panel>
  );
}
