import type { Shape } from "../../api/question";
import type { Words } from "../../words/en";
import type { Numbers } from "../../words/numbers";

type Alike = Shape["SimilarProducts"]["similar"][number]["alike"];

/** Less is said as none. */
const kWorthSaying = 0.02;

/** In what two products are alike, what they are most alike in first; names that share no word tell nothing. */
export function alikeIn({ name, price, level, weekdays, season }: Alike, words: Words, numbers: Numbers): string {
  const parts = [
    { word: words.alikeName, share: name >= kWorthSaying ? name : null }, { word: words.alikePrice, share: price }, { word: words.alikeLevel, share: level },
    { word: words.alikeWeekdays, share: weekdays }, { word: words.alikeSeason, share: season },
  ];
  return parts
    .flatMap(({ word, share }) => (share === null ? [] : [{ word, share }]))
    .sort((one, other) => other.share - one.share)
    .map(({ word, share }) => `${word} ${numbers.percent(share)}`)
    .join(" · ");
}
