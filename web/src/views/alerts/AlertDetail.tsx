import type { Alert } from "../../api/alerts";
import { Source } from "../../parts/Source";
import { useNumbers, useWords } from "../../words/useWords";

/** All else that is known of an alert; what did not happen is left out. */
export function AlertDetail({ alert }: { readonly alert: Alert }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const at = (instant: string | null) => instant && numbers.moment(instant);
  const acknowledged = [at(alert.acknowledgedAt), alert.acknowledgedBy].filter(Boolean).join(", ");
  const told: readonly (readonly [string, string | null])[] = [
    [words.rule, alert.rule],
    [words.marketplace, alert.marketplaceId],
    [words.seller, alert.sellerKey],
    [words.measured, numbers.upTo2(alert.measured)],
    [words.threshold, numbers.upTo2(alert.threshold)],
    [words.lastChange, at(alert.changedAt)],
    [words.toldAt, at(alert.toldAt)],
    [words.stateAcknowledged, acknowledged],
    [words.snoozedUntil, at(alert.snoozedUntil)],
    [words.escalatedAt, at(alert.escalatedAt)],
    [words.stateResolved, at(alert.resolvedAt)],
    [words.times, alert.times > 1 ? numbers.whole(alert.times) : null],
  ];
  return (
    <div className="alert-detail">
      <dl>{told.map(([name, value]) => value && <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      <Source address={`/api/v1/alerts/${alert.id}`} />
    </div>
  );
}
