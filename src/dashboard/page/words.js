// Numbers and dates as people read them.
const LENGTHS = { day: "day", week: "7 days", month: "30 days", quarter: "91 days", half: "182 days", year: "365 days" };
const CALENDAR = { day: "Today", week: "This week", month: "This month", quarter: "This quarter", half: "This half-year", year: "This year" };
const NEXT = { day: "Tomorrow", week: "Next week", month: "Next month", quarter: "Next quarter", half: "Next half-year", year: "Next year" };

export const frameName = (frame) => (frame === "half" ? "Half-year" : frame[0].toUpperCase() + frame.slice(1));

export function windowName(window, frame) {
  if (window === "rolling") return `Next ${LENGTHS[frame]}`;
  return window === "next" ? NEXT[frame] : CALENDAR[frame];
}

export const whole = (number) => new Intl.NumberFormat().format(number);

/** Cents matter to small amounts only. Where no money is known there is nothing to say. */
export function money(amount, currency) {
  if (amount === null) return "";
  const digits = Math.abs(amount) < 1000 ? 2 : 0;
  return new Intl.NumberFormat(undefined, {
    style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits,
  }).format(amount);
}

const CAUSES = {
  sold: "Sold so far", level: "As usual", trend: "Its own trend", season: "Weekdays and season", price: "Price", promotion: "Promotions",
  holiday: "Holidays", similarProducts: "Similar products", today: "Today so far", toldLate: "Told later",
  newOrders: "New orders", corrections: "Corrections", model: "Model learnt anew", calendar: "Calendar", assortment: "Assortment",
};
export const causeName = (cause) => CAUSES[cause] ?? cause;

/** +12.3 */
export function signed(count) {
  if (count === null) return "";
  return new Intl.NumberFormat(undefined, { signDisplay: "exceptZero", minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(count);
}

export function units(count) {
  if (count === null) return "";
  return count === 1 ? "1 unit" : `${whole(count)} units`;
}

const DATE = { day: "numeric", month: "short", year: "numeric" };

export function period(start, end, timeZone) {
  const format = new Intl.DateTimeFormat(undefined, { ...DATE, timeZone });
  return format.formatRange(new Date(start), new Date(end));
}

export const day = (date) => new Intl.DateTimeFormat(undefined, { ...DATE, timeZone: "UTC" }).format(new Date(date));

export function moment(instant, timeZone) {
  return new Intl.DateTimeFormat(undefined, { ...DATE, hour: "2-digit", minute: "2-digit", timeZone }).format(new Date(instant));
}

export const confidence = (score) => (score === null ? "not measured yet" : `${Math.round(score * 100)}\u00a0%`);
