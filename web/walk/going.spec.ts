// Links, back, reload, filters: the address is the state.
import { readFileSync } from "node:fs";
import { expect, open, settle, shopOf, test } from "./page";

test("a category filters the overview, and back takes the filter off", async ({ page, wrongs }) => {
  await open(page, "/");
  const all = await page.locator(".figure-value").first().innerText();
  const first = page.locator(".bars").first().getByRole("link").first();
  const name = await first.innerText();
  await first.click();
  await settle(page);
  await expect(page.locator(".chip")).toContainText(name);
  await expect(page).toHaveURL(/category=/);
  await expect(page.locator(".figure-value").first()).not.toHaveText(all);
  await page.goBack();
  await settle(page);
  await expect(page.locator(".chip")).toHaveCount(0);
  await expect(page.locator(".figure-value").first()).toHaveText(all);
  expect(wrongs).toEqual([]);
});

test("from the overview to a product and back again, by links alone", async ({ page, wrongs }) => {
  await open(page, "/?frame=month");
  await page.getByRole("link", { name: "Details" }).first().click();
  await settle(page);
  await page.locator("table").getByRole("link").first().click();
  await expect(page).toHaveURL(/\/categories\/\d+\?frame=month/);
  await settle(page);
  const product = page.locator("table").getByRole("link").first();
  const name = await product.innerText();
  await product.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(page).toHaveTitle(`${name} · Shelfcast`);
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Categories");
  expect(wrongs).toEqual([]);
});

test("the numbers are the API's, and lead to it", async ({ page }) => {
  await open(page, "/");
  const source = await page.locator(".figures .source").first().getAttribute("href");
  const told = (await (await page.request.get(source ?? "")).json()) as { expectedUnits: number };
  await expect(page.locator(".figure-value").nth(1)).toHaveText(new Intl.NumberFormat("en-GB").format(Math.round(told.expectedUnits)));
});

test("what is compared with is what was sold then", async ({ page }) => {
  await open(page, "/");
  const source = await page.locator(".figures .source").nth(1).getAttribute("href");
  const told = (await (await page.request.get(source ?? "")).json()) as { periods: [{ units: number }] };
  await expect(page.locator(".figure-was").nth(1)).toHaveText(`against ${new Intl.NumberFormat("en-GB").format(told.periods[0].units)}`);
});

test("what is left is told where costs are known, and of a chosen seller its share", async ({ page, wrongs }) => {
  await open(page, "/");
  await expect(page.locator(".figure-name")).toHaveText(["Expected revenue", "Expected units", "Revenue per unit", "Expected margin"]);
  await expect(page.locator(".figure-note")).toHaveText(/^\d+% of revenue$/);
  const all = await page.locator(".figure-value").first().innerText();
  await page.getByRole("combobox", { name: /^Search/ }).fill("Anna");
  await page.getByRole("option").filter({ hasText: "Seller" }).click();
  await settle(page);
  await expect(page).toHaveURL(/\?seller=1/);
  await expect(page.locator(".chip")).toContainText("Anna's");
  await expect(page.locator(".figure-value").first()).not.toHaveText(all);
  const share = page.locator(".figure").filter({ hasText: "Marketplace share" });
  await expect(share.locator(".figure-value")).toHaveText(/^\d+\.\d%$/);
  await expect(share.locator(".figure-change")).toHaveText(/points.*against \d+\.\d%/s);
  await share.click();
  await settle(page);
  await expect(page.locator(".chip")).toHaveCount(0);
  await expect(page.locator(".figure-value").first()).toHaveText(all);
  expect(wrongs).toEqual([]);
});

test("a series of what was sold is one question", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => { if (/sales\?|top-(categories|products)/.test(request.url())) asked.push(request.url()); });
  await open(page, "/");
  expect(asked.filter((address) => address.includes("/api/v1/sales?") && !address.includes("weekStart"))).toHaveLength(1);
  expect(asked.length).toBeLessThanOrEqual(3);
});

test("a list is sorted, sliced and paged by its address", async ({ page }) => {
  const { category } = await shopOf(page);
  await open(page, `/categories/${category}`);
  await page.getByLabel("Sort by").selectOption("name_asc");
  await settle(page);
  const names = await page.locator("tbody th a").allInnerTexts();
  expect(names).toEqual([...names].sort((a, b) => (a < b ? -1 : 1)));
  await page.getByLabel("Price from").fill("1000000");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("Nothing is on sale here")).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).click();
  await settle(page);
  expect(await page.locator("tbody tr").count()).toBe(names.length);
});

test("a list is a spreadsheet, and a chart a picture, at a click", async ({ page }) => {
  const { category } = await shopOf(page);
  await open(page, `/categories/${category}`);
  const [csv] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "CSV" }).click()]);
  expect(csv.suggestedFilename()).toBe("shelfcast.csv");
  const [excel] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Excel" }).click()]);
  expect(excel.suggestedFilename()).toBe("shelfcast.xlsx");
  expect(readFileSync(await excel.path()).subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
  await open(page, "/");
  await expect(page.locator(".chart canvas")).toBeVisible();
  const [png] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as PNG" }).click()]);
  expect(png.suggestedFilename()).toMatch(/\.png$/);
});

test("a product explains itself: its causes sum up to what is expected", async ({ page }) => {
  const { product } = await shopOf(page);
  await open(page, `/products/${product}?measure=units`);
  const values = await page.locator(".waterfall").first().locator(".waterfall-bar").evaluateAll((bars) => bars.map((bar) => Number((bar as HTMLElement).dataset.value)));
  const total = values.pop() ?? 0;
  expect(values.length).toBeGreaterThan(0);
  expect(Math.abs(values.reduce((sum, value) => sum + value, 0) - total)).toBeLessThan(0.001);
});

interface Sums {
  readonly totalUnits: number;
  readonly totalExpectedUnits: number;
  readonly actual: { units: number };
}
const whole = (value: number) => new Intl.NumberFormat("en-GB").format(Math.round(value));

test("a period stands beside any other, as the API tells both", async ({ page, wrongs }) => {
  await open(page, "/compare?frame=month&measure=units");
  await page.getByLabel("beside that with").fill("2025-03-15");
  await expect(page).toHaveURL(/beside=2025-03-15/);
  await settle(page);
  const told = (await (await page.request.get("/api/top-categories?marketplaceId=DE&bucketType=MONTH&bucketStart=2025-03-01&limit=1")).json()) as Sums;
  await expect(page.locator("tr.sum td").nth(1)).toHaveText(whole(told.totalUnits));
  await page.getByLabel("Compared with").selectOption("before");
  await settle(page);
  await expect(page.locator("thead th").nth(2)).not.toContainText("Mar");
  expect(wrongs).toEqual([]);
});

test("what was promised stands beside what happened, as the API tells both", async ({ page, wrongs }) => {
  await open(page, "/compare?comparing=promises&measure=units");
  const source = await page.locator(".panel .source").first().getAttribute("href");
  const told = (await (await page.request.get(source ?? "")).json()) as Sums;
  await expect(page.locator("tr.sum td").nth(0)).toHaveText(whole(told.totalExpectedUnits));
  await expect(page.locator("tr.sum td").nth(1)).toHaveText(whole(told.actual.units));
  await expect(page.locator(".kept")).toContainText("of what was sold");
  expect(wrongs).toEqual([]);
});

test("where nothing was promised before a period began, the server's words say so", async ({ page }) => {
  await open(page, "/compare?comparing=promises&day=2025-02-01");
  await expect(page.getByText("Nothing was promised for this period")).toBeVisible();
});

test("where an address leads nowhere, the server says so, and within the page so does the page", async ({ page }) => {
  expect((await page.request.get("/nowhere")).status()).toBe(404);
  await open(page, "/");
  await page.evaluate(() => { history.pushState(null, "", "/nowhere"); dispatchEvent(new PopStateEvent("popstate")); });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such page");
});

test("accuracy is told from refresh to refresh, as lines and as a table of the same numbers", async ({ page, wrongs }) => {
  await open(page, "/trust");
  const told = (await (await page.request.get("/api/v1/cycles?limit=100")).json()) as { cycles: { accuracy: { model: number }[] }[] };
  const measured = told.cycles.filter((cycle) => cycle.accuracy.length > 0);
  const { accuracy = [] } = measured[0] ?? {};
  await expect(page.locator(".measure svg")).toHaveCount(accuracy.length);
  await page.getByRole("button", { name: "As a table" }).click();
  const over = page.locator(".panel", { has: page.getByRole("heading", { name: "Accuracy from refresh to refresh" }) });
  await expect(over.locator("tbody tr")).toHaveCount(measured.length);
  await expect(over.locator("tbody tr").first().locator("td").nth(1)).toContainText((accuracy[0]?.model ?? 0).toFixed(3));
  expect(wrongs).toEqual([]);
});
