import { Suspense, useEffect, useMemo, useState } from "react";
import { marketplaces } from "../api/questions";
import { useAnswer } from "../api/useAnswer";
import { usePublished } from "../api/usePublished";
import { Answered } from "../parts/Answered";
import { Edition } from "../state/edition";
import { localeOf, useBrightness, useLanguage, type Language } from "../state/preferences";
import { usePlace } from "../state/usePlace";
import type { Words } from "../words/en";
import { numbersIn } from "../words/numbers";
import { NumbersHere, WordsHere, wordsOf } from "../words/useWords";
import { Footer } from "./Footer";
import { Header } from "./Header";
import { KeyHelp } from "./KeyHelp";
import { Notices } from "./Notices";
import { useKeys } from "./useKeys";
import { ViewOf } from "./ViewOf";

function useTheWords(language: Language): Words | null {
  const [held, setHeld] = useState<{ language: Language; words: Words } | null>(null);
  useEffect(() => {
    let isWanted = true;
    void wordsOf(language).then((words) => { if (isWanted) setHeld({ language, words }); });
    return () => { isWanted = false; };
  }, [language]);
  useEffect(() => { document.documentElement.lang = language; }, [language]);
  return held?.words ?? null;
}

/** Counts up when other numbers are to be shown: asked for by a reader, or at once where nobody reads. */
function useNewTables(marketplace: string): { edition: number; isNew: boolean; show: () => void } {
  const published = usePublished(marketplace);
  const [edition, setEdition] = useState(0);
  const [shown, setShown] = useState(published);
  const isNew = published !== shown;
  const show = () => { setShown(published); setEdition(edition + 1); };
  if (isNew && document.hidden) show();
  return { edition, isNew, show };
}

export function App() {
  const [place, language, brightness] = [usePlace(), useLanguage(), useBrightness()];
  const words = useTheWords(language);
  const { edition, isNew, show } = useNewTables(place.choices.marketplace);
  const [isHelp, setIsHelp] = useState(false);
  useKeys(place, () => { setIsHelp(true); });
  useEffect(() => { document.documentElement.dataset.brightness = brightness; }, [brightness]);
  if (!words) return null;
  return (
    <Edition value={edition}>
      <WordsHere value={words}>
        <Shown language={language} onKeys={() => { setIsHelp(true); }} onShow={isNew ? show : null} />
        {isHelp && <KeyHelp onClose={() => { setIsHelp(false); }} />}
      </WordsHere>
    </Edition>
  );
}

function Shown({ language, onKeys, onShow }: { readonly language: Language; readonly onKeys: () => void; readonly onShow: (() => void) | null }) {
  const place = usePlace();
  const asked = useAnswer(marketplaces);
  const all = asked.body?.marketplaces ?? [];
  const wanted = place.choices.marketplace;
  const here = all.find((one) => one.marketplaceId === wanted) ?? (wanted ? undefined : all[0]);
  const numbers = useMemo(() => numbersIn(localeOf(language, navigator.languages), here?.currency ?? null, here?.timeZone ?? "UTC"), [language, here?.currency, here?.timeZone]);
  return (
    <NumbersHere value={numbers}>
      <Header all={all} here={here} />
      <main id="content" tabIndex={-1}>
        <Notices here={here} onShow={onShow} />
        <Answered asked={asked} rows={12}>
          {() => <Suspense fallback={<div className="view-place" />}><ViewOf place={place} here={here} /></Suspense>}
        </Answered>
      </main>
      <Footer here={here} onKeys={onKeys} />
    </NumbersHere>
  );
}
