import { stepsOf, type Step } from "./steps";

interface Part {
  readonly name: string;
  readonly value: number;
}
interface Shown {
  readonly parts: readonly Part[];
  readonly total: string;
  readonly shown: (value: number) => string;
  readonly shownTotal: (value: number) => string;
}

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

function Bar({ step: { value, from, to }, kind }: { readonly step: Step; readonly kind: string }) {
  return (
    <span className="waterfall-track">
      <span className={`waterfall-bar ${kind}`} style={{ left: percent(Math.min(from, to)), width: percent(Math.abs(to - from)) }} data-value={value} />
    </span>
  );
}

/** Parts that sum up to a total, each where the one before it ends. */
export function Waterfall({ parts, total, shown, shownTotal }: Shown) {
  const { steps, sum } = stepsOf(parts);
  return (
    <dl className="waterfall">
      {steps.map((step) => (
        <div key={step.name}>
          <dt>{step.name}</dt>
          <dd><Bar step={step} kind={step.value < 0 ? "down" : "up"} /><span className="waterfall-value">{shown(step.value)}</span></dd>
        </div>
      ))}
      <div className="waterfall-total">
        <dt>{total}</dt>
        <dd><Bar step={sum} kind="sum" /><span className="waterfall-value">{shownTotal(sum.value)}</span></dd>
      </div>
    </dl>
  );
}
