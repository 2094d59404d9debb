import { kNoAnswer, type Problem } from "../api/problem";
import { useWords } from "../words/useWords";
import type { Words } from "../words/en";

function told(words: Words, problem: Problem): { title: string; detail: string } {
  if (problem.status === 401) return { title: words.signInFirst, detail: problem.signIn ? words.signInWhy : words.keyNeeded };
  if (problem.word === kNoAnswer) return { title: words.noAnswer, detail: words.noAnswerWhy };
  if (problem.word === "takes-long") return { title: words.takesLong, detail: words.takesLongWhy };
  return { title: problem.title || words.wentWrong, detail: problem.detail };
}

/** What is the matter, in the server's words, and what one can do. */
export function ProblemNote({ problem, again }: { readonly problem: Problem; readonly again: () => void }) {
  const words = useWords();
  const { title, detail } = told(words, problem);
  const isFinal = problem.status === 403 || problem.status === 404 || problem.status === 401;
  const back = encodeURIComponent(location.pathname + location.search);
  return (
    <div className="note" role="status">
      <p className="note-title">{title}</p>
      {detail && <p>{detail}</p>}
      {problem.signIn && <a className="button" href={`${problem.signIn}?returnTo=${back}`}>{words.signIn}</a>}
      {!isFinal && <button type="button" className="button" onClick={again}>{words.tryAgain}</button>}
    </div>
  );
}
