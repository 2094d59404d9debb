// Whoever acts is asked once, and told what was done, or why not.
import { useState, type ReactNode } from "react";
import { Problem } from "../api/problem";
import { Dialog } from "./Dialog";
import { useWords } from "../words/useWords";

export interface Offer {
  readonly name: string;
  readonly question: string;
  readonly why: string;
  /** Does it; resolves with a sentence that says what was done. */
  readonly run: () => Promise<string>;
}

interface Asked {
  readonly offer: Offer;
  readonly onDone: (told: string) => void;
  readonly onClose: () => void;
}

function Asking({ offer, onDone, onClose }: Asked) {
  const words = useWords();
  const [isRunning, setIsRunning] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async () => {
    setIsRunning(true);
    setProblem(null);
    try {
      onDone(await offer.run());
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem({ title: String(error) }));
      setIsRunning(false);
    }
  };
  return (
    <Dialog title={offer.question} onClose={onClose}>
      <p className="about">{offer.why}</p>
      <div role="alert">{problem && <Refused problem={problem} />}</div>
      <form method="dialog" className="answers">
        <button type="button" className="button strong" disabled={isRunning} onClick={() => { void run(); }}>{offer.name}</button>
        <button className="button">{words.cancel}</button>
      </form>
    </Dialog>
  );
}

/** Why it was not done, in the server's words. */
export function Refused({ problem: { status, word, title, detail } }: { readonly problem: Problem }) {
  const words = useWords();
  if (status === 0 && word) return <p className="refused">{words.noAnswer}</p>;
  return <p className="refused"><b>{title || words.wentWrong}</b> {detail}</p>;
}

export interface Acting {
  readonly offer: (offer: Offer) => void;
  /** The question while one is asked, and what was done last. */
  readonly shown: ReactNode;
}

export function useActing(onDone: () => void): Acting {
  const [asked, setAsked] = useState<Offer | null>(null);
  const [told, setTold] = useState("");
  const close = () => { setAsked(null); };
  const done = (sentence: string) => {
    setTold(sentence);
    close();
    onDone();
  };
  const shown = (
    <>
      <p role="status" className="done">{told}</p>
      {asked && <Asking offer={asked} onDone={done} onClose={close} />}
    </>
  );
  return { offer: (next) => { setTold(""); setAsked(next); }, shown };
}
