import { useRef, useState } from "react";
import { acknowledge, reopen, snooze } from "../../api/alerts";
import { act } from "../../api/ask";
import { Problem } from "../../api/problem";
import type { Deed, Shape } from "../../api/question";
import { Refused } from "../../parts/Acting";
import type { AlertState } from "../../state/place";
import type { Words } from "../../words/en";
import { useNumbers, useWords } from "../../words/useWords";
import type { Chosen } from "./useChosen";

const kHour = 60;
const kDay = 24 * kHour;
const kWeek = 7 * kDay;

interface Shown {
  readonly chosen: Chosen;
  readonly state: AlertState;
  readonly isAny: boolean;
  readonly onActed: () => void;
}
interface Told {
  readonly done: string;
  readonly problem: Problem | null;
}

interface Offer {
  readonly name: string;
  readonly isOffered: boolean;
  readonly deed: (ids: number[]) => Deed<Shape["AlertsActedOn"]>;
  readonly tell: (shown: string) => string;
}

function offersOf(words: Words, state: AlertState): Offer[] {
  const snoozes = [[words.snoozeHour, kHour] as const, [words.snoozeDay, kDay] as const, [words.snoozeWeek, kWeek] as const];
  const all: Offer[] = [
    { name: words.acknowledge, isOffered: state === "open" || state === "snoozed", deed: acknowledge, tell: words.wasAcknowledged },
    ...snoozes.map(([name, minutes]) => ({ name, isOffered: state !== "resolved", deed: (ids: number[]) => snooze(ids, minutes), tell: words.wasSnoozed })),
    { name: words.reopen, isOffered: state === "acknowledged" || state === "snoozed", deed: reopen, tell: words.wasReopened },
  ];
  return all.filter(({ isOffered }) => isOffered);
}

/** What can be done with those that are chosen; each can be taken back, so nobody is asked twice. */
export function Acts({ chosen, state, isAny, onActed }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const [told, setTold] = useState<Told>({ done: "", problem: null });
  const said = useRef<HTMLParagraphElement>(null);
  const count = chosen.ids.length;
  const take = async ({ deed, tell }: Offer) => {
    try {
      await act(deed([...chosen.ids]));
      setTold({ done: tell(numbers.whole(count)), problem: null });
      chosen.chooseAll(false);
      said.current?.focus(); // the button that was pressed is off now
      onActed();
    } catch (error) {
      setTold({ done: "", problem: error instanceof Problem ? error : new Problem({ title: String(error) }) });
    }
  };
  const offers = offersOf(words, state);
  return (
    <>
      {isAny && offers.length > 0 && (
        <div className="acts" role="group" aria-label={words.act}>
          <label><input type="checkbox" checked={chosen.isAll} onChange={(event) => { chosen.chooseAll(event.target.checked); }} />{count > 0 ? words.chosenOf(numbers.whole(count)) : words.chooseAll}</label>
          {offers.map((offer) => <button key={offer.name} type="button" className="plain" disabled={count === 0} onClick={() => { void take(offer); }}>{offer.name}</button>)}
        </div>
      )}
      <p ref={said} tabIndex={-1} role="status" className="done">{told.done}</p>
      <div role="alert">{told.problem && <Refused problem={told.problem} />}</div>
    </>
  );
}
