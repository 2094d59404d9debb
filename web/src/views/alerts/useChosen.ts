import { useState } from "react";
import { between } from "./inbox";

export interface Chosen {
  readonly ids: readonly number[];
  readonly isAll: boolean;
  /** With `isRange`, all from the one that was chosen last to this one. */
  readonly choose: (id: number, is: boolean, isRange: boolean) => void;
  readonly chooseAll: (is: boolean) => void;
}

/** Which of a list are chosen. */
export function useChosen(listed: readonly number[]): Chosen {
  const [held, setHeld] = useState<readonly number[]>([]);
  const [last, setLast] = useState<number | null>(null);
  const choose = (id: number, is: boolean, isRange: boolean) => {
    const these = isRange ? between(listed, last, id) : [id];
    const others = held.filter((one) => !these.includes(one));
    setHeld(is ? [...others, ...these] : others);
    setLast(id);
  };
  // What is listed no more is chosen no more.
  const ids = held.filter((id) => listed.includes(id));
  return { ids, isAll: listed.length > 0 && ids.length === listed.length, choose, chooseAll: (is) => { setHeld(is ? listed : []); } };
}
