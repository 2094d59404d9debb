import { alertRules, preference } from "../../api/alerts";
import { useAnswer } from "../../api/useAnswer";
import { Allowed, MayOnlyLook, useMayAct } from "../../parts/Allowed";
import { Panel } from "../../parts/Panel";
import { go, type Here } from "../../state/usePlace";
import { useWords } from "../../words/useWords";
import { WishForm } from "./WishForm";

interface Shown {
  readonly place: Here;
  readonly marketplace: string;
  /** Who asks for its own, and need not say whose. */
  readonly isSeller: boolean;
}

export function BeingTold({ place, marketplace, isSeller }: Shown) {
  const words = useWords();
  const { seller } = place.choices;
  const isKnown = isSeller || seller !== "";
  const whose = { marketplaceId: marketplace, sellerId: isSeller ? "" : seller };
  const asked = useAnswer(isKnown ? preference(whose) : null);
  const rules = useAnswer(alertRules);
  const mayAct = useMayAct("alerts:write") ?? false;
  return (
    <Panel title={words.beingTold} about={words.beingToldMeaning} address={isKnown ? asked.address : undefined}>
      {!isSeller && <Whose place={place} />}
      {isKnown && <MayOnlyLook scope="alerts:write" />}
      {isKnown && (
        <Allowed asked={asked}>
          {(body) => <WishForm key={`${body.marketplaceId} ${body.sellerKey}`} whose={whose} before={body} mayAct={mayAct} onSaved={asked.again}
            rules={(rules.body?.rules ?? []).filter(({ audience }) => audience === "sellers")} />}
        </Allowed>
      )}
    </Panel>
  );
}

function Whose({ place }: Pick<Shown, "place">) {
  const words = useWords();
  const { seller } = place.choices;
  const show = (form: FormData) => {
    const said = form.get("seller");
    go(place.to({ seller: typeof said === "string" ? said.trim() : "" }));
  };
  return (
    <form className="slices whose" aria-label={words.chooseSeller} key={seller} onSubmit={(event) => { event.preventDefault(); show(new FormData(event.currentTarget)); }}>
      <label>{words.sellerFilter}<input className="seller" name="seller" defaultValue={seller} autoComplete="off" /></label>
      <button className="button">{words.show}</button>
    </form>
  );
}
