import type { Shape } from "../../api/question";
import { Table, type Column } from "../../parts/Table";
import { useNumbers, useWords } from "../../words/useWords";

type Letter = Shape["AlertLetters"]["letters"][number];

interface Shown {
  readonly letters: readonly Letter[];
  readonly chosen: readonly number[];
  /** null: whoever looks may not. */
  readonly onChoose: ((ids: readonly number[]) => void) | null;
}

export function AlertLettersTable({ letters, chosen, onChoose }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const chooses: Column<Letter> = {
    name: words.choose, isText: true,
    of: ({ id }) => onChoose && (
      <input type="checkbox" aria-label={`${words.choose} ${String(id)}`} checked={chosen.includes(id)}
        onChange={(event) => { onChoose(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id)); }} />
    ),
  };
  return (
    <Table title={words.undeliveredLetters} rows={letters} keyOf={(letter) => String(letter.id)} columns={[
      ...(onChoose ? [chooses] : []),
      { name: words.recipient, isText: true, of: (letter) => letter.recipient },
      { name: words.channel, isText: true, of: (letter) => letter.channel },
      { name: words.when, isText: true, of: (letter) => numbers.moment(letter.writtenAt) },
      { name: words.what, isText: true, isWide: true, of: (letter) => letter.alerts.map(({ message }) => message).join(" ") || words.none },
      { name: words.reason, isText: true, isWide: true, of: (letter) => letter.problem },
      { name: words.attempts, of: (letter) => numbers.whole(letter.attempts) },
    ]} />
  );
}
