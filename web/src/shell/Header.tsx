import { useEffect, useRef } from "react";
import type { Marketplace } from "../api/questions";
import { Link } from "../parts/Link";
import { kViews } from "../state/place";
import { go, usePlace } from "../state/usePlace";
import { useWords } from "../words/useWords";
import { Search } from "./Search";

interface Shown {
  readonly all: readonly Marketplace[];
  readonly here: Marketplace | undefined;
}

export function Header({ all, here }: Shown) {
  const [words, place] = [useWords(), usePlace()];
  const views = useRef<HTMLElement>(null);
  // On a phone not all of them are in sight.
  useEffect(() => { views.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" }); }, [place.view]);
  return (
    <header className="top">
      <a className="skip" href="#content">{words.toContent}</a>
      <Link className="name" href={place.to({ view: "overview", category: "" })}>Shelfcast</Link>
      {all.length > 1 && (
        <label className="marketplace">
          <span className="unseen">{words.marketplace}</span>
          <select value={here?.marketplaceId ?? ""} onChange={(event) => { go(place.to({ view: "overview", marketplace: event.target.value, category: "" })); }}>
            {all.map(({ marketplaceId }) => <option key={marketplaceId}>{marketplaceId}</option>)}
          </select>
        </label>
      )}
      <nav ref={views} aria-label={words.views}>
        {kViews.filter((view) => view !== "products" && view !== "settings").map((view) => (
          <Link key={view} href={place.to({ view, id: "" })} aria-current={place.view === view || (view === "categories" && place.view === "products") ? "page" : undefined}>
            {words[view]}
          </Link>
        ))}
      </nav>
      {here && <Search marketplace={here.marketplaceId} />}
      <Link className="gear" href={place.to({ view: "settings", id: "" })} title={words.settings} aria-label={words.settings} aria-current={place.view === "settings" ? "page" : undefined}>
        <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true"><path d="M1.5 5H8M13 5h1.5M1.5 11H3M8 11h6.5" /><circle cx="10.5" cy="5" r="2" /><circle cx="5.5" cy="11" r="2" /></svg>
      </Link>
    </header>
  );
}
