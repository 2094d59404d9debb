import { Problem, kNoAnswer, problemOf } from "./problem";
import { nextOf } from "./nextOf";
import type { Deed, Question, Shape } from "./question";

const kLooks = 90;
const kUsualPause = 1;

export interface Given<Answer> {
  readonly body: Answer;
  readonly cycle: string;
  /** The page after this one, where it is one of several. */
  readonly next: string;
}

async function reached(address: string, how: RequestInit): Promise<Response> {
  try {
    return await fetch(address, how);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem({ word: kNoAnswer });
  }
}

/** Always asked again, by ETag: what a browser kept may be of the table before. */
const fetched = (address: string, signal: AbortSignal | null): Promise<Response> =>
  reached(address, { signal, cache: "no-cache", headers: { Accept: "application/json" } });

function refusedByGraph(body: unknown): void {
  const [first] = (body as { errors?: { message: string; extensions?: { code?: string } }[] }).errors ?? [];
  if (first) throw new Problem({ status: 200, word: first.extensions?.code ?? "", title: first.message });
}

export function pause(seconds: number, signal: AbortSignal | null): Promise<void> {
  return new Promise((done, calledOff) => {
    const timer = setTimeout(done, seconds * 1000);
    const end = () => {
      clearTimeout(timer);
      calledOff(new DOMException("called off", "AbortError"));
    };
    if (signal?.aborted) end();
    signal?.addEventListener("abort", end, { once: true });
  });
}

/** Waits for the job that a 202 names, as long between two looks as the server says. */
async function finished(first: Response, signal: AbortSignal | null, onWaiting: () => void): Promise<void> {
  let job = (await first.json()) as Shape["Job"];
  let wait = Number(first.headers.get("Retry-After")) || kUsualPause;
  onWaiting();
  for (let look = 0; look < kLooks; ++look) {
    await pause(wait, signal);
    const answer = await fetched(job.url, signal);
    if (!answer.ok) throw await problemOf(answer);
    job = (await answer.json()) as Shape["Job"];
    if (job.state === "done") return;
    if (job.state === "failed") throw new Problem({ title: job.what, detail: job.problem ?? "" });
    wait = Number(answer.headers.get("Retry-After")) || kUsualPause;
  }
  throw new Problem({ word: "takes-long", title: job.what });
}

/** The answer, also where it has to be found out first: `onWaiting` is told then. */
export async function ask<Answer>(question: Question<Answer>, signal: AbortSignal | null = null, onWaiting: () => void = () => undefined): Promise<Given<Answer>> {
  let answer = await fetched(question.address, signal);
  if (answer.status === 202) {
    await finished(answer, signal, onWaiting);
    answer = await fetched(question.address, signal);
  }
  if (answer.status === 202) throw new Problem({ word: "takes-long" });
  if (!answer.ok) throw await problemOf(answer);
  const body = (await answer.json()) as Answer;
  refusedByGraph(body);
  return { body, cycle: answer.headers.get("X-Cycle") ?? "", next: nextOf(answer.headers.get("Link") ?? "") };
}

/** An answer as text of a kind. */
export async function textOf(address: string, kind: string, signal: AbortSignal | null): Promise<{ body: string; next: string }> {
  const answer = await reached(address, { signal, headers: { Accept: kind } });
  if (!answer.ok) throw await problemOf(answer);
  return { body: await answer.text(), next: nextOf(answer.headers.get("Link") ?? "") };
}

/** Has it done, once: what failed is for people to try again. */
export async function act<Answer>({ address, body, method = "POST" }: Deed<Answer>): Promise<Answer> {
  const sent = body === null ? {} : { body: JSON.stringify(body) };
  const kind = body === null ? {} : { "Content-Type": "application/json" };
  const answer = await reached(address, { method, headers: { Accept: "application/json", ...kind }, ...sent });
  if (!answer.ok) throw await problemOf(answer);
  return (await answer.json()) as Answer;
}
