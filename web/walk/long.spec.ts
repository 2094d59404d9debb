// A category of a hundred thousand products: the server's own answer, as if it had so many rows.
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { expect, hindrances, open, settle, shopOf, test } from "./page";

const kTotal = 100_000;

interface Body {
  totalProducts: number;
  products: { productId: number; productName: string; rank: number; rankLow: number; rankHigh: number }[];
}

/** Pages that were asked for; each row says its place. */
async function openLong(page: Page, { query = "", total = kTotal } = {}): Promise<number[]> {
  const { category } = await shopOf(page);
  const asked: number[] = [];
  await page.route(/\/categories\/\d+\/products\?/, async (route) => {
    const url = new URL(route.request().url());
    const [at, limit] = [Number(url.searchParams.get("page") ?? 1), Number(url.searchParams.get("limit"))];
    asked.push(at);
    url.searchParams.set("page", "1");
    const answer = await route.fetch({ url: url.href, headers: { ...route.request().headers(), accept: "application/json" } });
    const body = (await answer.json()) as Body;
    const [row] = body.products;
    const first = (at - 1) * limit;
    const products = Array.from({ length: Math.max(0, Math.min(limit, total - first)) }, (_, index) => ({ ...row, productName: `Row ${first + index + 1}`, rank: first + index + 1, rankLow: Math.max(1, first - 700), rankHigh: Math.min(total, first + 700) }));
    url.searchParams.set("page", String(at + 1));
    const isLast = first + limit >= total;
    await route.fulfill({ json: { ...body, totalProducts: total, products }, headers: isLast ? {} : { Link: `<${url.pathname}${url.search}>; rel="next"` } }).catch(() => undefined); // called off
  });
  await open(page, `/categories/${category}${query}`);
  return asked;
}

test("of a hundred thousand products a screenful is there, and pages come as one scrolls to them", async ({ page, wrongs }) => {
  const asked = await openLong(page);
  const table = page.locator("table.long");
  await expect(table).toHaveAttribute("aria-rowcount", String(kTotal + 1));
  await expect(table.getByRole("link", { name: "Row 1", exact: true })).toBeVisible();
  await page.evaluate(() => { scrollTo(0, document.body.scrollHeight / 2); });
  await expect(table.locator("tr[aria-rowindex='50001'] a")).toHaveText("Row 50000");
  await page.evaluate(() => { scrollTo(0, document.body.scrollHeight); });
  await expect(table.getByRole("link", { name: "Row 100000", exact: true })).toBeVisible();
  expect(await table.locator("tr").count()).toBeLessThan(80);
  expect(await hindrances(page)).toEqual([]);
  expect(asked.length, "pages asked for").toBeLessThan(12);
  await expect(page).toHaveURL(/page=\d{4}/);
  expect(wrongs).toEqual([]);
});

test("ranks of five and six digits are there whole", async ({ page }) => {
  await openLong(page);
  await page.evaluate(() => { scrollTo(0, document.body.scrollHeight); });
  await expect(page.getByRole("link", { name: "Row 100000", exact: true })).toBeVisible();
  const cut = await page.locator("table.long tbody td:first-child").evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent));
  expect(cut).toEqual([]);
});

test("who scrolls past does not ask for what is between", async ({ page }) => {
  const asked = await openLong(page);
  for (let step = 1; step <= 40; ++step) {
    await page.evaluate((share) => { scrollTo(0, document.body.scrollHeight * share); }, step / 80);
  }
  await settle(page);
  await expect(page.locator("table.long tbody a").first()).toBeVisible();
  expect(new Set(asked).size).toBeLessThan(40);
});

test("an address leads to where in the list one was", async ({ page, wrongs }) => {
  await openLong(page, { query: "?page=1200" });
  await expect(page.getByRole("link", { name: "Row 59951", exact: true })).toBeInViewport();
  await page.getByRole("link", { name: "Row 59953", exact: true }).click();
  await expect(page).toHaveURL(/\/products\//);
  await page.goBack();
  await expect(page.getByRole("link", { name: "Row 59951", exact: true })).toBeInViewport();
  expect(wrongs).toEqual([]);
});

test("arrows lead through a long list beyond what was there, and the tabulator leads out of it", async ({ page }) => {
  await openLong(page);
  await page.getByRole("link", { name: "Row 1", exact: true }).focus();
  for (let row = 2; row <= 60; ++row) {
    await page.keyboard.press("ArrowDown");
    await expect(page.locator(":focus")).toHaveText(`Row ${row}`);
  }
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("table"))).toBeNull();
});

test("a focus that is scrolled out of sight stays with the list", async ({ page }) => {
  await openLong(page);
  await page.getByRole("link", { name: "Row 3", exact: true }).focus();
  await page.evaluate(() => { scrollTo(0, document.body.scrollHeight / 2); });
  await expect(page.locator(".scrolled:focus")).toHaveCount(1);
});

test("paper shows all rows that were loaded", async ({ page }) => {
  await openLong(page);
  await page.evaluate(() => { scrollTo(0, 62 * 60); });
  await expect(page.getByRole("link", { name: "Row 75", exact: true })).toBeVisible();
  const printed = await page.evaluate(() => {
    dispatchEvent(new Event("beforeprint"));
    const names = [...document.querySelectorAll("table.long tbody a")].map((link) => link.textContent);
    dispatchEvent(new Event("afterprint"));
    return names;
  });
  expect(printed.slice(0, 100)).toEqual(Array.from({ length: 100 }, (_, index) => `Row ${index + 1}`));
  expect(await page.locator("table.long tr").count()).toBeLessThan(80);
});

test("all rows are one file, page after page, and whoever waits too long calls it off", async ({ page, wrongs }) => {
  await openLong(page, { total: 450 });
  await page.getByLabel("All 450 rows").check();
  const [csv] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Excel" }).click()]);
  expect(readFileSync(await csv.path()).length).toBeGreaterThan(5_000);
  await expect(page.getByRole("button", { name: "Excel" })).toBeEnabled();
  expect(wrongs).toEqual([]);
  let pages = 0;
  await page.route(/\/categories\/\d+\/products\?.*limit=100/, async (route) => {
    if (++pages > 2) return; // never answers
    await route.fallback();
  });
  await page.getByRole("button", { name: "Excel" }).click();
  await expect(page.getByText("200 of 450")).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("button", { name: "Excel" })).toBeEnabled();
  await expect(page.getByText("of 450")).toHaveCount(0);
});
