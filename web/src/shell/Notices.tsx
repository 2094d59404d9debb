import { useState } from "react";
import { readiness, type Marketplace } from "../api/questions";
import { useAnswer } from "../api/useAnswer";
import { useNumbers, useWords } from "../words/useWords";

const kStaleAfter = 24 * 3_600_000;

/** What a reader has to know of all numbers: historic, late, or newer ones are there. */
export function Notices({ here, onShow }: { readonly here: Marketplace | undefined; readonly onShow: (() => void) | null }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const [now] = useState(() => Date.now());
  const health = useAnswer(readiness).body;
  const isStale = here && !here.nowIsDataCut && now - Date.parse(here.lastRefreshed) > kStaleAfter;
  const worst = health?.status === "degraded" ? health.flags.find((flag) => flag.condition !== "ok") : undefined;
  return (
    <div className="notices" role="status">
      {onShow && <p className="notice">{words.newNumbers} <button type="button" className="button" onClick={onShow}>{words.showThem}</button></p>}
      {here?.nowIsDataCut && <p className="notice">{words.historic(numbers.day(here.dataCut))}</p>}
      {isStale && <p className="notice warning">{words.stale(numbers.age(here.lastRefreshed, now))}</p>}
      {worst && <p className="notice warning">{words.degraded(worst.detail)}</p>}
    </div>
  );
}
