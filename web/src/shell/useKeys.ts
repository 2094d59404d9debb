import { useEffect } from "react";
import { kFrames } from "../state/place";
import { go, type Here } from "../state/usePlace";

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.matches("input, select, textarea, [contenteditable]");

/** Keys that work anywhere but where somebody types. */
export function useKeys(place: Here, showHelp: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
      const frame = kFrames[Number(event.key) - 1];
      if (event.key === "/") document.getElementById("search")?.focus();
      else if (event.key === "?") showHelp();
      else if (event.key === "m") go(place.to({ measure: place.choices.measure === "amount" ? "units" : "amount" }), { replaces: true });
      else if (frame) go(place.to({ frame }));
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => { removeEventListener("keydown", onKey); };
  }, [place, showHelp]);
}
