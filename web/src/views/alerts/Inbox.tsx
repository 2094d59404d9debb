import { useState } from "react";
import { alerts, chosenAlerts, type Alert } from "../../api/alerts";
import { useEvents } from "../../api/useEvents";
import { useFound } from "../../api/useAnswer";
import { Allowed, MayOnlyLook, useMayAct } from "../../parts/Allowed";
import type { Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";
import { Acts } from "./Acts";
import { AlertRow } from "./AlertRow";
import { roots } from "./inbox";
import { useChosen } from "./useChosen";

const kStep = 50;

interface Shown {
  readonly place: Here;
  /** How many rules there are; null while that is not known. */
  readonly watched: number | null;
  readonly onActed: () => void;
}

/** The latest first; what is new while somebody reads waits until it is asked for. */
export function Inbox({ place, watched, onActed }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const { choices } = place;
  const [wanted, setWanted] = useState(kStep);
  const { address } = alerts(choices);
  const asked = useFound(`${address} ${choices.audience} ${wanted}`, address, (signal) => chosenAlerts(choices, wanted, signal));
  const mayAct = useMayAct("alerts:write") ?? false;
  const raised = useEvents<Alert>("alert.raised", "");
  const [seen, setSeen] = useState(0);
  const listed = roots(asked.body?.alerts ?? []);
  const chosen = useChosen(listed.map(({ id }) => id));
  const again = () => { setSeen(raised.count); asked.again(); onActed(); };
  const fresh = raised.count - seen;
  return (
    <section aria-label={words.alerts} className="inbox">
      <MayOnlyLook scope="alerts:write" />
      <div role="status">{fresh > 0 && <p className="notice">{words.newAlerts(fresh, numbers.whole(fresh))} <button type="button" className="button" onClick={again}>{words.showThem}</button></p>}</div>
      {mayAct && <Acts chosen={chosen} state={choices.state} isAny={listed.length > 0} onActed={again} />}
      <Allowed asked={asked}>
        {({ isMore }) => (listed.length === 0 ? <NothingHere place={place} watched={watched} /> : (
          <>
            <ul className="alerts">{listed.map((alert) => <AlertRow key={alert.id} alert={alert} place={place} chosen={mayAct ? chosen : null} />)}</ul>
            {isMore && <button type="button" className="button" onClick={() => { setWanted(wanted + kStep); }}>{words.showMore}</button>}
          </>
        ))}
      </Allowed>
    </section>
  );
}

function NothingHere({ place: { choices }, watched }: Pick<Shown, "place" | "watched">) {
  const [words, numbers] = [useWords(), useNumbers()];
  const isAll = choices.state === "open" && choices.priority === "" && choices.audience === "" && choices.rule === "";
  return (
    <div className="note" role="status">
      <p className="note-title">{isAll ? words.nothingNeedsYou : words.noAlerts}</p>
      {isAll && watched !== null && <p>{words.rulesWatched(numbers.whole(watched))}</p>}
    </div>
  );
}
