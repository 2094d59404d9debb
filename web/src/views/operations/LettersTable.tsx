import type { Shape } from "../../api/question";
import { Table } from "../../parts/Table";
import { useNumbers, useWords } from "../../words/useWords";
import { choosing, type Choice } from "./choosing";

type Letter = Shape["DeadLetters"]["deadLetters"][number];

interface Shown extends Choice<string> {
  readonly letters: readonly Letter[];
}

export function LettersTable({ letters, ...choice }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  return (
    <Table title={words.deadLetters} rows={letters} keyOf={(letter) => letter.key} columns={[
      ...choosing(words.choose, ({ key }: Letter) => key, choice),
      { name: words.reason, isText: true, of: (letter) => letter.code },
      { name: words.when, isText: true, of: (letter) => numbers.moment(letter.at) },
      { name: words.what, isText: true, isWide: true, of: (letter) => letter.reason },
      { name: words.origin, isText: true, of: (letter) => `${letter.source} ${letter.position}` },
    ]} />
  );
}
