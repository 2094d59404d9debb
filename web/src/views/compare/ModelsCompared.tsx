import type { Shape } from "../../api/question";
import { Link } from "../../parts/Link";
import { moveWithArrows } from "../../parts/moveWithArrows";
import type { Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";
import { sidesOf } from "./sideBySide";

const kRows = 30;

interface Shown {
  readonly told: Shape["ModelForecasts"];
  readonly place: Here;
}

/** The first is the one that serves; of the others also how far they are from it. */
function Values({ values, shown }: { readonly values: readonly (number | null)[]; readonly shown: (value: number | null) => string }) {
  const numbers = useNumbers();
  const [first = null] = values;
  return values.map((value, index) => (
    <td key={index}>
      {shown(value)}
      {index > 0 && value !== null && first !== null && first > 0 && <small>{numbers.change(value / first - 1)}</small>}
    </td>
  ));
}

export function ModelsCompared({ told, place }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const { measure } = place.choices;
  const models = told.models.filter((model) => model.left_out === null);
  const leftOut = told.models.filter((model) => model.left_out !== null);
  const shown = measure === "units" ? numbers.whole : numbers.money;
  const totals = models.map((model) => (measure === "units" ? model.total_forecast_units : model.total_forecast_amount));
  return (
    <>
      <div className="scrolled" tabIndex={0} role="group" aria-label={words.models}>
        <table className="numbers" onKeyDown={moveWithArrows}>
          <thead><tr><th scope="col" className="text">{words.category}</th>{models.map(({ model }) => <th key={model} scope="col">{model}</th>)}</tr></thead>
          <tbody>
            <tr className="sum"><th scope="row" className="main text">{words.total}</th><Values values={totals} shown={shown} /></tr>
            {sidesOf(models, measure, kRows).map(({ id, name, values }) => (
              <tr key={id}>
                <th scope="row" className="main text"><Link data-row href={place.to({ view: "categories", id })}>{name}</Link></th>
                <Values values={values} shown={shown} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {leftOut.map(({ model, left_out }) => <p key={model} className="about">{words.leftOut}: {model}. {left_out}</p>)}
    </>
  );
}
