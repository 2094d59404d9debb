import { moved, why } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Waterfall } from "../../charts/Waterfall";
import { Answered } from "../../parts/Answered";
import { Panel } from "../../parts/Panel";
import type { Measure } from "../../state/place";
import type { Here } from "../../state/usePlace";
import { causeName } from "../../words/periods";
import { useNumbers, useWords } from "../../words/useWords";

const kWorthShowing = { units: 0.05, amount: 0.5 } as const;

interface Cause {
  readonly cause: string;
  readonly units: number | null;
  readonly amount: number | null;
}

/** Causes as a waterfall; in units where the source tells no money. */
function Causes({ causes, measure }: { readonly causes: readonly Cause[]; readonly measure: Measure }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const told: Measure = causes.some((one) => one[measure] !== null) ? measure : measure === "units" ? "amount" : "units";
  const parts = causes
    .map((one) => ({ name: causeName(words, one.cause), value: one[told] ?? 0 }))
    .filter(({ value }) => Math.abs(value) >= kWorthShowing[told]);
  const signed = told === "units" ? numbers.signed : numbers.signedMoney;
  const plain = told === "units" ? numbers.exact : numbers.money;
  if (parts.length === 0) return <p className="about">{words.nothing}</p>;
  return <Waterfall parts={parts} total={words.total} shown={signed} shownTotal={plain} />;
}

/** What an expectation is made of, and what moved it. Found out when first asked for. */
export function Reasons({ place, cycle }: { readonly place: Here; readonly cycle: string }) {
  const words = useWords();
  const { measure } = place.choices;
  const made = useAnswer(why(place.id, place.choices, cycle));
  // One after the other: both are found out by the same work.
  const movement = useAnswer(made.isCurrent ? moved(place.id, place.choices, cycle) : null);
  return (
    <div className="two">
      <Panel title={words.why} address={made.address}>
        <Answered asked={made} rows={7}>{(body) => <Causes causes={body.contributions} measure={measure} />}</Answered>
      </Panel>
      <Panel title={words.moved} address={movement.address || undefined}>
        <Answered asked={movement} rows={4}>
          {(body) => (body.before ? <Causes causes={body.contributions} measure={measure} /> : <p className="about">{words.noMoved}</p>)}
        </Answered>
      </Panel>
    </div>
  );
}
