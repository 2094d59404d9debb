import { useWords } from "../../words/useWords";

export function Nothing() {
  const words = useWords();
  return <div className="note"><p className="note-title">{words.nothingHere}</p><p>{words.nothingHereWhy}</p></div>;
}
