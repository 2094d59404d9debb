// A question to the API is its address, and knows the type of its answer: what openapi.json says of it.
import type { components, paths } from "./schema";

export type Shape = components["schemas"];

/** `answer` is never there: it carries the type alone. */
export interface Question<Answer> {
  readonly address: string;
  readonly answer?: Answer;
}

type Word = string | number | boolean;
interface Asked {
  path?: Record<string, Word>;
  query?: object;
}
type Getting<Path extends keyof paths> = paths[Path] extends { get: infer Get } ? Get : never;
type AnswerOf<Get> = Get extends { responses: { 200: { content: { "application/json": infer Body } } } } ? Body : never;
type AskedOf<Get> = Get extends { parameters: infer All }
  ? Pick<All, keyof All & "path"> & { query?: All extends { query?: infer Query } ? { [Key in keyof Query]?: Query[Key] | undefined } : never }
  : never;

function filled(path: string, words: Record<string, Word>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(words[name])));
}

/** What is undefined or empty is not asked for. */
export function addressOf(path: string, { path: words = {}, query = {} }: Asked): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries<Word | undefined>({ ...query })) {
    if (value !== undefined && value !== "") asked.set(name, String(value));
  }
  return asked.size > 0 ? `${filled(path, words)}?${asked}` : filled(path, words);
}

export function question<Path extends keyof paths>(path: Path, asked: AskedOf<Getting<Path>>): Question<AnswerOf<Getting<Path>>> {
  return { address: addressOf(path, asked) };
}

export interface Graph<Data> {
  readonly data: Data;
}

/** For what REST does not tell at once; what comes back is said by whoever writes the query. */
export const graph = (query: string): Question<Graph<never>> => ({ address: addressOf("/graphql", { query: { query } }) });
