import type { Shape } from "../../api/question";
import { Table, type Column } from "../../parts/Table";
import { useNumbers, useWords } from "../../words/useWords";

type Letter = Shape["DeadLetters"]["deadLetters"][number];

interface Shown {
  readonly letters: readonly Letter[];
  readonly chosen: readonly string[];
  /** null: whoever looks may not. */
  readonly onChoose: ((keys: readonly string[]) => void) | null;
}

export function LettersTable({ letters, chosen, onChoose }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const chooses: Column<Letter> = {
    name: words.choose, isText: true,
    of: ({ key }) => onChoose && (
      <input type="checkbox" aria-label={`${words.choose} ${key}`} checked={chosen.includes(key)}
        onChange={(event) => { onChoose(event.target.checked ? [...chosen, key] : chosen.filter((one) => one !== key)); }} />
    ),
  };
  return (
    <Table title={words.deadLetters} rows={letters} keyOf={(letter) => letter.key} columns={[
      ...(onChoose ? [chooses] : []),
      { name: words.reason, isText: true, of: (letter) => letter.code },
      { name: words.when, isText: true, of: (letter) => numbers.moment(letter.at) },
      { name: words.what, isText: true, isWide: true, of: (letter) => letter.reason },
      { name: words.origin, isText: true, of: (letter) => `${letter.source} ${letter.position}` },
    ]} />
  );
}
