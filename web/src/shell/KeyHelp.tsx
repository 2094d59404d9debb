import { Dialog } from "../parts/Dialog";
import { useWords } from "../words/useWords";

export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const keys = [["/", words.keySearch], ["1 – 6", words.keyFrames], ["m", words.keyMeasure], ["↑ ↓", words.keyRows], ["?", words.keyHelp]];
  return (
    <Dialog title={words.keys} className="keys" onClose={onClose}>
      <dl>{keys.map(([key, does]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}</dl>
      <form method="dialog"><button className="button">{words.close}</button></form>
    </Dialog>
  );
}
