import type { Here } from "../state/usePlace";
import { useNumbers, useWords } from "../words/useWords";
import { Link } from "./Link";

interface Shown {
  readonly place: Here;
  readonly total: number;
  readonly limit: number;
}

export function Pages({ place, total, limit }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const { page } = place.choices;
  const last = Math.max(1, Math.ceil(total / limit));
  if (last === 1 && page === 1) return null;
  return (
    <nav className="pages" aria-label={words.pages}>
      {page > 1 && <Link rel="prev" href={place.to({ page: Math.min(page - 1, last) })}>← {words.previousPage}</Link>}
      <span>{words.pageOf(numbers.whole(page), numbers.whole(last))}</span>
      {page < last && <Link rel="next" href={place.to({ page: page + 1 })}>{words.nextPage} →</Link>}
    </nav>
  );
}
