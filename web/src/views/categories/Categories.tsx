import { bestCategories, type CategoryRow } from "../../api/questions";
import { tagsOf } from "../../api/tags";
import { useAnswer } from "../../api/useAnswer";
import { Answered } from "../../parts/Answered";
import { Choosing } from "../../parts/Choosing";
import { Link } from "../../parts/Link";
import { moveWithArrows } from "../../parts/moveWithArrows";
import { Pages } from "../../parts/Pages";
import { Source } from "../../parts/Source";
import { RankCell, UnitsCell } from "../../parts/Sureness";
import type { ViewShown } from "../../shell/ViewOf";
import type { Here } from "../../state/usePlace";
import { useNumbers, useWords } from "../../words/useWords";
import { Exports } from "./Exports";
import { Nothing } from "./Nothing";
import { PeriodLine } from "./PeriodLine";
import { Slices } from "./Slices";

const kRows = 50;
const kMostRows = 100;

function Row({ row, place, total }: { readonly row: CategoryRow; readonly place: Here; readonly total: number | null }) {
  const numbers = useNumbers();
  const { least, most, seller, tag } = place.choices;
  const into = place.to({ view: "categories", id: String(row.categoryId), least, most, seller, tag });
  return (
    <tr>
      <RankCell {...row} />
      <th scope="row" className="main text"><Link data-row href={into}>{row.categoryName}</Link></th>
      <td>{numbers.money(row.expectedAmount)}</td>
      <UnitsCell {...row} />
      <td className="roomy">{numbers.percent(total && row.expectedAmount !== null ? row.expectedAmount / total : null)}</td>
      <td className="roomy">{numbers.percent(row.topProbability)}</td>
      <td>{numbers.percent(row.confidenceScore)}</td>
    </tr>
  );
}

/** All categories that hold products, in the order one asks for. */
export default function Categories({ place, here }: ViewShown) {
  const [words, numbers] = [useWords(), useNumbers()];
  const question = bestCategories(place.choices, { limit: kRows, page: place.choices.page, cycle: here.cycle });
  const asked = useAnswer(question);
  const tags = useAnswer(tagsOf(here.marketplaceId)).body?.tags ?? [];
  return (
    <>
      <div className="title-row"><h1>{words.categories}</h1><Source address={asked.address} /></div>
      <Choosing place={place} />
      <Slices place={place} tags={tags}>
        <Exports page={question} all={bestCategories(place.choices, { limit: kMostRows, cycle: here.cycle })} total={asked.body?.totalCategories ?? 0} perPage={kRows} perLargePage={kMostRows}
          sheetOf={async (bodies) => (await import("../../export/lists")).categoriesSheet(bodies, words, here.timeZone)} />
      </Slices>
      <Answered asked={asked} rows={14}>
        {(body) => (
          <>
            <PeriodLine of={body} counted={words.categoryCount(body.totalCategories, numbers.whole(body.totalCategories))} timeZone={here.timeZone} />
            {body.categories.length === 0 ? <Nothing /> : (
              <div className="scrolled">
                <table className="numbers" onKeyDown={moveWithArrows}>
                  <thead>
                    <tr>
                      <th scope="col">{words.rank}</th><th scope="col" className="text">{words.category}</th><th scope="col">{words.revenue}</th><th scope="col">{words.units}</th>
                      <th scope="col" className="roomy">{words.share}</th><th scope="col" className="roomy">{words.topChance}</th>
                      <th scope="col" title={words.confidenceMeaning}>{words.confidence}</th>
                    </tr>
                  </thead>
                  <tbody>{(body.categories as CategoryRow[]).map((row) => <Row key={row.categoryId} row={row} place={place} total={body.totalExpectedAmount} />)}</tbody>
                </table>
              </div>
            )}
            <Pages place={place} total={body.totalCategories} limit={kRows} />
          </>
        )}
      </Answered>
    </>
  );
}
