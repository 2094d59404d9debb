// Questions to the public API of the server that this page came from.
export const ROWS = 10;

export class Problem extends Error {
  constructor(title, detail, more = {}) {
    super(detail);
    Object.assign(this, { title, detail, ...more });
  }
}

let running = new AbortController();
// The table that a sequence of pages is pinned to: without it, a refresh between two pages would shift their rows.
let pinned = { list: "", cycle: "" };

async function get(path, signal) {
  let answer;
  try {
    answer = await fetch(path, { signal, headers: { Accept: "application/json" } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem("The server does not answer", "Check that it is running and that you are connected.");
  }
  const body = await answer.json().catch(() => ({}));
  if (answer.ok) return { body, headers: answer.headers, status: answer.status };
  const login = answer.status === 401 && /<([^>]+)>; rel="login"/.exec(answer.headers.get("Link") ?? "")?.[1];
  if (login) location.assign(`${login}?returnTo=${encodeURIComponent(location.pathname + location.search)}`);
  throw new Problem(body.title ?? `Status ${answer.status}`, body.detail ?? "The server gave no reason.", {
    status: answer.status,
    type: (body.type ?? "").split("/").pop(),
    retryAfter: Number(answer.headers.get("Retry-After")) || 0,
  });
}

export async function marketplaces() {
  return (await get("/api/v1/marketplaces")).body.marketplaces;
}

const LOOKS = 60;
const pause = (seconds) => new Promise((done) => { setTimeout(done, seconds * 1000); });

/** What a number is made of ("why") or what moved it ("moved"), of the table that is shown; waits while it is found out. */
export async function reasons(kind, account, id, { marketplace, frame, window }) {
  const one = encodeURIComponent;
  const path = `/api/v1/${kind}/${one(id)}/${account}?marketplaceId=${one(marketplace)}&timeFrame=${frame}&window=${window}&cycle=${one(pinned.cycle)}`;
  let answer = await get(path);
  for (let look = 0; answer.status === 202 && look < LOOKS; ++look) {
    await pause(look < 5 ? 0.3 : 1);
    const job = (await get(answer.body.url)).body;
    if (job.state === "failed") throw new Problem("This cannot be explained", job.problem);
    if (job.state === "done") answer = await get(path);
  }
  if (answer.status === 202) throw new Problem("This takes long", "Try again in a minute.");
  return answer.body;
}

/** The top categories or, with a category, its top products. A newer question calls off the one before. */
export async function ranking({ marketplace, frame, window, category, page }) {
  running.abort();
  running = new AbortController();
  const base = "/api/v1/predictions/customer/me/";
  const one = encodeURIComponent;
  const path = category
    ? `${base}${one(marketplace)}/categories/${one(category)}/products`
    : `${base}marketplace/${one(marketplace)}/categories`;
  const list = `${path}?timeFrame=${frame}&window=${window}`;
  const cycle = pinned.list === list && page !== "1" ? `&cycle=${one(pinned.cycle)}` : "";
  const question = `${list}&limit=${ROWS}&page=${page}`;
  const { body, headers } = await get(question + cycle, running.signal).catch((error) => {
    if (!cycle || error.type !== "table-not-kept") throw error;
    return get(question, running.signal);
  });
  pinned = { list, cycle: /[?&]cycle=([^&>]*)/.exec(headers.get("Link") ?? "")?.[1] ?? "" };
  pinned.cycle = decodeURIComponent(pinned.cycle);
  return { ...body, marketplace, frame, window, dataCut: headers.get("X-Data-Cut"), model: headers.get("X-Model-Version") };
}
