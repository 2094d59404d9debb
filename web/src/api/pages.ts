// Lists that are longer than a page.
import { ask, pause, textOf } from "./ask";
import { Problem } from "./problem";
import type { Question } from "./question";

export interface Pages<Body> {
  readonly bodies: readonly Body[];
  /** Whether there are more than were asked for. */
  readonly isCut: boolean;
}
interface Page<Body> {
  readonly body: Body;
  readonly next: string;
}
interface Walk {
  readonly atMost: number;
  readonly signal: AbortSignal;
  readonly onPage?: (count: number) => void;
}

const kTries = 5;
const kLongestPause = 60;

/** Who asks too often is told when to ask again. */
async function patiently<Body>(take: () => Promise<Page<Body>>, signal: AbortSignal): Promise<Page<Body>> {
  for (let tried = 1; ; ++tried) {
    try {
      return await take();
    } catch (error) {
      if (!(error instanceof Problem) || error.retryAfter === 0 || tried === kTries) throw error;
      await pause(Math.min(error.retryAfter, kLongestPause), signal);
    }
  }
}

/** Page after page, as the server links them: all are of the table that the first is of. */
async function followed<Body>(first: string, take: (address: string) => Promise<Page<Body>>, { atMost, signal, onPage }: Walk): Promise<Pages<Body>> {
  const bodies: Body[] = [];
  let address = first;
  while (address !== "" && bodies.length < atMost) {
    const here = address;
    const { body, next } = await patiently(() => take(here), signal);
    bodies.push(body);
    onPage?.(bodies.length);
    address = next;
  }
  return { bodies, isCut: address !== "" };
}

export const linkedPages = <Body>(first: Question<Body>, walk: Walk, onWaiting?: () => void): Promise<Pages<Body>> =>
  followed(first.address, (address) => ask<Body>({ address }, walk.signal, onWaiting), walk);

/** The API's own CSV of all pages: its first line once. */
export async function linkedCsv(first: Question<unknown>, walk: Walk): Promise<string> {
  const { bodies } = await followed(first.address, (address) => textOf(address, "text/csv", walk.signal), walk);
  return bodies.map((text, index) => (index === 0 ? text : text.slice(text.indexOf("\n") + 1))).join("");
}

/** Page after page by their numbers, where the server tells only how many rows there are. */
export async function numberedPages<Body>(pageOf: (page: number) => Question<Body>, limit: number, totalOf: (body: Body) => number, signal: AbortSignal): Promise<Body[]> {
  const bodies: Body[] = [];
  for (let page = 1; ; ++page) {
    const { body } = await ask(pageOf(page), signal);
    bodies.push(body);
    if (page * limit >= totalOf(body)) return bodies;
  }
}
