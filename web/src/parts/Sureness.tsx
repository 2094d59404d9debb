import type { ReactNode } from "react";
import { useNumbers, useWords } from "../words/useWords";

interface Certain {
  readonly rank: number;
  readonly rankLow: number | null;
  readonly rankHigh: number | null;
}

/** "3", and below it between which ranks it will most likely end. */
export function RankCell({ rank, rankLow, rankHigh, children }: Certain & { readonly children?: ReactNode }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const isKnown = rankLow !== null && rankHigh !== null;
  return (
    <td>
      {children}{numbers.whole(rank)}
      {isKnown && <small title={words.rankRange}>{rankLow === rankHigh ? numbers.whole(rankLow) : `${numbers.whole(rankLow)}–${numbers.whole(rankHigh)}`}</small>}
    </td>
  );
}

interface Bounded {
  readonly expectedUnits: number | null;
  readonly lo80: number | null;
  readonly hi80: number | null;
}

/** Units, and below them where eight of ten outcomes lie. */
export function UnitsCell({ expectedUnits, lo80, hi80 }: Bounded) {
  const [words, numbers] = [useWords(), useNumbers()];
  return (
    <td>
      {numbers.whole(expectedUnits)}
      {lo80 !== null && hi80 !== null && <small title={words.range80}>{numbers.whole(lo80)}–{numbers.whole(hi80)}</small>}
    </td>
  );
}
