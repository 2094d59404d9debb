import { alertRules, alertSummary } from "../../api/alerts";
import { useAnswer } from "../../api/useAnswer";
import { Allowed } from "../../parts/Allowed";
import { Panel } from "../../parts/Panel";
import type { ViewShown } from "../../shell/ViewOf";
import { useWords } from "../../words/useWords";
import { Filters } from "./Filters";
import { Inbox } from "./Inbox";
import { RulesTable } from "./RulesTable";
import { States } from "./States";
import { Summary } from "./Summary";

/** What somebody should know, and what is done about it. */
export default function Alerts({ place }: ViewShown) {
  const words = useWords();
  const summary = useAnswer(alertSummary);
  const rules = useAnswer(alertRules);
  const { state, priority, audience, rule } = place.choices;
  return (
    <>
      <div className="title-row">
        <h1>{words.alerts}</h1>
        <States place={place} />
      </div>
      <Allowed asked={summary}>{(body) => <Summary told={body} place={place} address={summary.address} />}</Allowed>
      <Filters place={place} rules={rules.body?.rules ?? []} />
      <Inbox key={`${state} ${priority} ${audience} ${rule}`} place={place} watched={rules.body?.rules.length ?? null} onActed={summary.again} />
      <Panel title={words.watched} address={rules.address}>
        <Allowed asked={rules}>{(body) => <RulesTable rules={body.rules} />}</Allowed>
      </Panel>
    </>
  );
}
