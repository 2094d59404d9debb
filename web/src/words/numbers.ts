// Numbers, money and dates as people read them in a language; null is what is not known.
export interface Numbers {
  readonly language: string;
  whole: (value: number | null | undefined) => string;
  upTo2: (value: number | null | undefined) => string;
  exact: (value: number | null | undefined) => string;
  money: (value: number | null | undefined) => string;
  shortMoney: (value: number | null | undefined) => string;
  short: (value: number | null | undefined) => string;
  percent: (share: number | null | undefined) => string;
  /** To a tenth of a percent. */
  share: (share: number | null | undefined) => string;
  change: (share: number | null | undefined) => string;
  signed: (value: number | null | undefined) => string;
  signedMoney: (value: number | null | undefined) => string;
  day: (date: string) => string;
  shortDay: (date: string) => string;
  period: (firstDay: string, lastDay: string) => string;
  moment: (instant: string) => string;
  age: (instant: string, now: number) => string;
  /** How long some work lasted: in seconds, from two minutes on in minutes. */
  took: (seconds: number) => string;
  /** A time that passed, in the largest unit of which it is two or more. */
  lasting: (seconds: number | null) => string;
  /** Of any currency, in its minor unit. */
  minorMoney: (minor: number, currency: string) => string;
}

export const kUnknown = "–";
const kSmallAmount = 1000;
const kMinor = 100;
const kSecond = ["second", 1] as const;
const kMinute = ["minute", 60] as const;
const kUnits = [["day", 86_400], ["hour", 3600], kMinute] as const;
const kHour = 3_600_000;
const kDay = 86_400_000;

const midnight = (date: string): Date => new Date(`${date.slice(0, 10)}T00:00:00Z`);
const date = { day: "numeric", month: "short", year: "numeric" } as const;

export function numbersIn(language: string, currency: string | null, timeZone: string): Numbers {
  const form = (options: Intl.NumberFormatOptions) => {
    const made = new Intl.NumberFormat(language, options);
    return (value: number | null | undefined) => (value === null || value === undefined ? kUnknown : made.format(value));
  };
  const days = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { timeZone: "UTC", ...options });
  const inMoney = (options: Intl.NumberFormatOptions) => (currency ? form({ style: "currency", currency, ...options }) : () => kUnknown);
  const cents = inMoney({});
  const noCents = inMoney({ maximumFractionDigits: 0 });
  const [long, short] = [days(date), days({ day: "numeric", month: "short" })];
  const moment = new Intl.DateTimeFormat(language, { ...date, hour: "2-digit", minute: "2-digit", timeZone });
  const ago = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return {
    language,
    whole: form({ maximumFractionDigits: 0 }),
    upTo2: form({ maximumFractionDigits: 2 }),
    exact: form({ minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    money: (value) => (Math.abs(value ?? 0) < kSmallAmount ? cents(value) : noCents(value)),
    shortMoney: inMoney({ notation: "compact", maximumFractionDigits: 1 }),
    short: form({ notation: "compact", maximumFractionDigits: 1 }),
    percent: form({ style: "percent", maximumFractionDigits: 0 }),
    share: form({ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    change: form({ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" }),
    signed: form({ minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" }),
    signedMoney: inMoney({ signDisplay: "exceptZero", maximumFractionDigits: 0 }),
    day: (text) => long.format(midnight(text)),
    shortDay: (text) => short.format(midnight(text)),
    period: (first, last) => long.formatRange(midnight(first), midnight(last)),
    moment: (instant) => moment.format(new Date(instant)),
    age: (instant, now) => {
      const passed = Date.parse(instant) - now;
      return Math.abs(passed) < kDay ? ago.format(Math.round(passed / kHour), "hour") : ago.format(Math.round(passed / kDay), "day");
    },
    took: (seconds) => {
      const [unit, size] = seconds < 2 * kMinute[1] ? kSecond : kMinute;
      return form({ style: "unit", unit, maximumFractionDigits: 1 })(seconds / size);
    },
    lasting: (seconds) => {
      const [unit, size] = kUnits.find(([, length]) => (seconds ?? 0) >= 2 * length) ?? kSecond;
      return form({ style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 })(seconds === null ? null : seconds / size);
    },
    minorMoney: (minor, of) => form({ style: "currency", currency: of, maximumFractionDigits: 0 })(minor / kMinor),
  };
}
