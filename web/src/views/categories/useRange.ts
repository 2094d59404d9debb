import { useEffect, useState, type RefObject } from "react";
import { flushSync } from "react-dom";
import { rangeInSight, type Range } from "./window";

/** The rows of a list that are in sight of the window; `list` begins with the first of them. */
export function useRange(list: RefObject<HTMLElement | null>, total: number, rowHeight: number): Range {
  const [range, setRange] = useState<Range>(() => rangeInSight(0, innerHeight, rowHeight, total));
  useEffect(() => {
    let waiting = 0;
    const look = () => {
      waiting = 0;
      if (!list.current) return;
      const next = rangeInSight(-list.current.getBoundingClientRect().top, innerHeight, rowHeight, total);
      setRange((before) => (before.first === next.first && before.end === next.end ? before : next));
    };
    const soon = () => { waiting ||= requestAnimationFrame(look); };
    look();
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon);
    return () => {
      cancelAnimationFrame(waiting);
      removeEventListener("scroll", soon);
      removeEventListener("resize", soon);
    };
  }, [list, total, rowHeight]);
  return range;
}

/** Whether the page is being printed: paper does not scroll. */
export function useIsPrinting(): boolean {
  const [isPrinting, setIsPrinting] = useState(false);
  useEffect(() => {
    const begin = () => { flushSync(() => { setIsPrinting(true); }); };
    const end = () => { setIsPrinting(false); };
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, []);
  return isPrinting;
}

const kPhone = "(max-width: 40rem)";
const kRems = { desk: 3.9, phone: 4.9 };

/** How high each row is, in pixels: they are all alike. */
export function useRowHeight(): number {
  const read = () => parseFloat(getComputedStyle(document.documentElement).fontSize) * (matchMedia(kPhone).matches ? kRems.phone : kRems.desk);
  const [height, setHeight] = useState(read);
  useEffect(() => {
    const phone = matchMedia(kPhone);
    const change = () => { setHeight(read()); };
    phone.addEventListener("change", change);
    return () => { phone.removeEventListener("change", change); };
  }, []);
  return height;
}
