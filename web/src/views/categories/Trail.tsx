import { ancestry, type Parent } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Link } from "../../parts/Link";
import type { Here } from "../../state/usePlace";
import { useWords } from "../../words/useWords";

interface Shown {
  readonly place: Here;
  readonly category: string;
  /** Whether the category itself is part of the way. */
  readonly isWhole?: boolean;
}

function wayTo(category: Parent | null | undefined): Parent[] {
  const way: Parent[] = [];
  for (let here = category; here; here = here.parent) way.unshift(here);
  return way;
}

/** The way from all categories to this one. */
export function Trail({ place, category, isWhole = false }: Shown) {
  const words = useWords();
  const asked = useAnswer(category ? ancestry(place.choices.marketplace, category) : null);
  const way = wayTo(asked.isCurrent ? asked.body?.data.categoryPrediction : null);
  const shown = isWhole ? way : way.slice(0, -1);
  return (
    <nav className="trail" aria-label={words.categories}>
      <Link href={place.to({ view: "categories", id: "" })}>{words.allCategories}</Link>
      {shown.map(({ id, name }) => <span key={id}><span aria-hidden="true">/ </span><Link href={place.to({ view: "categories", id })}>{name}</Link></span>)}
    </nav>
  );
}
