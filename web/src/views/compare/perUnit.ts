import type { Total } from "../../api/trend";

/** What a unit brought; nothing where none was sold, or it is not told. */
export const perUnit = ({ units, amount }: Total): number | null => (units === null || amount === null || units <= 0 ? null : amount / units);
