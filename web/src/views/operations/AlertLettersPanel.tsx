import { useState } from "react";
import { alertLetters, sendAgain } from "../../api/alerts";
import { act } from "../../api/ask";
import { useAnswer } from "../../api/useAnswer";
import { useActing } from "../../parts/Acting";
import { Allowed, useMayAct } from "../../parts/Allowed";
import { Panel } from "../../parts/Panel";
import { useNumbers, useWords } from "../../words/useWords";
import { AlertLettersTable } from "./AlertLettersTable";

export function AlertLettersPanel() {
  const [words, numbers] = [useWords(), useNumbers()];
  const asked = useAnswer(alertLetters);
  const mayAct = useMayAct() ?? false;
  const [ids, setIds] = useState<readonly number[]>([]);
  const acting = useActing(() => { setIds([]); asked.again(); });
  const shown = (asked.body?.letters ?? []).map(({ id }) => id);
  const chosen = shown.filter((id) => ids.includes(id));
  const which = chosen.length > 0 ? words.chosenLetters(chosen.length) : words.allLetters;
  const again = () => {
    acting.offer({ name: words.sendAgain, question: words.sendAgainAsk(which), why: words.sendAgainWhy,
      run: async () => words.sentAgain(numbers.whole((await act(sendAgain(chosen.length > 0 ? chosen : shown))).letters)) });
  };
  return (
    <Panel title={words.undeliveredLetters} address={asked.address} actions={mayAct && shown.length > 0 && (
      <>
        <span className="which">{which}</span>
        <button type="button" className="plain" onClick={again}>{words.sendAgain}</button>
      </>
    )}>
      {acting.shown}
      <Allowed asked={asked}>
        {(body) => (
          <>
            <AlertLettersTable letters={body.letters} chosen={chosen} onChoose={mayAct ? setIds : null} />
            {body.next !== null && <p className="about">{words.moreRows(numbers.whole(body.letters.length))}</p>}
          </>
        )}
      </Allowed>
    </Panel>
  );
}
