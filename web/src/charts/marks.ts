// What makes some of the days that a chart shows unlike others.
export const kMarkKinds = ["holiday", "promotion", "stockOut"] as const;
export type MarkKind = (typeof kMarkKinds)[number];

interface Days {
  readonly firstDay: string;
  readonly lastDay: string;
}
export interface Mark extends Days {
  readonly kind: MarkKind;
  readonly name: string;
}

export const marksWithin = (marks: readonly Mark[], { firstDay, lastDay }: Days): Mark[] =>
  marks.filter((mark) => mark.firstDay <= lastDay && mark.lastDay >= firstDay);

export const namesOf = (marks: readonly Mark[]): string => marks.map(({ name }) => name).join(", ");

/** The next point, in a direction, at which a mark begins; where there is none, the one it was. */
export function nextMarked(points: readonly Days[], marks: readonly Mark[], from: number, step: 1 | -1): number {
  const begins = (point: Days) => marks.some(({ firstDay }) => firstDay >= point.firstDay && firstDay <= point.lastDay);
  for (let index = from + step; index >= 0 && index < points.length; index += step) {
    const point = points[index];
    if (point && begins(point)) return index;
  }
  return from;
}
