import { useCallback, useEffect, useRef, useState, type CSSProperties, type FocusEvent } from "react";
import type { Question, Shape } from "../../api/question";
import { moveWithArrows } from "../../parts/moveWithArrows";
import { go, type Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";
import { ProductBlock } from "./ProductBlock";
import type { Choosing } from "./ProductLine";
import { useIsPrinting, useRange, useRowHeight } from "./useRange";
import { blocksOf, kAround, type Block } from "./window";

interface Shown {
  readonly questionOf: (page: number) => Question<Shape["BestProducts"]>;
  readonly total: number;
  readonly perPage: number;
  readonly place: Here;
  readonly dataCut: string;
  readonly chosen: Choosing | null;
}

const kRemembered = 25;
const kSettled = 250;

/** Pages that were loaded lately: what is there to be printed. */
function useLoaded(): [readonly number[], (page: number) => void] {
  const [pages, setPages] = useState<readonly number[]>([]);
  const add = useCallback((page: number) => { setPages((before) => [...before.filter((one) => one !== page), page].slice(-kRemembered)); }, []);
  return [pages, add];
}

/** The address tells where in the list one is, and leads there again. */
function usePageInAddress(list: React.RefObject<HTMLElement | null>, place: Here, firstInSight: number, perPage: number, height: number): void {
  const began = useRef(place.choices.page);
  useEffect(() => {
    if (began.current > 1 && list.current) scrollTo(0, scrollY + list.current.getBoundingClientRect().top + (began.current - 1) * perPage * height);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, where the address led
  }, []);
  const page = Math.floor(firstInSight / perPage) + 1;
  useEffect(() => {
    if (page === place.choices.page) return;
    const timer = setTimeout(() => { go(place.to({ page }), { replaces: true }); }, kSettled);
    return () => { clearTimeout(timer); };
  }, [page, place]);
}

function Spacer({ rows, height }: { readonly rows: number; readonly height: number }) {
  return rows > 0 && <tr aria-hidden="true" className="spacer"><td style={{ height: rows * height }} /></tr>;
}

/** All products of a list, of which those in sight are there; pages are asked for as one comes to them. */
export function ProductTable({ questionOf, total, perPage, place, dataCut, chosen }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const list = useRef<HTMLTableSectionElement>(null);
  const group = useRef<HTMLDivElement>(null);
  const height = useRowHeight();
  const isLong = total > perPage;
  const range = useRange(list, total, height);
  const isPrinting = useIsPrinting();
  const [loaded, onLoaded] = useLoaded();
  const [focused, setFocused] = useState<number | null>(null);
  const firstInSight = range.first === 0 ? 0 : range.first + kAround;
  usePageInAddress(list, place, isLong ? firstInSight : 0, perPage, height);
  useEffect(() => {
    // What had the focus and is gone leaves it to the list, and not to the page's beginning.
    if (focused !== null && document.activeElement === document.body) group.current?.focus({ preventScroll: true });
  }, [focused, range]);
  const onFocus = ({ target }: FocusEvent<HTMLElement>) => { setFocused(target.dataset.index === undefined ? null : Number(target.dataset.index)); };
  const wholePage = (page: number): Block => ({ page, first: (page - 1) * perPage, end: Math.min(total, page * perPage) });
  const blocks = isPrinting ? [...loaded].sort((a, b) => a - b).map(wholePage) : isLong ? blocksOf(range, perPage) : [wholePage(1)];
  const isFocusInSight = focused !== null && focused >= range.first && focused < range.end;
  const shared = { place, chosen, height: isLong ? height : undefined, reached: isLong ? (isFocusInSight ? focused : firstInSight) : null };
  const isWindow = isLong && !isPrinting;
  // Between which of so many ranks one may end: the longest of what their column holds.
  const ranks = { "--ranks": `${2 * numbers.whole(total).length + 1}ch` } as CSSProperties;
  return (
    <div className="scrolled" ref={group} tabIndex={0} role="group" aria-label={words.productList}>
      <table className={isLong ? "numbers long" : "numbers"} style={ranks} aria-rowcount={total + 1} onKeyDown={moveWithArrows} onFocus={onFocus}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{words.rank}</th><th scope="col" className="text">{words.product}</th><th scope="col" className="roomy spark">{words.lastAndNext}</th>
            <th scope="col">{words.revenue}</th><th scope="col">{words.units}</th><th scope="col" className="roomy">{words.topChance}</th>
            <th scope="col" title={words.confidenceMeaning}>{words.confidence}</th>
          </tr>
        </thead>
        <tbody ref={list}>
          {isWindow && <Spacer rows={range.first} height={height} />}
          {blocks.map((block) => <ProductBlock key={questionOf(block.page).address} block={block} perPage={perPage} question={questionOf(block.page)} isFirst={block.page === 1} dataCut={dataCut} shared={shared} onLoaded={onLoaded} />)}
          {isWindow && <Spacer rows={total - range.end} height={height} />}
        </tbody>
      </table>
    </div>
  );
}
