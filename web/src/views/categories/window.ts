// Of a long list only what is in sight is there, and a little around it.
export interface Range {
  readonly first: number;
  /** Not part of it any more. */
  readonly end: number;
}

/** So many rows before and behind those in sight. */
export const kAround = 12;

/** The rows in sight where so much of a list is scrolled past. */
export function rangeInSight(past: number, height: number, rowHeight: number, total: number): Range {
  const first = Math.min(Math.max(0, Math.floor(past / rowHeight) - kAround), Math.max(0, total - 1));
  const end = Math.min(total, Math.max(first + 1, Math.ceil((past + height) / rowHeight) + kAround));
  return { first, end: Math.max(end, Math.min(first + 1, total)) };
}

export interface Block extends Range {
  readonly page: number;
}

/** The pages that hold a range, each with its part of it. */
export function blocksOf({ first, end }: Range, perPage: number): Block[] {
  const blocks: Block[] = [];
  for (let page = Math.floor(first / perPage); page * perPage < end; ++page) {
    blocks.push({ page: page + 1, first: Math.max(first, page * perPage), end: Math.min(end, (page + 1) * perPage) });
  }
  return blocks;
}
