// What a number is made of, and what moved it: asked for when somebody opens it.
import * as ask from "./ask.js";
import { element } from "./elements.js";
import * as words from "./words.js";

const WORTH_SHOWING = 0.05;

function table(title, parts, answer, total) {
  const rows = parts.filter(({ units, amount }) => Math.abs(units ?? amount) >= WORTH_SHOWING);
  const line = (name, units, amount, className = "") => element("tr", { className },
    element("th", { scope: "row", textContent: name }),
    element("td", { textContent: words.signed(units) }),
    element("td", { textContent: words.money(amount, answer.currency) }));
  return element("table", {}, element("caption", { textContent: title }),
    element("tbody", {}, ...rows.map(({ cause, units, amount }) => line(words.causeName(cause), units, amount)),
      line("Together", total.units, total.amount, "total")));
}

function tables(why, moved) {
  const made = table("Why so much", why.contributions, why, { units: why.expectedUnits, amount: why.expectedAmount });
  if (!moved?.before) return [made];
  return [made, table("Moved since the refresh before", moved.contributions, moved, { units: moved.movedUnits, amount: moved.movedAmount })];
}

/** `summary` that opens to the reasons of one product or category of an answer. */
export function explained(summary, kind, id, answer) {
  const place = element("div", { className: "why", role: "status" });
  const fill = async () => {
    place.replaceChildren("Finding out \u2026");
    try {
      const why = await ask.reasons(kind, "why", id, answer);
      // A period that the table before could not see has not moved.
      const moved = await ask.reasons(kind, "moved", id, answer).catch(() => null);
      place.replaceChildren(...tables(why, moved));
    } catch (problem) {
      place.replaceChildren(`${problem.title ?? "Something went wrong here"}: ${problem.message}`);
    }
  };
  const details = element("details", {}, summary, place);
  details.addEventListener("toggle", () => { if (details.open && place.childElementCount === 0) fill(); });
  return details;
}
