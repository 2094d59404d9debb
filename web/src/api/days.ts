// Days are texts as 2026-11-22, in nobody's time zone.
export type Grain = "day" | "week" | "month";

const kMillisecondsADay = 86_400_000;

export function plusDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * kMillisecondsADay).toISOString().slice(0, 10);
}

/** The first of the month that is so many months on. */
function plusMonths(day: string, count: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  return `${Math.floor(months / 12).toString().padStart(4, "0")}-${((months % 12) + 1).toString().padStart(2, "0")}-01`;
}

/** A day in the period that is so many periods on. */
export function plus(day: string, count: number, grain: Grain): string {
  if (grain === "month") return plusMonths(day, count);
  return plusDays(day, count * (grain === "week" ? 7 : 1));
}

export function yearBefore(day: string): string {
  return `${Number(day.slice(0, 4)) - 1}${day.slice(4) === "-02-29" ? "-02-28" : day.slice(4)}`;
}

const kWeekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
export const weekdayOf = (day: string): string => kWeekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? "monday";

/** The local day of an instant in a time zone. */
export function localDay(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(new Date(instant));
}
