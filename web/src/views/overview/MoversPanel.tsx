import { movers, type Mover } from "../../api/questions";
import { useAnswer } from "../../api/useAnswer";
import { Answered } from "../../parts/Answered";
import { Link } from "../../parts/Link";
import { moveWithArrows } from "../../parts/moveWithArrows";
import { Panel } from "../../parts/Panel";
import type { Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";

const kRows = 10;

function Row({ mover, place }: { readonly mover: Mover; readonly place: Here }) {
  const [words, numbers] = [useWords(), useNumbers()];
  const isUp = mover.change >= 0;
  const ranks = mover.rankBefore === null ? numbers.whole(mover.rank) : `${numbers.whole(mover.rankBefore)} → ${numbers.whole(mover.rank)}`;
  return (
    <li>
      <Link data-row className="mover-name" href={place.to({ view: "products", id: String(mover.productId) })}>{mover.productName}</Link>
      <span className="mover-rank">{words.rank} {ranks}</span>
      <span className={isUp ? "changed up" : "changed down"}>{mover.changeRatio === null ? words.isNew : numbers.change(mover.changeRatio)}</span>
      <span className="mover-change">{numbers.signedMoney(mover.change)}</span>
    </li>
  );
}

export function MoversPanel({ place }: { readonly place: Here }) {
  const words = useWords();
  const asked = useAnswer(movers(place.choices, kRows));
  return (
    <Panel title={words.movers} about={words.moversMeaning} address={asked.address}>
      <Answered asked={asked} rows={3}>
        {(body) => body.movers.length === 0
          ? <p className="about">{body.before === null ? words.noMoversWhy : words.nothing}</p>
          : <ul className="movers" onKeyDown={moveWithArrows}>{body.movers.map((mover) => <Row key={mover.productId} mover={mover} place={place} />)}</ul>}
      </Answered>
    </Panel>
  );
}
