import { useState } from "react";
import { Problem } from "../api/problem";
import { act } from "../api/ask";
import { me } from "../api/questions";
import { useAnswer } from "../api/useAnswer";
import { useWords } from "../words/useWords";

/** Who looks, where a session says so, and the way out of it. */
export function SignedIn() {
  const words = useWords();
  const who = useAnswer(me).body;
  const [problem, setProblem] = useState("");
  if (!who?.session) return null;
  const signOut = () => {
    act({ address: "/logout", body: null }).then(() => { location.assign("/"); }, (error: unknown) => { setProblem(error instanceof Problem && error.title ? error.title : words.wentWrong); });
  };
  return (
    <>
      <span>{who.name}</span>
      <button type="button" className="plain" onClick={signOut}>{words.signOut}</button>
      <span role="alert">{problem}</span>
    </>
  );
}
