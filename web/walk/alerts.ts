// Alerts as the API tells them, for walks that need some whatever the shop has.
interface Told {
  readonly id: number;
  readonly rule: string;
  readonly priority: string;
  readonly state: string;
  readonly message: string;
  readonly subject?: string;
  readonly subjectName?: string;
  readonly sellerKey?: string;
  readonly moneyAtStakeMinor?: number;
  readonly followsFrom?: number;
  readonly followers?: number;
}

const alert = (told: Told) => ({
  marketplaceId: "DE", subject: "", subjectName: "", within: "", sellerKey: "", measured: 0.9264, threshold: 7, moneyAtStakeMinor: null, currency: "EUR",
  raisedAt: "2025-06-09T04:00:00Z", changedAt: "2025-06-09T04:00:00Z", toldAt: null, acknowledgedAt: null, acknowledgedBy: "", snoozedUntil: null,
  escalatedAt: null, resolvedAt: null, times: 1, followsFrom: null, followers: 0, links: { runbook: `/runbooks/${told.rule}` }, ...told,
});

export const kAlerts = [
  alert({ id: 12, rule: "stock-out-risk", priority: "P1", state: "open", subject: "product:1164", subjectName: "Elbe Towel S173", sellerKey: "501", moneyAtStakeMinor: 145_501, message: "Elbe Towel S173 has 6 units left, which last 0.9 days; 45.3 are foreseen for the coming week." }),
  alert({ id: 11, rule: "demand-drop", priority: "P1", state: "open", subject: "product:1102", subjectName: "Halden Camera I111", sellerKey: "502", moneyAtStakeMinor: 51_621, message: "Halden Camera I111 sold 12 units in the last week; 42.1 were foreseen." }),
  alert({ id: 10, rule: "season-shift", priority: "P3", state: "open", subject: "category:171", subjectName: "Day Creams", sellerKey: "501", message: "Day Creams sold 152 units in the last four weeks; 748 would be usual." }),
  alert({ id: 9, rule: "stale-data", priority: "P1", state: "open", followsFrom: 8, message: "The numbers are 9 hours late." }),
  alert({ id: 8, rule: "cycle-failed", priority: "P1", state: "open", followers: 1, message: "The last refresh failed." }),
  alert({ id: 7, rule: "disk", priority: "P1", state: "acknowledged", message: "The disk is nearly full." }),
];

export const kSummary = {
  open: { P0: 0, P1: 5, P2: 0, P3: 1 }, acknowledged: 1, snoozed: 0, raisedIn30Days: 9, resolvedIn30Days: 3,
  medianSecondsToAcknowledge: 260, medianSecondsToResolve: 10_800,
};
