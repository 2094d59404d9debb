// A list as a file: the page that is shown, or all of it.
import { useRef, useState } from "react";
import { linkedCsv, linkedPages } from "../../api/pages";
import { Problem } from "../../api/problem";
import type { Question } from "../../api/question";
import type { Sheet } from "../../export/workbook";
import { saveFile } from "../../parts/saveFile";
import { useNumbers, useWords } from "../../words/useWords";

type Kind = "csv" | "xlsx";

export interface Exported<Body> {
  /** The page that is shown, and the first of all, in larger ones. */
  readonly page: Question<Body>;
  readonly all: Question<Body>;
  readonly total: number;
  readonly perPage: number;
  readonly perLargePage: number;
  readonly sheetOf: (bodies: readonly Body[]) => Promise<Sheet>;
}

interface Running {
  readonly stop: AbortController;
  readonly rows: number;
}

export function Exports<Body>({ page, all, total, perPage, perLargePage, sheetOf }: Exported<Body>) {
  const [words, numbers] = [useWords(), useNumbers()];
  const [isAll, setIsAll] = useState(false);
  const [running, setRunning] = useState<Running | null>(null);
  const [problem, setProblem] = useState("");
  const live = useRef<AbortController | null>(null);
  const wantsAll = isAll && total > perPage;

  const made = async (kind: Kind, stop: AbortController): Promise<Blob> => {
    const onPage = (count: number) => { setRunning({ stop, rows: Math.min(count * perLargePage, total) }); };
    const walk = { atMost: wantsAll ? Infinity : 1, signal: stop.signal, onPage };
    const first = wantsAll ? all : page;
    if (kind === "csv") return new Blob([await linkedCsv(first, walk)], { type: "text/csv" });
    const { workbook } = await import("../../export/workbook");
    return workbook(await sheetOf((await linkedPages(first, walk)).bodies));
  };
  const save = async (kind: Kind) => {
    const stop = new AbortController();
    live.current = stop;
    setProblem("");
    setRunning({ stop, rows: 0 });
    try {
      const file = await made(kind, stop);
      if (!stop.signal.aborted) saveFile(file, `shelfcast.${kind}`);
    } catch (error) {
      if (!stop.signal.aborted) setProblem(error instanceof Problem && error.title ? error.title : words.wentWrong);
    }
    if (live.current === stop) setRunning(null);
  };
  return (
    <div className="export">
      {total > perPage && <label><input type="checkbox" checked={isAll} onChange={(event) => { setIsAll(event.target.checked); }} />{words.allOf(numbers.whole(total))}</label>}
      <button type="button" className="button" disabled={running !== null} onClick={() => { void save("csv"); }}>{words.exportCsv}</button>
      <button type="button" className="button" disabled={running !== null} onClick={() => { void save("xlsx"); }}>{words.exportExcel}</button>
      <span role="status">{running && wantsAll && words.collected(numbers.whole(running.rows), numbers.whole(total))}{problem}</span>
      {running && wantsAll && <button type="button" className="button" onClick={() => { running.stop.abort(); setRunning(null); }}>{words.cancel}</button>}
    </div>
  );
}
