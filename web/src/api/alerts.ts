// What is asked about alerts, and what can be done about them.
import { ask } from "./ask";
import { change, deed, question, type Deed, type Question, type Shape } from "./question";
import type { Choices } from "../state/place";

export type Alert = Shape["Alert"];
export type AlertRule = Shape["AlertRules"]["rules"][number];
export type Preference = Shape["AlertPreference"];
export type PreferenceChange = Shape["AlertPreferenceChange"];

const kPage = 100;
const kUnresolved = "open,acknowledged,snoozed";

export const alertRules = question("/api/v1/alert-rules", {});
export const alertSummary = question("/api/v1/alert-summary", {});

/** Of all marketplaces, and of the server itself, which is of none. */
export const alerts = ({ state, priority, audience, rule }: Choices, after?: number): Question<Shape["Alerts"]> =>
  question("/api/v1/alerts", { query: { state, priority, audience: audience || undefined, rule, after, limit: kPage } });
const unresolved = (after?: number): Question<Shape["Alerts"]> => question("/api/v1/alerts", { query: { state: kUnresolved, after, limit: kPage } });

/** The newest that reached nobody. */
export const alertLetters = question("/api/v1/alert-letters", { query: { limit: kPage } });
export const sendAgain = (ids: readonly number[]): Deed<Shape["AlertLettersSent"]> => deed("/api/v1/alert-letters:send-again", {}, { ids: [...ids] });

export interface Listed {
  readonly alerts: readonly Alert[];
  readonly isMore: boolean;
}

/** Page after page until so many match, or there are no more. */
async function matching(pageOf: (after?: number) => Question<Shape["Alerts"]>, matches: (alert: Alert) => boolean, count: number, signal: AbortSignal): Promise<Listed> {
  const found: Alert[] = [];
  for (let after: number | undefined; ;) {
    const { body } = await ask(pageOf(after), signal);
    found.push(...body.alerts.filter(matches));
    if (body.next === null) return { alerts: found, isMore: false };
    if (found.length >= count) return { alerts: found, isMore: true };
    after = Number(body.next);
  }
}

export const chosenAlerts = (choices: Choices, count: number, signal: AbortSignal): Promise<Listed> =>
  matching((after) => alerts(choices, after), () => true, count, signal);

/** Those whose probable root an alert is. */
export const followersOf = ({ id, followers }: Alert, signal: AbortSignal): Promise<Listed> =>
  matching(unresolved, (alert) => alert.followsFrom === id, followers, signal);

export const acknowledge = (ids: number[]): Deed<Shape["AlertsActedOn"]> => deed("/api/v1/alerts:acknowledge", {}, { ids });
export const snooze = (ids: number[], minutes: number): Deed<Shape["AlertsActedOn"]> => deed("/api/v1/alerts:snooze", {}, { ids, minutes });
export const reopen = (ids: number[]): Deed<Shape["AlertsActedOn"]> => deed("/api/v1/alerts:reopen", {}, { ids });

/** A seller needs not say who it is. */
interface Whose {
  readonly marketplaceId: string;
  readonly sellerId: string;
}
export const preference = (whose: Whose): Question<Preference> => question("/api/v1/alert-preferences", { query: whose });
export const prefer = (whose: Whose, wishes: PreferenceChange): Deed<Preference> => change("/api/v1/alert-preferences", whose, wishes);
