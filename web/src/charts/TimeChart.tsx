import { useEffect, useMemo, useRef, useState } from "react";
import Plot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { TrendPoint } from "../api/trend";
import type { Measure } from "../state/place";
import { useNumbers, useWords } from "../words/useWords";
import { ChartTable } from "./ChartTable";
import { useColours } from "./colours";
import { dataOf, optionsOf } from "./plot";
import { Readout } from "./Readout";
import { columnsOf } from "./points";
import { savePng } from "./savePng";

interface Shown {
  readonly title: string;
  readonly points: readonly TrendPoint[];
  readonly measure: Measure;
  readonly height?: number;
}

function useWidth(): [React.RefObject<HTMLDivElement | null>, number] {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!place.current) return;
    const watch = new ResizeObserver(([entry]) => { if (entry) setWidth(Math.floor(entry.contentRect.width)); });
    watch.observe(place.current);
    return () => { watch.disconnect(); };
  }, []);
  return [place, width];
}

export default function TimeChart({ title, points, measure, height = 260 }: Shown) {
  const [words, numbers, colours] = [useWords(), useNumbers(), useColours()];
  const [place, width] = useWidth();
  const [index, setIndex] = useState<number | null>(null);
  const [isTable, setIsTable] = useState(false);
  const columns = useMemo(() => columnsOf(points, measure), [points, measure]);
  useEffect(() => {
    if (!place.current || width === 0 || isTable) return;
    const plot = new Plot(optionsOf({
      colours, width, height, onCursor: setIndex,
      value: measure === "amount" ? numbers.shortMoney : numbers.short,
      day: (seconds) => numbers.shortDay(new Date(seconds * 1000).toISOString()),
    }), dataOf(columns), place.current);
    return () => { plot.destroy(); };
  }, [place, width, height, columns, colours, measure, numbers, isTable]);
  const save = () => {
    const canvas = place.current?.querySelector("canvas");
    if (canvas) savePng(canvas, title, colours.paper, colours.ink);
  };
  return (
    <figure className="chart">
      <Readout point={index === null ? undefined : points[index]} measure={measure} hasBounds={columns.lo80.some((value) => value !== null)} />
      <div ref={place} className="plot" role="img" aria-label={title} style={{ minHeight: height }} hidden={isTable} />
      {isTable && <ChartTable title={title} points={points} measure={measure} />}
      <figcaption className="quiet-actions">
        <button type="button" aria-pressed={isTable} onClick={() => { setIsTable(!isTable); }}>{words.asTable}</button>
        {!isTable && <button type="button" onClick={save}>{words.asImage}</button>}
      </figcaption>
    </figure>
  );
}
