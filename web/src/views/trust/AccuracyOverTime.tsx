import { useState } from "react";
import { TwoLines } from "../../charts/TwoLines";
import { Table } from "../../parts/Table";
import { useNumbers, useWords } from "../../words/useWords";
import type { Measured, Series } from "./accuracySeries";

function useDigits(): (value: number) => string {
  const { language } = useNumbers();
  const form = new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  return (value) => form.format(value);
}

function Measure({ of: { name, points } }: { readonly of: Series }) {
  const [words, numbers, digits] = [useWords(), useNumbers(), useDigits()];
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last) return null;
  return (
    <figure className="measure">
      <figcaption>{name}</figcaption>
      <TwoLines title={words.accuracyFromTo(name, digits(first.model), digits(last.model), digits(last.rival))} solid={points.map((one) => one.model)} dashed={points.map((one) => one.rival)} />
      <p className="about"><span>{first.dataCut && numbers.shortDay(first.dataCut)}</span><span>{last.dataCut && numbers.shortDay(last.dataCut)}</span></p>
      <p><i className="key-line" /> {words.model} <b>{digits(last.model)}</b> <i className="key-line dashed" /> {words.bestNaive} <b>{digits(last.rival)}</b></p>
    </figure>
  );
}

/** A row a cycle, the newest first. */
function AsTable({ series }: { readonly series: readonly Series[] }) {
  const [words, numbers, digits] = [useWords(), useNumbers(), useDigits()];
  const cycles = [...new Set(series.flatMap(({ points }) => points.map((one) => one.cycle)))].reverse();
  const at = (points: readonly Measured[], cycle: string) => points.find((one) => one.cycle === cycle);
  const cutOf = (cycle: string) => series.map(({ points }) => at(points, cycle)?.dataCut).find(Boolean) ?? "";
  return (
    <Table title={words.accuracyOverTime} rows={cycles} keyOf={(cycle) => cycle} columns={[
      { name: words.dataCut, isText: true, of: (cycle) => cutOf(cycle) && numbers.day(cutOf(cycle)) },
      ...series.map(({ name, points }) => ({
        name,
        of: (cycle: string) => {
          const one = at(points, cycle);
          return one && <>{digits(one.model)}<small>{digits(one.rival)}</small></>;
        },
      })),
    ]} />
  );
}

/** How each measure went from refresh to refresh, beside the best naive rival. */
export function AccuracyOverTime({ series }: { readonly series: readonly Series[] }) {
  const words = useWords();
  const [isTable, setIsTable] = useState(false);
  if (!series.some(({ points }) => points.length > 1)) return <p className="about">{words.oneMeasured}</p>;
  return (
    <>
      {isTable ? <AsTable series={series} /> : <div className="measures">{series.map((one) => <Measure key={one.name} of={one} />)}</div>}
      <p className="quiet-actions"><button type="button" aria-pressed={isTable} onClick={() => { setIsTable(!isTable); }}>{words.asTable}</button></p>
    </>
  );
}
