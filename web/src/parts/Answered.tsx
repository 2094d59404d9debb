import type { ReactNode } from "react";
import type { Asked } from "../api/useAnswer";
import { useWords } from "../words/useWords";
import { ProblemNote } from "./ProblemNote";

interface Shown<Answer> {
  readonly asked: Asked<Answer>;
  readonly rows?: number;
  readonly children: (body: Answer) => ReactNode;
}

function Waiting({ rows, isFoundOut }: { readonly rows: number; readonly isFoundOut: boolean }) {
  const words = useWords();
  return (
    <div className="waiting" role="status">
      <span className={isFoundOut ? "finding" : "unseen"}>{isFoundOut ? words.findingOut : words.loading}</span>
      {Array.from({ length: rows }, (_, row) => <span key={row} className="waiting-row" aria-hidden="true" />)}
    </div>
  );
}

/** What was answered; until then its place is held, and where nothing came, it is said why. */
export function Answered<Answer>({ asked, rows = 5, children }: Shown<Answer>) {
  if (asked.problem) return <ProblemNote problem={asked.problem} again={asked.again} />;
  if (asked.body === null || asked.isFoundOut) return <Waiting rows={rows} isFoundOut={asked.isFoundOut} />;
  return <div aria-busy={!asked.isCurrent} className={asked.isCurrent ? "answered" : "answered old"}>{children(asked.body)}</div>;
}
