import type { ReactNode, SubmitEvent } from "react";
import type { Tags } from "../../api/tags";
import { kSorts, type Sort } from "../../state/place";
import { go, type Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";

interface Shown {
  readonly place: Here;
  /** What whoever looks calls products. */
  readonly tags: Tags["tags"];
  /** What else one may do with the list. */
  readonly children: ReactNode;
}

const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
};

/** How a list is cut and ordered. */
export function Slices({ place, tags, children }: Shown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const { seller, least, most, sort, tag } = place.choices;
  const names: Record<Sort, string> = {
    desc: words.sortAmount, asc: words.sortAmountUp, units_desc: words.sortUnits,
    units_asc: words.sortUnitsUp, name_asc: words.sortName, name_desc: words.sortNameDown,
  };
  const apply = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    go(place.to({ seller: text(form, "seller"), least: text(form, "least"), most: text(form, "most") }));
  };
  return (
    <form className="slices" onSubmit={apply} key={`${seller} ${least} ${most}`}>
      <label>{words.sortBy}
        <select id="sort" value={sort} onChange={(event) => { go(place.to({ sort: kSorts.find((one) => one === event.target.value) ?? "desc" })); }}>
          {kSorts.map((one) => <option key={one} value={one}>{names[one]}</option>)}
        </select>
      </label>
      {(tags.length > 0 || tag) && (
        <label>{words.tag}
          <select id="tag" value={tag} onChange={(event) => { go(place.to({ tag: event.target.value })); }}>
            <option value="">{words.any}</option>
            {tags.map((one) => <option key={one.tag} value={one.tag}>{`${one.tag} (${numbers.whole(one.products)})`}</option>)}
            {tag && tags.every((one) => one.tag !== tag) && <option value={tag}>{tag}</option>}
          </select>
        </label>
      )}
      <label>{words.sellerFilter}<input className="seller" name="seller" defaultValue={seller} autoComplete="off" /></label>
      <label>{words.priceFrom}<input name="least" type="number" min="0" step="any" inputMode="decimal" defaultValue={least} /></label>
      <label>{words.priceTo}<input name="most" type="number" min="0" step="any" inputMode="decimal" defaultValue={most} /></label>
      <button className="button">{words.apply}</button>
      {(seller || least || most || tag) && <button type="button" className="button" onClick={() => { go(place.to({ seller: "", least: "", most: "", tag: "" })); }}>{words.clear}</button>}
      {children}
    </form>
  );
}
