import { useEffect, useState } from "react";
import { useBrightness } from "../state/preferences";

export interface Colours {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly accent: string;
  readonly band80: string;
  readonly band95: string;
  readonly paper: string;
  readonly mark: string;
}

function coloursNow(): Colours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return { ink: of("ink"), soft: of("soft"), line: of("line"), accent: of("accent"), band80: of("band80"), band95: of("band95"), paper: of("paper"), mark: of("mark") };
}

/** A canvas inherits nothing: it is told the colours of the page, and again when they change. */
export function useColours(): Colours {
  const brightness = useBrightness();
  const [colours, setColours] = useState(coloursNow);
  useEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const read = () => { setColours(coloursNow()); };
    read();
    dark.addEventListener("change", read);
    return () => { dark.removeEventListener("change", read); };
  }, [brightness]);
  return colours;
}
