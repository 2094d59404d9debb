import { namedProduct } from "../../api/ofProduct";
import { useAnswer } from "../../api/useAnswer";
import { Link } from "../../parts/Link";
import type { ViewShown } from "../../shell/ViewOf";
import { Search } from "../../shell/Search";
import { go } from "../../state/usePlace";
import { useWords } from "../../words/useWords";

/** Of which product something is compared; where none is chosen, one may be. */
export function OfProduct({ place, here }: ViewShown) {
  const words = useWords();
  const { product } = place.choices;
  const asked = useAnswer(product ? namedProduct(product, here) : null);
  if (!product) return <Search id="of-product" label={words.ofOneProduct} marketplace={here.marketplaceId} kind="product" onOpen={({ id }) => { go(place.to({ product: String(id) })); }} />;
  const name = asked.isCurrent ? (asked.body?.productName ?? product) : "…";
  return (
    <span className="of-product">
      <Link href={place.to({ view: "products", id: product })}>{name}</Link>
      <Link className="chip" keepsScroll href={place.to({ product: "" })} aria-label={words.removeFilter(name)}><span aria-hidden="true">×</span></Link>
    </span>
  );
}
