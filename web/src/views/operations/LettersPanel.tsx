import { useState } from "react";
import { act } from "../../api/ask";
import { dropLetters, replayLetters } from "../../api/deeds";
import { deadLetters } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Panel } from "../../parts/Panel";
import { useNumbers, useWords } from "../../words/useWords";
import { useActing } from "../../parts/Acting";
import { Allowed, useMayAct } from "../../parts/Allowed";
import { LettersTable } from "./LettersTable";

export function LettersPanel({ marketplace }: { readonly marketplace: string }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const asked = useAnswer(deadLetters(marketplace));
  const mayAct = useMayAct() ?? false;
  const [keys, setKeys] = useState<readonly string[]>([]);
  const acting = useActing(() => { setKeys([]); asked.again(); });
  const letters = asked.body?.deadLetters ?? [];
  const shownKeys = new Set(letters.map((letter) => letter.key));
  const chosen = keys.filter((key) => shownKeys.has(key));
  const which = chosen.length > 0 ? words.chosenRows(chosen.length) : words.allRows;
  const replay = () => {
    acting.offer({ name: words.tryAgain, question: words.replayAsk(which), why: words.replayWhy,
      run: async () => words.replayed(numbers.whole((await act(replayLetters(marketplace, chosen))).rows)) });
  };
  const drop = () => {
    acting.offer({ name: words.drop, question: words.dropAsk(which), why: words.dropWhy,
      run: async () => words.dropped(numbers.whole((await act(dropLetters(marketplace, chosen))).rows)) });
  };
  return (
    <Panel title={words.deadLetters} address={asked.address} actions={mayAct && letters.length > 0 && (
      <>
        <span className="which">{which}</span>
        <button type="button" className="plain" onClick={replay}>{words.tryAgain}</button>
        <button type="button" className="plain" onClick={drop}>{words.drop}</button>
      </>
    )}>
      {acting.shown}
      <Allowed asked={asked}>
        {(body) => (
          <>
            <LettersTable letters={body.deadLetters} chosen={chosen} onChoose={mayAct ? setKeys : null} />
            {body.next !== null && <p className="about">{words.moreRows(numbers.whole(body.deadLetters.length))}</p>}
          </>
        )}
      </Allowed>
    </Panel>
  );
}
