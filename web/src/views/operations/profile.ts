// What a load looks like from afar, in words and numbers that people read.
import type { Shape } from "../../api/question";
import type { Numbers } from "../../words/numbers";
import type { Words } from "../../words/en";

export type Load = Shape["Loads"]["loads"][number];

const kMillion = 1e6;
const kCents = 100;

interface Trait {
  readonly name: keyof Words;
  readonly of: (profile: Load["profile"]) => number | undefined;
  readonly isMoney?: boolean;
}

const scaled = (value: number | undefined, by: number) => (value === undefined ? undefined : value / by);
const kTraits: readonly Trait[] = [
  { name: "rows", of: (profile) => profile.lines },
  { name: "daysSold", of: (profile) => profile.days },
  { name: "units", of: (profile) => scaled(profile.microUnits, kMillion) },
  { name: "revenue", of: (profile) => scaled(profile.minorAmount, kCents), isMoney: true },
  { name: "perUnit", of: (profile) => (profile.microUnits ? ((profile.minorAmount ?? 0) / kCents) / (profile.microUnits / kMillion) : undefined), isMoney: true },
  { name: "unreadable", of: (profile) => profile.unreadable },
  { name: "withoutPrice", of: (profile) => profile.withoutPrice },
  { name: "productsSold", of: (profile) => profile.soldProducts },
  { name: "productsUnknown", of: (profile) => (profile.soldProducts ?? 0) - (profile.knownProducts ?? 0) },
  { name: "priceJumps", of: (profile) => profile.priceJumps },
  { name: "newCategories", of: (profile) => profile.newCategories },
];

export interface TraitRow {
  readonly name: string;
  readonly now: string;
  readonly before: string;
  /** As a share of the one before; null where there is none, or nothing changed. */
  readonly change: number | null;
}

/** The last load of the same source that was let in before this one. */
export const beforeOf = (load: Load, all: readonly Load[]): Load | null =>
  all.filter((one) => one.source === load.source && one.state === "accepted" && one.id < load.id).reduce<Load | null>((last, one) => (last && last.id > one.id ? last : one), null);

/** Trait by trait; those that are zero in both are left out. */
export function comparedTraits(load: Load, before: Load | null, words: Words, numbers: Numbers): TraitRow[] {
  return kTraits.flatMap(({ name, of, isMoney }) => {
    const [now, was] = [of(load.profile), before ? of(before.profile) : undefined];
    if (!now && !was) return [];
    const shown = isMoney ? numbers.money : numbers.whole;
    return [{ name: words[name] as string, now: shown(now), before: shown(was), change: was && now !== undefined && now !== was ? now / was - 1 : null }];
  });
}
