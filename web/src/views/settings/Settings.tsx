import { me } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Allowed, useMayAct } from "../../parts/Allowed";
import type { ViewShown } from "../../shell/ViewOf";
import { useWords } from "../../words/useWords";
import { BeingTold } from "./BeingTold";
import { KeysPanel } from "./KeysPanel";

/** How somebody wants to be told, and for administrators, who may ask. */
export default function Settings({ place, here }: ViewShown) {
  const words = useWords();
  const who = useAnswer(me);
  const isAdmin = useMayAct("admin");
  return (
    <>
      <h1>{words.settings}</h1>
      <Allowed asked={who}>
        {({ role }) => <BeingTold place={place} marketplace={here.marketplaceId} isSeller={role === "seller"} />}
      </Allowed>
      {isAdmin && <KeysPanel />}
    </>
  );
}
