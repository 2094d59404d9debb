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

/** Something to be done, which knows the type of what is answered then. */
export interface Deed<Answer> {
  readonly address: string;
  readonly body: unknown;
  readonly method?: "POST" | "PUT";
  readonly answer?: Answer;
}

type Posting<Path extends keyof paths> = paths[Path] extends { post: infer Post } ? Post : never;
type JsonOf<Content> = Content extends { content: { "application/json": infer Body } } ? Body : never;
type DoneOf<Post> = Post extends { responses: { 200: infer Done } } ? JsonOf<Done>
  : Post extends { responses: { 201: infer Made } } ? JsonOf<Made>
  : Post extends { responses: { 202: infer Begun } } ? JsonOf<Begun> : never;
type SentOf<Post> = Post extends { requestBody: infer Sent } ? JsonOf<Sent> : null;
type ToldOf<Post> = Post extends { parameters: { path: infer Words } } ? { path: Words } : { path?: never };

export function deed<Path extends keyof paths>(path: Path, asked: ToldOf<Posting<Path>>, body: SentOf<Posting<Path>>): Deed<DoneOf<Posting<Path>>> {
  return { address: addressOf(path, asked as Asked), body };
}

type Putting<Path extends keyof paths> = paths[Path] extends { put: infer Put } ? Put : never;

/** What is left out of `body` stays as it is. */
export function change<Path extends keyof paths>(path: Path, query: object, body: SentOf<Putting<Path>>): Deed<DoneOf<Putting<Path>>> {
  return { address: addressOf(path, { query }), body, method: "PUT" };
}

export interface Graph<Data> {
  readonly data: Data;
}

/** For what REST does not tell at once; what comes back is said by whoever writes the query. */
export const graph = (query: string): Question<Graph<never>> => ({ address: addressOf("/graphql", { query: { query } }) });
