import { lazy, useEffect } from "react";
import type { Marketplace } from "../api/questions";
import type { Here } from "../state/usePlace";
import { useWords } from "../words/useWords";
import { Nowhere } from "./Nowhere";

// Each view is a file of its own, read when somebody goes there.
const Overview = lazy(() => import("../views/overview/Overview"));
const Categories = lazy(() => import("../views/categories/Categories"));
const CategoryView = lazy(() => import("../views/categories/CategoryView"));
const ProductView = lazy(() => import("../views/product/ProductView"));
const Compare = lazy(() => import("../views/compare/Compare"));
const Trust = lazy(() => import("../views/trust/Trust"));
const Alerts = lazy(() => import("../views/alerts/Alerts"));
const Operations = lazy(() => import("../views/operations/Operations"));
const Settings = lazy(() => import("../views/settings/Settings"));

export interface ViewShown {
  readonly place: Here;
  readonly here: Marketplace;
}

export function ViewOf({ place, here }: { readonly place: Here; readonly here: Marketplace | undefined }) {
  const words = useWords();
  const title = place.view && place.view !== "products" ? words[place.view] : "";
  useEffect(() => { if (title) document.title = `${title} · Shelfcast`; }, [title]);
  if (!here || place.view === null) return <Nowhere />;
  // From here on the marketplace is known by name.
  const shown = { here, place: { ...place, choices: { ...place.choices, marketplace: here.marketplaceId } } };
  switch (place.view) {
    case "overview": return <Overview {...shown} />;
    case "categories": return place.id ? <CategoryView {...shown} /> : <Categories {...shown} />;
    case "products": return <ProductView {...shown} />;
    case "compare": return <Compare {...shown} />;
    case "trust": return <Trust {...shown} />;
    case "alerts": return <Alerts {...shown} />;
    case "operations": return <Operations {...shown} />;
    case "settings": return <Settings {...shown} />;
  }
}
