import type { Shape } from "../../api/question";
import { Table } from "../../parts/Table";
import { useNumbers, useWords } from "../../words/useWords";
import { choosing, type Choice } from "./choosing";

type Letter = Shape["AlertLetters"]["letters"][number];

interface Shown extends Choice<number> {
  readonly letters: readonly Letter[];
}

export function AlertLettersTable({ letters, ...choice }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  return (
    <Table title={words.undeliveredLetters} rows={letters} keyOf={(letter) => String(letter.id)} columns={[
      ...choosing(words.choose, ({ id }: Letter) => id, choice),
      { name: words.recipient, isText: true, of: (letter) => letter.recipient },
      { name: words.channel, isText: true, of: (letter) => letter.channel },
      { name: words.when, isText: true, of: (letter) => numbers.moment(letter.writtenAt) },
      { name: words.what, isText: true, isWide: true, of: (letter) => letter.alerts.map(({ message }) => message).join(" ") || words.none },
      { name: words.reason, isText: true, isWide: true, of: (letter) => letter.problem },
      { name: words.attempts, of: (letter) => numbers.whole(letter.attempts) },
    ]} />
  );
}
