// Lists that are longer than a page.
import { ask } from "./ask";
import type { Question } from "./question";

export interface Pages<Body> {
  readonly bodies: readonly Body[];
  /** Whether there are more than were asked for. */
  readonly isCut: boolean;
}

/** Page after page, as the server links them: all are of the table that the first is of. */
export async function linkedPages<Body>(first: Question<Body>, atMost: number, signal: AbortSignal, onPage: (count: number) => void = () => undefined, onWaiting?: () => void): Promise<Pages<Body>> {
  const bodies: Body[] = [];
  let { address } = first;
  while (address !== "" && bodies.length < atMost) {
    const { body, next } = await ask<Body>({ address }, signal, onWaiting);
    bodies.push(body);
    onPage(bodies.length);
    address = next;
  }
  return { bodies, isCut: address !== "" };
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
