const kNext = /<([^>]+)>;\s*rel="next"/;

/** The address of the next page in a Link header; empty where it is the last, or the only one. */
export const nextOf = (link: string): string => kNext.exec(link)?.[1] ?? "";
