// What is shown when not all is well, and when something new is there.
import { expect, open, settle, shopOf, test } from "./page";

const problem = (status: number, word: string, title: string) => ({
  status, contentType: "application/problem+json",
  body: JSON.stringify({ type: `https://shelfcast.dev/problems/${word}`, title, status, detail: "Of the test.", instance: "1" }),
});

test("a server that is away is said, and asked again at a click", async ({ page }) => {
  await page.route("**/api/v1/marketplaces", (route) => route.abort());
  await page.goto("/");
  await expect(page.getByText("The server does not answer")).toBeVisible();
  await page.unroute("**/api/v1/marketplaces");
  await page.getByRole("button", { name: "Try again" }).click();
  await settle(page);
  await expect(page.locator(".figure-value").first()).toHaveText(/\d/);
});

test("a part that fails says why in the server's words, and the rest stands", async ({ page }) => {
  await page.route("**/api/v1/coverage*", (route) => route.fulfill(problem(503, "overloaded", "Too much at once")));
  await page.goto("/trust");
  await expect(page.getByText("Too much at once").first()).toBeVisible();
  await expect(page.getByText("Of the test.").first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "Accuracy of the last refresh" })).toBeVisible();
});

test("what the server asks to be asked again later is, without a click", async ({ page }) => {
  let times = 0;
  await page.route("**/api/v1/marketplaces", (route) => (++times === 1
    ? route.fulfill({ ...problem(503, "nothing-published", "Nothing is published yet"), headers: { "Retry-After": "1" } }) : route.continue()));
  await page.goto("/");
  await expect(page.getByText("Nothing is published yet")).toBeVisible();
  await expect(page.locator(".figure-value").first()).toHaveText(/\d/);
});

test("who is not known is led to the login, and back", async ({ page }) => {
  await page.route("**/api/v1/**", (route) => route.fulfill({ ...problem(401, "unauthorized", "Who are you?"), headers: { Link: '</login>; rel="login"' } }));
  await page.goto("/categories?frame=month");
  await expect(page.getByRole("link", { name: "Sign in" })).toHaveAttribute("href", `/login?returnTo=${encodeURIComponent("/categories?frame=month")}`);
});

test("what a role may not see is said, and no error", async ({ page }) => {
  await page.route("**/api/v1/dead-letters*", (route) => route.fulfill(problem(403, "forbidden", "No")));
  await open(page, "/operations");
  await expect(page.getByText("Your role (admin) may not see this.")).toBeVisible();
});

const whoever = (role: string, scope: string, session: boolean) =>
  ({ json: { name: "Ada", role, sellerId: null, tier: "pro", scope, session } });

test("who may only look is told so once, and offered nothing to do", async ({ page }) => {
  await page.route("**/api/v1/me", (route) => route.fulfill(whoever("analyst", "account operations:read", false)));
  await open(page, "/operations");
  await expect(page.getByText("Your role (analyst) may look at this and change nothing.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Refresh now" })).toHaveCount(0);
  await expect(page.getByRole("checkbox")).toHaveCount(0);
});

test("who signed in signs out, and is led to the beginning", async ({ page }) => {
  await page.route("**/api/v1/me", (route) => route.fulfill(whoever("operator", "account operations:read operations:write", true)));
  await page.route("**/logout", (route) => route.fulfill({ json: { loggedOut: true } }));
  await open(page, "/operations");
  await expect(page.locator("footer")).toContainText("Ada");
  const [request] = await Promise.all([page.waitForRequest("**/logout"), page.getByRole("button", { name: "Sign out" }).click()]);
  expect(request.method()).toBe("POST");
  await expect(page).toHaveURL(/\/$/);
});

test("without a session there is nothing to sign out of", async ({ page }) => {
  await open(page, "/");
  await expect(page.getByRole("button", { name: "Sign out" })).toHaveCount(0);
});

test("old numbers say how old they are", async ({ page }) => {
  await page.route("**/api/v1/marketplaces", async (route) => {
    const told = (await (await route.fetch()).json()) as { marketplaces: { nowIsDataCut: boolean; lastRefreshed: string }[] };
    for (const one of told.marketplaces) Object.assign(one, { nowIsDataCut: false, lastRefreshed: new Date(Date.now() - 3 * 86_400_000).toISOString() });
    await route.fulfill({ json: told });
  });
  await open(page, "/");
  await expect(page.getByText("The last refresh was 3 days ago")).toBeVisible();
});

test("a degraded server says what is the matter", async ({ page }) => {
  await page.route("**/readyz*", (route) => route.fulfill({ json: { status: "degraded", flags: [{ name: "cycle DE", condition: "degraded", detail: "the source is late" }] } }));
  await open(page, "/");
  await expect(page.getByText("the source is late")).toBeVisible();
});

test("new numbers wait for the reader, and are asked for at a click", async ({ page }) => {
  const told = { marketplaceId: "DE", cycle: "DE-20990101-1" };
  await page.route("**/api/v1/events*", (route) => route.fulfill({ contentType: "text/event-stream", body: `retry: 600000\n\nid: 1\nevent: predictions.published\ndata: ${JSON.stringify(told)}\n\n` }));
  await open(page, "/");
  await expect(page.getByText("There are new numbers.")).toBeVisible();
  const [again] = await Promise.all([page.waitForRequest("**/marketplace/DE/categories*"), page.getByRole("button", { name: "Show them" }).click()]);
  expect(again.method()).toBe("GET");
  await expect(page.getByText("There are new numbers.")).toHaveCount(0);
});

test("while a product's causes are found out, it is said", async ({ page }) => {
  let looks = 0;
  const job = (state: string) => ({ json: { id: "1", what: "why", state, problem: null, asked: "", ended: null, url: "/api/v1/jobs/1" }, headers: { "Retry-After": "1" } });
  await page.route("**/why?*", (route) => (looks < 1 ? route.fulfill({ status: 202, ...job("waiting") }) : route.continue()));
  await page.route("**/api/v1/jobs/1", (route) => { ++looks; return route.fulfill(job("done")); });
  const { product } = await shopOf(page);
  await page.goto(`/products/${product}`);
  await expect(page.getByText("Finding out.").first()).toBeVisible();
  await settle(page);
  await expect(page.locator(".waterfall").first()).toBeVisible();
});
