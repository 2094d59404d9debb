import { localDay } from "../../api/days";
import { useNumbers } from "../../words/useWords";

interface Period {
  periodStart: string;
  periodEnd: string;
  totalExpectedAmount: number | null;
  totalExpectedUnits: number | null;
}

/** Which days a list is about, how many it holds, and what is expected of all of them. */
export function PeriodLine({ of, counted, timeZone }: { readonly of: Period; readonly counted: string; readonly timeZone: string }) {
  const numbers = useNumbers();
  return (
    <p className="period">
      {numbers.period(localDay(of.periodStart, timeZone), localDay(of.periodEnd, timeZone))}
      {" · "}{counted}
      {" · "}{of.totalExpectedAmount === null ? numbers.whole(of.totalExpectedUnits) : numbers.money(of.totalExpectedAmount)}
    </p>
  );
}
