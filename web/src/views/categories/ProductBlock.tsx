import { useEffect, useState } from "react";
import { filled, latelyOf } from "../../api/lately";
import type { Question, Shape } from "../../api/question";
import type { ProductRow } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Sparkline } from "../../charts/Sparkline";
import { ProblemNote } from "../../parts/ProblemNote";
import { useWords } from "../../words/useWords";
import { ProductLine, type LineShown } from "./ProductLine";
import type { Block } from "./window";

const kPause = 80;
const kColumns = 5; // as many as there are on a phone

interface Shown {
  readonly block: Block;
  readonly perPage: number;
  readonly question: Question<Shape["BestProducts"]>;
  /** Whether it is asked for at once; of those that one scrolls past only those where one stays. */
  readonly isFirst: boolean;
  readonly dataCut: string;
  readonly shared: Omit<LineShown, "index" | "row" | "line">;
  readonly onLoaded: (page: number) => void;
}

function useStays(isFirst: boolean): boolean {
  const [stays, setStays] = useState(isFirst);
  useEffect(() => {
    const timer = setTimeout(() => { setStays(true); }, kPause);
    return () => { clearTimeout(timer); };
  }, []);
  return stays;
}

/** The rows of one page that are in sight. */
export function ProductBlock({ block, perPage, question, isFirst, dataCut, shared, onLoaded }: Shown) {
  const words = useWords();
  const stays = useStays(isFirst);
  const asked = useAnswer(stays ? question : null);
  const rows = asked.isCurrent && stays ? (asked.body?.products as ProductRow[] | undefined) : undefined;
  const lately = useAnswer(rows && rows.length > 0 ? latelyOf(shared.place.choices.marketplace, rows.map((row) => String(row.productId))) : null);
  const isLoaded = rows !== undefined;
  useEffect(() => { if (isLoaded) onLoaded(block.page); }, [isLoaded, block.page, onLoaded]);
  if (asked.problem) return <tr><td colSpan={kColumns} className="text"><ProblemNote problem={asked.problem} again={asked.again} /></td></tr>;
  const lines = lately.isCurrent ? lately.body?.data : undefined;
  return Array.from({ length: block.end - block.first }, (_, offset) => {
    const index = block.first + offset;
    const at = index - (block.page - 1) * perPage;
    const row = rows?.[at];
    const told = lines?.[`p${at}`];
    if (!row) return <tr key={index} aria-rowindex={index + 2} style={{ height: shared.height }}><td colSpan={kColumns} className="text"><span className="unseen">{words.loading}</span><span className="waiting-row" aria-hidden="true" /></td></tr>;
    return <ProductLine key={index} {...shared} index={index} row={row} line={told && <Sparkline {...filled(told, dataCut)} />} />;
  });
}
