import type { Marketplace } from "../api/questions";
import { kBrightnesses, kLanguages, prefer, useBrightness, useLanguage } from "../state/preferences";
import { kLanguageNames, useNumbers, useWords } from "../words/useWords";
import { SignedIn } from "./SignedIn";

function Preferences() {
  const [words, language, brightness] = [useWords(), useLanguage(), useBrightness()];
  return (
    <>
      <label>{words.language}
        <select id="language" value={language} onChange={(event) => { prefer("language", event.target.value); }}>
          {kLanguages.map((one) => <option key={one} value={one} lang={one}>{kLanguageNames[one]}</option>)}
        </select>
      </label>
      <label>{words.brightness}
        <select id="brightness" value={brightness} onChange={(event) => { prefer("brightness", event.target.value); }}>
          {kBrightnesses.map((one) => <option key={one} value={one}>{words[one]}</option>)}
        </select>
      </label>
    </>
  );
}

export function Footer({ here, onKeys }: { readonly here: Marketplace | undefined; readonly onKeys: () => void }) {
  const [words, numbers] = [useWords(), useNumbers()];
  return (
    <footer className="bottom">
      <p>{here && words.provenance(numbers.day(here.dataCut), numbers.moment(here.lastRefreshed), here.modelVersion)}</p>
      <div className="preferences">
        <Preferences />
        <button type="button" className="plain" onClick={onKeys} aria-keyshortcuts="?">{words.keys}</button>
        <a href="/docs">{words.theApi}</a>
        <SignedIn />
      </div>
    </footer>
  );
}
