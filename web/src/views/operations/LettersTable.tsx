import type { Shape } from "../../api/question";
import { Table } from "../../parts/Table";
import { useNumbers, useWords } from "../../words/useWords";

export function LettersTable({ letters }: { readonly letters: Shape["DeadLetters"]["deadLetters"] }) {
  const [words, numbers] = [useWords(), useNumbers()];
  return (
    <Table title={words.deadLetters} rows={letters} keyOf={(letter) => letter.key} columns={[
      { name: words.reason, isText: true, of: (letter) => letter.code },
      { name: words.when, isText: true, of: (letter) => numbers.moment(letter.at) },
      { name: words.what, isText: true, isWide: true, of: (letter) => letter.reason },
      { name: words.origin, isText: true, of: (letter) => `${letter.source} ${letter.position}` },
    ]} />
  );
}
