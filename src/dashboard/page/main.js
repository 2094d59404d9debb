import * as ask from "./ask.js";
import * as state from "./state.js";
import * as view from "./view.js";
import { day } from "./words.js";

const STALE_AFTER_HOURS = 24;
const main = document.querySelector("main");
let retry = 0;
let turn = 0;

function goTo(address) {
  history.pushState(null, "", address);
  show().then(() => { main.focus({ preventScroll: true }); scrollTo(0, 0); });
}

function noticeFor(marketplace) {
  if (marketplace.nowIsDataCut) return `These are historic data: today counts as the day after ${day(marketplace.dataCut)}.`;
  const hours = (Date.now() - Date.parse(marketplace.lastRefreshed)) / 3.6e6;
  return hours > STALE_AFTER_HOURS ? "The last refresh is more than a day ago: newer sales are not part of these numbers." : "";
}

/** Says what went wrong, and tries again by itself where the server said when. */
function explain(problem) {
  if (problem.name === "AbortError") return;
  const known = problem instanceof ask.Problem;
  view.showMessage(known ? problem.title : "Something went wrong here", problem.message, problem.status === 404 ? null : show);
  document.title = "Shelfcast";
  if (problem.retryAfter > 0) retry = setTimeout(show, Math.min(problem.retryAfter, 30) * 1000);
}

async function show() {
  clearTimeout(retry);
  const mine = ++turn;
  const wanted = state.read();
  view.showChoices(wanted);
  main.ariaBusy = "true";
  const slow = setTimeout(() => { if (!main.hasChildNodes()) view.showMessage("Loading …", ""); }, 300);
  try {
    const all = await ask.marketplaces();
    if (mine !== turn) return;  // something else was asked for meanwhile
    const chosen = all.find((one) => one.marketplaceId === wanted.marketplace) ?? (wanted.marketplace ? undefined : all[0]);
    view.showMarketplaces(all, chosen?.marketplaceId ?? "", (marketplace) => goTo(state.address({ marketplace, category: "" })));
    view.showNotice(chosen ? noticeFor(chosen) : "");
    const answer = await ask.ranking({ ...wanted, marketplace: chosen?.marketplaceId ?? (wanted.marketplace || "-") });
    view.showRanking(answer, chosen?.timeZone ?? "UTC");
    view.showProvenance(answer, chosen?.timeZone ?? "UTC");
    main.ariaBusy = "false";
  } catch (problem) {
    if (problem.name !== "AbortError") main.ariaBusy = "false";
    explain(problem);
  } finally {
    clearTimeout(slow);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || link.origin !== location.origin || link.pathname !== "/") return;
  event.preventDefault();
  goTo(link.pathname + link.search);
});
addEventListener("popstate", show);
show();
