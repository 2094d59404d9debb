// State and answers in, elements out.
import { ROWS } from "./ask.js";
import { element } from "./elements.js";
import { FRAMES, WINDOWS, address } from "./state.js";
import { explained } from "./why.js";
import * as words from "./words.js";

function choices(place, values, current, name, link) {
  place.replaceChildren(...values.map((value) => {
    const choice = element("a", { href: link(value), textContent: name(value) });
    if (value === current) choice.setAttribute("aria-current", "true");
    return choice;
  }));
}

export function showChoices(state) {
  const frames = document.getElementById("frames");
  const windows = document.getElementById("windows");
  choices(frames, FRAMES, state.frame, words.frameName, (frame) => address({ frame }));
  choices(windows, WINDOWS, state.window, (window) => words.windowName(window, state.frame), (window) => address({ window }));
}

function bar(share) {
  const filled = element("span");
  filled.style.width = `${Math.max(0, Math.min(100, share * 100))}%`;
  return element("div", { className: "bar", ariaHidden: "true" }, filled);
}

function sureness(score) {
  const text = score === null ? "not measured yet" : `${words.confidence(score)} confidence`;
  return element("span", { className: "sure", textContent: text, title: "How often predictions like this came within 25 % of what was sold" });
}

const percent = (share) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}\u00a0% of the total`;

function row(tag, properties, { rank, title, amount, share, detail, score }) {
  return element(tag, { className: "row", ...properties },
    element("span", { className: "rank", textContent: rank }),
    element("span", { className: "title", textContent: title }),
    element("span", { className: "amount", textContent: amount }),
    bar(share),
    element("span", { className: "detail", textContent: detail }),
    sureness(score));
}

/** Of the money, or of the units where no money is known. */
function shareOf(one, answer) {
  const [part, all] = answer.totalExpectedAmount === null ? [one.expectedUnits, answer.totalExpectedUnits] : [one.expectedAmount, answer.totalExpectedAmount];
  return all > 0 ? part / all : 0;
}

function categoryRow(one, answer) {
  const share = shareOf(one, answer);
  return element("li", {}, row("a", { href: address({ category: one.categoryId }) }, {
    rank: one.rank, title: one.categoryName, amount: words.money(one.predictedSalesAmount, answer.currency),
    share, detail: percent(share), score: one.confidenceScore,
  }));
}

function productRow(one, answer) {
  const share = shareOf(one, answer);
  const summary = row("summary", { title: "Why so much?" }, {
    rank: one.rank, title: one.productName, amount: words.money(one.predictedAmount, answer.currency),
    share, detail: [words.units(one.predictedQuantity), one.sellerName].filter(Boolean).join(" · "), score: one.confidenceScore,
  });
  return element("li", {}, explained(summary, "products", one.productId, answer));
}

function pages(page, total) {
  const last = Math.max(1, Math.ceil(total / ROWS));
  if (last === 1) return "";
  const link = (to, text, rel) => (to < 1 || to > last ? element("span") : element("a", { href: address({ page: to }), textContent: text, rel }));
  const place = element("span", { textContent: `Page ${page} of ${last}` });
  const bar = element("nav", { className: "pages" }, link(page - 1, "← Previous", "prev"), place, link(page + 1, "Next →", "next"));
  bar.ariaLabel = "Pages";
  return bar;
}

export function showRanking(answer, timeZone) {
  const inside = "products" in answer;
  const rows = inside ? answer.products.map((one) => productRow(one, answer)) : answer.categories.map((one) => categoryRow(one, answer));
  const total = inside ? answer.totalProducts : answer.totalCategories;
  const count = `${words.whole(total)} ${inside ? "product" : "categor"}${inside ? (total === 1 ? "" : "s") : total === 1 ? "y" : "ies"}`;
  const sum = words.money(answer.totalExpectedAmount, answer.currency) || words.units(Math.round(answer.totalExpectedUnits));
  const list = rows.length > 0 ? element("ol", {}, ...rows) : element("p", { className: "message", textContent: total > 0 ? "There is nothing on this page." : "Nothing is on sale here yet." });
  const back = inside ? element("a", { className: "back", href: address({ category: "" }), textContent: "← All categories" }) : "";
  const why = inside ? explained(element("summary", { className: "ask", textContent: "Why so much?" }), "categories", answer.categoryId, answer) : "";
  document.querySelector("main").replaceChildren(back,
    element("h1", { textContent: inside ? answer.categoryName : "Top categories" }),
    element("p", { className: "under", textContent: `${words.period(answer.periodStart, answer.periodEnd, timeZone)} · ${sum} expected from ${count}` }),
    why, list, pages(answer.page, total));
  document.title = `${inside ? answer.categoryName : "Top categories"} · Shelfcast`;
}

export function showMessage(title, detail, retry) {
  const again = retry ? element("button", { type: "button", textContent: "Try again", onclick: retry }) : "";
  document.querySelector("main").replaceChildren(element("div", { className: "message" },
    element("h1", { textContent: title }), element("p", { textContent: detail }), again));
}

export function showProvenance(answer, timeZone) {
  document.getElementById("provenance").textContent =
    `Sales known up to ${words.day(answer.dataCut)} · refreshed ${words.moment(answer.lastRefreshed, timeZone)} · model ${answer.model}`;
}

export function showNotice(text) {
  const notice = document.getElementById("notice");
  notice.hidden = text === "";
  notice.textContent = text;
}

export function showMarketplaces(all, current, choose) {
  const label = document.getElementById("marketplaces");
  const select = label.querySelector("select");
  label.hidden = all.length < 2;
  select.replaceChildren(...all.map(({ marketplaceId }) => element("option", { value: marketplaceId, textContent: marketplaceId })));
  select.value = current;
  select.onchange = () => choose(select.value);
}
