import { useId, useState } from "react";
import { followersOf, type Alert } from "../../api/alerts";
import { useFound } from "../../api/useAnswer";
import { Answered } from "../../parts/Answered";
import { Link } from "../../parts/Link";
import type { Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";
import { AlertDetail } from "./AlertDetail";
import { priorityMeanings } from "./Filters";
import { subjectOf } from "./inbox";
import { stateNames } from "./States";
import type { Chosen } from "./useChosen";

interface Shown {
  readonly alert: Alert;
  readonly place: Here;
  /** null: whoever looks may not act, or not here. */
  readonly chosen: Chosen | null;
}

/** One alert in a line or two; what else is known of it, and what follows from it, unfold beneath. */
export function AlertRow({ alert, place, chosen }: Shown) {
  const [words, numbers, id] = [useWords(), useNumbers(), useId()];
  const [isDetailed, setIsDetailed] = useState(false);
  const [isUnfolded, setIsUnfolded] = useState(false);
  const { message, priority, state, followers } = alert;
  const canBeChosen = chosen && state !== "resolved";
  return (
    <li className="alert">
      {canBeChosen && (
        <input type="checkbox" aria-label={words.choose} aria-describedby={`${id}-what`} checked={chosen.ids.includes(alert.id)}
          onChange={(event) => { chosen.choose(alert.id, event.target.checked, (event.nativeEvent as MouseEvent).shiftKey); }} />
      )}
      <span className={`priority ${priority}`} title={priorityMeanings(words)[priority]}>{priority}</span>
      <div className="alert-what">
        <p id={`${id}-what`} lang="en">{message}</p>
        <p className="alert-more">
          <SubjectLink alert={alert} place={place} />
          <span>{words.since(numbers.moment(alert.raisedAt))}</span>
          {state !== place.choices.state && <span>{stateNames(words)[state]}</span>}
          {alert.followsFrom !== null && <span>{words.followsAnother}</span>}
          {followers > 0 && <button type="button" className="plain" aria-expanded={isUnfolded} onClick={() => { setIsUnfolded(!isUnfolded); }}>{words.followFromIt(followers, numbers.whole(followers))}</button>}
          <button type="button" className="plain" aria-expanded={isDetailed} aria-describedby={`${id}-what`} onClick={() => { setIsDetailed(!isDetailed); }}>{words.more}</button>
          <a href={alert.links.runbook} aria-describedby={`${id}-what`}>{words.runbook}</a>
        </p>
        {isDetailed && <AlertDetail alert={alert} />}
        {isUnfolded && <Followers of={alert} place={place} />}
      </div>
      {alert.moneyAtStakeMinor !== null && <span className="alert-money" title={words.atStake}><span className="unseen">{words.atStake} </span>{numbers.minorMoney(alert.moneyAtStakeMinor, alert.currency)}</span>}
    </li>
  );
}

function SubjectLink({ alert, place }: Pick<Shown, "alert" | "place">) {
  const subject = subjectOf(alert);
  const name = alert.subjectName || alert.subject;
  if (!subject) return name && <span>{name}</span>;
  return <Link href={place.to({ ...subject, marketplace: alert.marketplaceId })}>{name}</Link>;
}

function Followers({ of, place }: { readonly of: Alert; readonly place: Here }) {
  const asked = useFound(`followers ${of.id} ${of.changedAt}`, "", (signal) => followersOf(of, signal));
  return (
    <Answered asked={asked} rows={Math.min(of.followers, 5)}>
      {(body) => <ul className="alerts">{body.alerts.map((one) => <AlertRow key={one.id} alert={one} place={place} chosen={null} />)}</ul>}
    </Answered>
  );
}
