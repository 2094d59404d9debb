import type { Shape } from "./question";

/** What is wrong with a part of what was sent, which the pointer names. */
export type FieldError = NonNullable<Shape["Problem"]["errors"]>[number];

/** Why there is no answer, in the server's own words (RFC 9457) where it gave any. */
export class Problem extends Error {
  readonly status: number;
  readonly word: string;
  readonly title: string;
  readonly detail: string;
  readonly retryAfter: number;
  readonly signIn: string;
  readonly errors: readonly FieldError[];

  constructor(told: { status?: number; word?: string; title?: string; detail?: string; retryAfter?: number; signIn?: string; errors?: readonly FieldError[] }) {
    super(told.title ?? told.word ?? "");
    this.status = told.status ?? 0;
    this.word = told.word ?? "";
    this.title = told.title ?? "";
    this.detail = told.detail ?? "";
    this.retryAfter = told.retryAfter ?? 0;
    this.signIn = told.signIn ?? "";
    this.errors = told.errors ?? [];
  }
}

export const kNoAnswer = "no-answer";

/** Where the server says people sign in, as `</login>; rel="login"`. */
export function signInOf(link: string | null): string {
  return /<([^>]+)>;\s*rel="login"/.exec(link ?? "")?.[1] ?? "";
}

export async function problemOf(answer: Response): Promise<Problem> {
  const told = (await answer.json().catch(() => ({}))) as Partial<Shape["Problem"]>;
  return new Problem({
    status: answer.status,
    word: told.type?.split("/").pop() ?? "",
    title: told.title ?? `${answer.status} ${answer.statusText}`.trim(),
    detail: told.detail ?? "",
    retryAfter: Number(answer.headers.get("Retry-After")) || 0,
    errors: told.errors ?? [],
    signIn: answer.status === 401 ? signInOf(answer.headers.get("Link")) : "",
  });
}
