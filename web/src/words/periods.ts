import type { Frame, Window } from "../state/place";
import type { Words } from "./en";

const kNames: Record<Window, Record<Frame, keyof Words>> = {
  rolling: { day: "rollingDay", week: "rollingWeek", month: "rollingMonth", quarter: "rollingQuarter", half: "rollingHalf", year: "rollingYear" },
  calendar: { day: "calendarDay", week: "calendarWeek", month: "calendarMonth", quarter: "calendarQuarter", half: "calendarHalf", year: "calendarYear" },
  next: { day: "nextDay", week: "nextWeek", month: "nextMonth", quarter: "nextQuarter", half: "nextHalf", year: "nextYear" },
};

/** "Next 7 days", "This week" */
export const periodName = (words: Words, window: Window, frame: Frame): string => words[kNames[window][frame]] as string;

const kCauses: Record<string, keyof Words> = {
  sold: "causeSold", today: "causeToday", level: "causeLevel", trend: "causeTrend", similarProducts: "causeSimilarProducts",
  season: "causeSeason", price: "causePrice", promotion: "causePromotion", holiday: "causeHoliday", toldLate: "causeToldLate",
  newOrders: "causeNewOrders", corrections: "causeCorrections", calendar: "causeCalendar", assortment: "causeAssortment", model: "causeModel",
};

export function causeName(words: Words, cause: string): string {
  const name = kCauses[cause];
  return name ? (words[name] as string) : cause;
}
