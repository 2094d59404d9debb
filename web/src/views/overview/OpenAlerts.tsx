import { alertSummary } from "../../api/alerts";
import { useAnswer } from "../../api/useAnswer";
import { Link } from "../../parts/Link";
import type { Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";
import { openIn } from "../alerts/inbox";

/** How much waits for somebody, where anything does. */
export function OpenAlerts({ place }: { readonly place: Here }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const summary = useAnswer(alertSummary).body;
  const open = summary ? openIn(summary) : 0;
  return open > 0 && <Link className="open-alerts" href={place.to({ view: "alerts" })}>{words.openAlerts(open, numbers.whole(open))}</Link>;
}
