import type { ReactNode } from "react";
import { me } from "../api/questions";
import { useAnswer, type Asked } from "../api/useAnswer";
import { Answered } from "./Answered";
import { useWords } from "../words/useWords";

/** What a role may not see is said, not shown as an error. */
export function Allowed<Answer>({ asked, children }: { readonly asked: Asked<Answer>; readonly children: (body: Answer) => ReactNode }) {
  const words = useWords();
  const who = useAnswer(me).body;
  if (asked.problem?.status === 403) return <p className="about">{words.notForYou(who?.role ?? "–")}</p>;
  return <Answered asked={asked} rows={3}>{children}</Answered>;
}

type Scope = "operations:write" | "alerts:write" | "tags:write" | "admin";

/** Whether whoever looks may also act; null until it is known. */
export function useMayAct(scope: Scope = "operations:write"): boolean | null {
  const who = useAnswer(me).body;
  return who ? who.scope.split(" ").includes(scope) : null;
}

/** Said once, above all of it. */
export function MayOnlyLook({ scope }: { readonly scope?: Scope }) {
  const words = useWords();
  const who = useAnswer(me).body;
  return useMayAct(scope) === false && <p className="about">{words.mayOnlyLook(who?.role ?? "–")}</p>;
}
