import { useEffect, useRef } from "react";
import { useWords } from "../words/useWords";

export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => { dialog.current?.showModal(); }, []);
  const keys = [["/", words.keySearch], ["1 – 6", words.keyFrames], ["m", words.keyMeasure], ["↑ ↓", words.keyRows], ["?", words.keyHelp]];
  return (
    <dialog ref={dialog} className="keys" aria-label={words.keys} onClose={onClose}>
      <h2>{words.keys}</h2>
      <dl>{keys.map(([key, does]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}</dl>
      <form method="dialog"><button className="button">{words.close}</button></form>
    </dialog>
  );
}
