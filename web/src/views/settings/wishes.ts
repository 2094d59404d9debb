// What a form says, as a change of how somebody wants to be told.
import type { Preference, PreferenceChange } from "../../api/alerts";

export const kCadences = ["immediate", "hourly", "daily"] as const;
export const kThreshold = "threshold:";

const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
};

/** Rules whose field is empty follow the table; those that the form does not show stay as they are. */
function thresholdsIn(form: FormData, before: Preference["thresholds"]): Preference["thresholds"] {
  const shown = [...form.keys()].filter((name) => name.startsWith(kThreshold)).map((name) => name.slice(kThreshold.length));
  const others = Object.entries(before).filter(([rule]) => !shown.includes(rule));
  const set = shown.flatMap((rule) => (text(form, kThreshold + rule) === "" ? [] : [[rule, Number(text(form, kThreshold + rule))] as const]));
  return Object.fromEntries([...others, ...set]);
}

function secretIn(form: FormData): Pick<PreferenceChange, "webhookSecret"> {
  if (form.has("unsigned")) return { webhookSecret: "" };
  const webhookSecret = text(form, "webhookSecret");
  return webhookSecret === "" ? {} : { webhookSecret };
}

const sorted = (value: unknown): string => {
  if (Array.isArray(value)) return JSON.stringify([...value as unknown[]].sort());
  return JSON.stringify(typeof value === "object" && value !== null ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value);
};

/** Only what differs from what is so already: what is not sent stays. */
export function wishesIn(form: FormData, before: Preference): PreferenceChange {
  const said: PreferenceChange = {
    email: text(form, "email"),
    slackUrl: text(form, "slackUrl"),
    webhookUrl: text(form, "webhookUrl"),
    telephone: text(form, "telephone"),
    cadence: kCadences.find((one) => one === text(form, "cadence")) ?? before.cadence,
    alertsPerWeek: Number(text(form, "alertsPerWeek")),
    leastPriority: text(form, "leastPriority") as Preference["leastPriority"],
    thresholds: thresholdsIn(form, before.thresholds),
    mutedRules: form.getAll("mutedRules") as string[],
  };
  const changed = Object.entries(said).filter(([name, value]) => sorted(value) !== sorted(before[name as keyof Preference]));
  return { ...Object.fromEntries(changed), ...secretIn(form) };
}
