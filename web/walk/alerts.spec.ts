// What somebody should know: the server's own answers have none or some, so these are of the test.
import type { Page } from "@playwright/test";
import { expect, hindrances, open, settle, shopOf, test } from "./page";
import { kAlerts, kSummary } from "./alerts";

async function withAlerts(page: Page): Promise<string[]> {
  const asked: string[] = [];
  await page.route("**/api/v1/alert-summary*", (route) => route.fulfill({ json: kSummary }));
  await page.route("**/api/v1/alerts?*", (route) => {
    const query = new URL(route.request().url()).searchParams;
    asked.push(query.toString());
    const states = query.get("state")?.split(",") ?? [];
    const isFor = query.get("audience");
    const alerts = kAlerts.filter((one) => isFor === null || (isFor === "sellers") === (one.sellerKey !== "")).filter((one) => states.includes(one.state) && (query.get("priority") ?? one.priority) === one.priority && one.id < Number(query.get("after") ?? 1000));
    return route.fulfill({ json: { alerts: alerts.slice(0, 4), next: alerts.length > 4 ? String(alerts[3]?.id) : null } });
  });
  return asked;
}

const rows = (page: Page) => page.locator(".inbox > .answered > .alerts > .alert");

test("what waits is told on the overview, and leads to the inbox", async ({ page, wrongs }) => {
  await withAlerts(page);
  await open(page, "/");
  await page.getByRole("link", { name: "5 open alerts" }).click();
  await expect(page).toHaveURL(/\/alerts$/);
  await settle(page);
  await expect(rows(page)).toHaveCount(4);
  await expect(rows(page).first()).toContainText("€1,455");
  expect(wrongs).toEqual([]);
});

test("thousands of alerts are counted in their own place", async ({ page }) => {
  await withAlerts(page);
  await page.route("**/api/v1/alert-summary*", (route) => route.fulfill({ json: { ...kSummary, open: { P0: 12, P1: 1262, P2: 3960, P3: 12_171 } } }));
  for (const width of [360, 800, 1440]) {
    await page.setViewportSize({ width, height: 740 });
    await open(page, "/alerts");
    const last = page.locator(".count", { hasText: "12,171" });
    await expect(last).toBeVisible();
    const [own, all] = [await last.boundingBox(), await page.locator(".figure.whole").boundingBox()];
    expect((own?.x ?? 0) + (own?.width ?? 0)).toBeLessThanOrEqual((all?.x ?? 0) + (all?.width ?? 0));
  }
});

test("filters are in the address, and asked of the server", async ({ page }) => {
  const asked = await withAlerts(page);
  await open(page, "/alerts?state=open");
  await page.getByLabel("For").selectOption("operators");
  await expect(page).toHaveURL(/audience=operators/);
  await settle(page);
  await expect(rows(page)).toHaveCount(1);
  expect(asked.at(-1)).toContain("audience=operators");
  await page.getByLabel("Priority").selectOption("P3");
  await expect(page.getByText("No alert matches")).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(rows(page)).toHaveCount(4);
});

test("an alert leads to what it is about and to its runbook; the rest unfolds in place", async ({ page, wrongs }) => {
  await withAlerts(page);
  await open(page, "/alerts");
  const root = rows(page).filter({ hasText: "The last refresh failed" });
  await expect(page.getByText("The numbers are 9 hours late")).toHaveCount(0);
  await root.getByRole("button", { name: "1 follows from it" }).click();
  await expect(root.getByText("The numbers are 9 hours late")).toBeVisible();
  const first = rows(page).first();
  await first.getByRole("button", { name: "Details" }).click();
  await expect(first.locator("dl")).toContainText("0.93");
  await expect(first.getByRole("link", { name: "What to do" })).toHaveAttribute("href", "/runbooks/stock-out-risk");
  await expect(first.getByRole("link", { name: "Elbe Towel S173" })).toHaveAttribute("href", /^\/products\/1164/);
  expect(await hindrances(page)).toEqual([]);
  expect(wrongs).toEqual([]);
});

test("several are chosen, with shift all between, and are acknowledged at once", async ({ page, wrongs }) => {
  await withAlerts(page);
  await page.route("**/api/v1/alerts:acknowledge", (route) => route.fulfill({ json: { alerts: [] } }));
  await open(page, "/alerts");
  const boxes = rows(page).getByRole("checkbox");
  await boxes.first().check();
  await boxes.nth(2).click({ modifiers: ["Shift"] });
  await expect(page.getByText("3 chosen")).toBeVisible();
  const [sent] = await Promise.all([page.waitForRequest("**/alerts:acknowledge"), page.getByRole("button", { name: "Acknowledge", exact: true }).click()]);
  expect(sent.postDataJSON()).toEqual({ ids: [12, 11, 10] });
  await expect(page.getByText("Acknowledged: 3.")).toBeFocused();
  expect(wrongs).toEqual([]);
});

test("what the server refuses is said, and the choice stays", async ({ page }) => {
  await withAlerts(page);
  await page.route("**/api/v1/alerts:snooze", (route) => route.fulfill({ status: 409, contentType: "application/problem+json", json: { type: "https://shelfcast.dev/problems/conflict", title: "Not in this state", status: 409, detail: "Alert 12 is resolved.", instance: "1" } }));
  await open(page, "/alerts");
  await page.getByLabel("Choose all").check();
  const [sent] = await Promise.all([page.waitForRequest("**/alerts:snooze"), page.getByRole("button", { name: "Snooze a day" }).click()]);
  expect(sent.postDataJSON()).toMatchObject({ minutes: 1440 });
  await expect(page.getByText("Alert 12 is resolved.")).toBeVisible();
  await expect(page.getByText("4 chosen")).toBeVisible();
});

test("a new alert waits for the reader, and is asked for at a click", async ({ page }) => {
  const asked = await withAlerts(page);
  await page.route("**/api/v1/events?types=alert.raised", (route) => route.fulfill({ contentType: "text/event-stream", body: `retry: 600000\n\nid: 1\nevent: alert.raised\ndata: ${JSON.stringify(kAlerts[0])}\n\n` }));
  await open(page, "/alerts");
  await expect(page.getByText("There is a new alert.")).toBeVisible();
  const before = asked.length;
  await page.getByRole("button", { name: "Show them" }).click();
  await expect.poll(() => asked.length).toBeGreaterThan(before);
  await expect(page.getByText("There is a new alert.")).toHaveCount(0);
});

test("where nothing needs anybody, it says what is watched", async ({ page }) => {
  const none = { ...kSummary, open: { P0: 0, P1: 0, P2: 0, P3: 0 }, acknowledged: 0 };
  await page.route("**/api/v1/alert-summary*", (route) => route.fulfill({ json: none }));
  await page.route("**/api/v1/alerts?*", (route) => route.fulfill({ json: { alerts: [], next: null } }));
  await open(page, "/alerts");
  await expect(page.getByText("Nothing needs you")).toBeVisible();
  await expect(page.getByText(/^\d+ rules are watched\.$/)).toBeVisible();
  await open(page, "/");
  await expect(page.locator(".open-alerts")).toHaveCount(0);
});

test("who may only look chooses nothing; who may not see is told so", async ({ page }) => {
  await withAlerts(page);
  await page.route("**/api/v1/me", (route) => route.fulfill({ json: { name: "Ada", role: "analyst", sellerId: null, tier: "pro", scope: "account alerts:read", session: false } }));
  await open(page, "/alerts");
  await expect(rows(page)).toHaveCount(4);
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await page.unroute("**/api/v1/alerts?*");
  await page.route("**/api/v1/alerts?*", (route) => route.fulfill({ status: 403, contentType: "application/problem+json", json: { type: "https://shelfcast.dev/problems/forbidden", title: "No", status: 403, detail: "", instance: "1" } }));
  await open(page, "/alerts");
  await expect(page.getByText("Your role (analyst) may not see this.")).toBeVisible();
});

test("the server's own alerts are shown as it tells them, with the table of what is watched", async ({ page, wrongs }) => {
  await shopOf(page);
  const told = (await (await page.request.get("/api/v1/alerts?state=open&limit=100")).json()) as { alerts: unknown[] };
  const { rules } = (await (await page.request.get("/api/v1/alert-rules")).json()) as { rules: unknown[] };
  await open(page, "/alerts");
  if (told.alerts.length === 0) await expect(page.getByText("Nothing needs you")).toBeVisible();
  else await expect(rows(page).first()).toBeVisible();
  await expect(page.locator(".panel", { hasText: "What is watched" }).locator("tbody tr")).toHaveCount(rules.length);
  expect(wrongs).toEqual([]);
});
