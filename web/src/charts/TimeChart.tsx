import { useEffect, useMemo, useRef, useState } from "react";
import Plot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { TrendPoint } from "../api/trend";
import type { Measure } from "../state/place";
import { useNumbers, useWords } from "../words/useWords";
import { ChartTable } from "./ChartTable";
import { useColours } from "./colours";
import { marksWithin, type Mark } from "./marks";
import { dataOf, optionsOf } from "./plot";
import { Readout } from "./Readout";
import { columnsOf } from "./points";
import { savePng } from "./savePng";
import { spoken } from "./spoken";
import { useReading } from "./useReading";

interface Shown {
  readonly title: string;
  readonly points: readonly TrendPoint[];
  readonly measure: Measure;
  readonly marks?: readonly Mark[];
  readonly height?: number;
}

const kNone: readonly Mark[] = [];

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

/** What is seen of it under the pointer is heard of it by the arrow keys; pages lead from mark to mark. */
export default function TimeChart({ title, points, measure, marks: told = kNone, height = 260 }: Shown) {
  const [words, numbers, colours] = [useWords(), useNumbers(), useColours()];
  const [place, width] = useWidth();
  const [isTable, setIsTable] = useState(false);
  const drawn = useRef<Plot | null>(null);
  const columns = useMemo(() => columnsOf(points, measure), [points, measure]);
  const marks = useMemo(() => {
    const [first, last] = [points[0], points.at(-1)];
    return first && last ? marksWithin(told, { firstDay: first.firstDay, lastDay: last.lastDay }) : kNone;
  }, [points, told]);
  const { index, setIndex, onKeyDown } = useReading(points, marks, (to) => {
    drawn.current?.setCursor({ left: drawn.current.valToPos(columns.seconds[to] ?? 0, "x"), top: 0 });
  });
  useEffect(() => {
    if (!place.current || width === 0 || isTable) return;
    const plot = new Plot(optionsOf({
      colours, width, height, marks, onCursor: setIndex,
      value: measure === "amount" ? numbers.shortMoney : numbers.short,
      day: (seconds) => numbers.shortDay(new Date(seconds * 1000).toISOString()),
    }), dataOf(columns), place.current);
    drawn.current = plot;
    return () => { plot.destroy(); };
  }, [place, width, height, columns, colours, marks, measure, numbers, isTable, setIndex]);
  const save = () => {
    const canvas = place.current?.querySelector("canvas");
    if (canvas) savePng(canvas, title, colours.paper, colours.ink);
  };
  const read = points[index ?? points.findLastIndex((point) => point.sold !== null)] ?? points[0];
  return (
    <figure className="chart">
      <Readout point={index === null ? undefined : points[index]} measure={measure} hasBounds={columns.lo80.some((value) => value !== null)} marks={marks} />
      <div
        ref={place} className="plot" style={{ minHeight: height }} hidden={isTable} tabIndex={0} onKeyDown={onKeyDown}
        role="slider" aria-label={title} aria-valuemin={1} aria-valuemax={Math.max(points.length, 1)} aria-valuenow={read ? points.indexOf(read) + 1 : 1}
        aria-valuetext={read && spoken(read, { measure, marks, words, numbers })}
      />
      {isTable && <ChartTable title={title} points={points} measure={measure} marks={marks} />}
      <figcaption className="quiet-actions">
        <button type="button" aria-pressed={isTable} onClick={() => { setIsTable(!isTable); }}>{words.asTable}</button>
        {!isTable && <button type="button" onClick={save}>{words.asImage}</button>}
      </figcaption>
    </figure>
  );
}
